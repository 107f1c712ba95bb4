import { by, isDead, leaseMs, settleMs } from '../open-desk.ts'
import { type DeskTest, refusal, wentWell } from './desk-test.ts'

/** What sets values, and what hands over. */
export const describeValuesAndHandOver = (test: DeskTest): void => {
  test('sets values as often as it is asked for, and once under a key', async (t, desk, database) => {
    const { tickets, seed, account, faults, drive } = desk
    const id = seed.ticket()
    const { luis } = account.agents
    const assigned = wentWell(t, await tickets.assign(id, { agent: luis.email }, by(null)))
    t.equal(assigned.ticket.agentId, luis.id)
    t.same(await database.kysely.selectFrom('ticket_writes').selectAll().execute(), [])
    wentWell(t, await tickets.update(id, { addTags: ['vip'] }, by('k')))
    seed.edit(id, { tags: ['vip', 'otra'], subject: 'Otro asunto' })
    const { writes } = desk.look.calls()
    const again = wentWell(t, await tickets.update(id, { addTags: ['vip'] }, by('k')))
    t.match(again, { duplicate: true, ticket: { subject: 'Otro asunto' } })
    t.equal(desk.look.calls().writes, writes)
    t.same(refusal(t, await tickets.update(id, { priority: 'high' }, by('k'))), { kind: 'key-conflict' })
    await faults.on('after-send', 'writes')
    const change = () => drive(tickets.update(id, { priority: 'high' }, by('k2')))
    t.match(refusal(t, await change()), { kind: 'unknown-outcome', retryAfterMs: null })
    await faults.clear()
    t.match(wentWell(t, await change()), { duplicate: false, ticket: { priority: 'high' } })
  })

  const order = {
    agent: null,
    group: 'Facturación',
    pickAgent: false,
    status: 'open' as const,
    priority: null,
    summary: 'La clienta no puede pagar & espera',
    tried: ['Enviar el enlace'],
    question: '¿Se le cobró dos veces?',
    language: null,
  }

  test('hands over, with one note and a promise', async (t, desk) => {
    const { tickets, seed, said, account } = desk
    const { billing } = account.groups
    const id = seed.ticket()
    const first = wentWell(t, await tickets.handOver(id, order, by('k')))
    t.match(first, {
      ticketId: id,
      group: { id: billing.id, name: billing.name },
      agent: null,
      why: 'group',
      noteProblem: null,
    })
    t.match(first.promise, { officeHours: 'lun-vie 9-18 h', isOpen: null, firstResponseMinutes: 240 })
    t.match(first.promise.text, `Tu número de ticket es ${id}. Una persona te responderá`)
    t.notMatch(first.promise.text, 'fuera del horario')
    t.same(wentWell(t, await tickets.handOver(id, order, by('k'))), { ...first, duplicate: true })
    t.equal(said(id).length, 1)
    t.ok(said(id)[0]?.private)
  })

  test('a handover that died after its note is found, with the reason it gave', async (t, desk) => {
    const { tickets, dying, seed, said, account, drive, pass } = desk
    const { billing } = account.groups
    const id = seed.ticket()
    const ask = () => drive(tickets.handOver(id, order, by('k')))
    dying('after', 'note').handOver(id, order, by('k')).catch(isDead)
    while (said(id).length === 0) await drive(Promise.resolve())
    await pass(leaseMs)
    const found = wentWell(t, await ask())
    t.match(found, {
      group: { id: billing.id, name: billing.name },
      why: 'group',
      noteProblem: null,
      duplicate: false,
    })
    t.type(found.noteId, 'string')
    t.same(wentWell(t, await ask()), { ...found, duplicate: true })
    t.equal(said(id).length, 1)
  })

  test('a handover that died before its note leaves one note', async (t, desk) => {
    const { tickets, dying, seed, said, drive, pass } = desk
    const id = seed.ticket()
    const ask = () => drive(tickets.handOver(id, order, by('k')))
    let isAssigned = false
    desk.faults.beforeNextWrite(() => {
      isAssigned = true
    })
    dying('before', 'note').handOver(id, order, by('k')).catch(isDead)
    while (!isAssigned) await drive(Promise.resolve())
    await pass(leaseMs + settleMs)
    t.match(wentWell(t, await ask()), { noteProblem: null, duplicate: false })
    t.equal(said(id).length, 1)
  })
}

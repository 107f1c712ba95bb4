import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import type { Tickets, WriteOutcome } from '../../src/tickets/tickets.ts'
import type { HelpdeskHarness, OpenOptions, Phase } from '../contract/harness.ts'
import { by, type Desk, leaseMs, openDesk, reply, settleMs } from './open-desk.ts'

const lost: Phase[] = ['after-send', 'silence', 'mid-answer', 'error']

const wentWell = <T>(t: Test, outcome: WriteOutcome<T>): T & { duplicate: boolean } => {
  if (!outcome.ok) {
    t.fail('it went well', { refusal: outcome.refusal })
    throw new Error('refused')
  }
  return { ...outcome.value, duplicate: outcome.duplicate }
}

const refusal = <T>(t: Test, outcome: WriteOutcome<T>) => {
  if (outcome.ok) {
    t.fail('it was refused')
    throw new Error('not refused')
  }
  return outcome.refusal
}

/** What holds for ticket operations on any store and any help desk. */
export const describeTickets = (
  name: string,
  harness: HelpdeskHarness,
  openStore: (t: Test) => Promise<Database>,
): void => {
  const test = (
    title: string,
    work: (t: Test, desk: Desk, database: Database) => Promise<void>,
    options: OpenOptions = {},
  ) =>
    t.test(`${name}, ${harness.vendor}: ${title}`, async (t) => {
      const database = await openStore(t)
      await work(t, await openDesk(t, harness, database, options), database)
    })

  test('reads, and says which ticket or help desk there is not', async (t, desk) => {
    const { tickets, seed } = desk
    const id = seed.ticket({ subject: 'No puedo entrar' })
    const [main] = tickets.helpdesks()
    t.match(main, { name: 'main', vendor: harness.vendor, default: true, availability: { state: 'open' } })
    t.match(await tickets.show(id, {}), { ok: true, value: { id, subject: 'No puedo entrar' } })
    t.match(await tickets.conversation(id, { limit: 10 }, { helpdesk: 'main' }), {
      ok: true,
      value: { messages: [{ from: 'customer' }], next: null },
    })
    seed.message(id, { from: 'customer', html: '<p>¿Hola?</p>' })
    t.match(await tickets.latestCustomerMessage(id, {}), { ok: true, value: { text: '¿Hola?' } })
    const gone = { ok: false, refusal: { kind: 'failed', failure: { kind: 'not-found' } } }
    t.match(await tickets.show('999999999', {}), gone)
    t.match(await tickets.conversation('999999999', { limit: 10 }, {}), gone)
    t.match(await tickets.latestCustomerMessage('999999999', {}), gone)
    t.match(await tickets.reply(id, reply('Hola'), { ...by('k'), helpdesk: 'second' }), {
      ok: false,
      refusal: { kind: 'no-helpdesk', choices: ['main'] },
    })
  })

  test('answers a repeat what it answered first, and sends nothing', async (t, desk) => {
    const { tickets, seed, said } = desk
    const id = seed.ticket()
    const text = 'Hola Marta:\n\nmira <aquí> https://acme.example/a?b=1&c=2.'
    const first = wentWell(t, await tickets.reply(id, reply(text, { status: 'pending' }), by('k1')))
    t.match(first, { ticketId: id, private: false, adopted: false, statusProblem: null, duplicate: false })
    const again = wentWell(t, await tickets.reply(id, reply(text, { status: 'pending' }), by('k1')))
    t.same(again, { ...first, duplicate: true })
    t.equal(said(id).length, 1)
    t.match(said(id)[0]?.html, 'href="https://acme.example/a?b=1&amp;c=2"')
    t.match(said(id)[0]?.html, '&lt;aquí&gt;')
    t.equal(desk.look.status(id), 'pending')
    const other = wentWell(t, await tickets.reply(id, reply(text, { status: 'pending' }), by('k1', 'other')))
    t.equal(other.duplicate, false, 'a key of another caller is another key')
    t.equal(said(id).length, 2)
  })

  test('refuses a key for something else, and knows content without a key for ten minutes', async (t, desk) => {
    const { tickets, seed, said, pass } = desk
    const id = seed.ticket()
    wentWell(t, await tickets.reply(id, reply('Hola'), by('k')))
    t.same(refusal(t, await tickets.reply(id, reply('Adiós'), by('k'))), { kind: 'key-conflict' })
    t.same(refusal(t, await tickets.reply(id, reply('Hola', { status: 'solved' }), by('k'))), {
      kind: 'key-conflict',
    })
    const note = { text: 'Para el equipo', private: true, files: [] }
    t.same(refusal(t, await tickets.note(id, note, by('k'))), { kind: 'key-conflict' })
    const first = wentWell(t, await tickets.note(id, note, by(null)))
    await pass(599_000)
    t.same(wentWell(t, await tickets.note(id, note, by(null))), { ...first, duplicate: true })
    t.equal(wentWell(t, await tickets.note(id, note, by(null, 'other'))).duplicate, false)
    await pass(2_000)
    t.equal(wentWell(t, await tickets.note(id, note, by(null))).duplicate, false)
    t.equal(said(id).length, 4)
    await pass(86_400_000)
    t.equal(wentWell(t, await tickets.reply(id, reply('Adiós'), by('k'))).duplicate, false, 'expired')
  })

  test('forgets what has expired, a portion at a time', async (t, desk, database) => {
    const { tickets, seed, pass } = desk
    const id = seed.ticket()
    for (const key of ['1', '2', '3']) wentWell(t, await tickets.reply(id, reply('Hola'), by(key)))
    t.equal(await tickets.purge({ limit: 10 }), 0)
    await pass(86_400_000)
    t.equal(await tickets.purge({ limit: 2 }), 2)
    t.equal(await tickets.purge({ limit: 2 }), 1)
    const rows = await database.kysely.selectFrom('ticket_writes').selectAll().execute()
    t.same(rows, [])
  })

  test('keeps nothing that was written to a customer', async (t, desk, database) => {
    const { tickets, seed } = desk
    const id = seed.ticket({ requester: 'marta@example.com' })
    const copied = reply('Su clave es 4711', { cc: ['jefe@example.com'] })
    wentWell(t, await tickets.reply(id, copied, by('a key that names Marta')))
    const field = desk.account.textField
    wentWell(t, await tickets.update(id, { customFields: { [field]: 'A-4711' } }, by('k')))
    const rows = JSON.stringify(await database.kysely.selectFrom('ticket_writes').selectAll().execute())
    for (const secret of ['4711', 'jefe', 'marta', 'Marta']) t.notMatch(rows, secret)
  })

  for (const phase of lost)
    test(
      `a reply whose answer is lost (${phase}) is there once, and found`,
      async (t, desk) => {
        const { tickets, seed, said, faults, drive } = desk
        const id = seed.ticket()
        await faults.on(phase, 'writes')
        const outcome = await drive(tickets.reply(id, reply('Ya está resuelto.'), by('k')))
        const found = wentWell(t, outcome)
        t.match(found, { adopted: true, private: false, duplicate: false })
        await faults.clear()
        const again = wentWell(t, await drive(tickets.reply(id, reply('Ya está resuelto.'), by('k'))))
        t.same(again, { ...found, duplicate: true })
        t.equal(said(id).length, 1)
      },
      { ...(phase === 'silence' ? { requestTimeoutMs: 1_000 } : {}) },
    )

  test('a reply that was not done is not seen, waited for, and sent again by the next repeat alone', async (t, desk) => {
    const { tickets, seed, said, faults, drive, pass } = desk
    const id = seed.ticket()
    const ask = () => drive(tickets.reply(id, reply('Hola'), by('k')))
    await faults.on('before-work', 'writes')
    const first = refusal(t, await ask())
    if (first.kind !== 'unknown-outcome') throw new Error(first.kind)
    t.ok((first.retryAfterMs ?? 0) > settleMs - 10_000 && (first.retryAfterMs ?? 0) <= settleMs)
    await faults.clear()
    const { writes } = desk.look.calls()
    const early = refusal(t, await ask())
    if (early.kind !== 'unknown-outcome') throw new Error(early.kind)
    t.equal(desk.look.calls().writes, writes, 'nothing is sent while it may still come')
    await pass(early.retryAfterMs ?? 0)
    t.equal(desk.look.calls().writes, writes, 'nothing is sent unless somebody asks')
    t.match(wentWell(t, await ask()), { adopted: false, duplicate: false })
    t.match(wentWell(t, await ask()), { duplicate: true })
    t.equal(said(id).length, 1)
  })

  test('nothing is sent when the conversation cannot be read', async (t, desk) => {
    const { tickets, seed, said, faults, drive, pass } = desk
    const id = seed.ticket()
    const ask = () => drive(tickets.reply(id, reply('Hola'), by('k')))
    await faults.on('after-send', 'writes')
    faults.refuse('forbidden', 'reads')
    t.match(refusal(t, await ask()), { kind: 'unknown-outcome' })
    await faults.clear()
    faults.refuse('forbidden', 'reads')
    await pass(settleMs + 1_000)
    const { writes } = desk.look.calls()
    t.match(refusal(t, await ask()), { kind: 'unknown-outcome', failure: { kind: 'forbidden' } })
    t.equal(desk.look.calls().writes, writes)
    await faults.clear()
    t.match(wentWell(t, await ask()), { adopted: true })
    t.equal(said(id).length, 1)
  })

  for (const when of ['before', 'after'] as const)
    test(`a process that dies ${when} the reply leaves one reply`, async (t, desk) => {
      const { tickets, dying, seed, said, drive, pass } = desk
      const id = seed.ticket()
      void dying(when, 'reply').reply(id, reply('Hola, Marta'), by('k'))
      while ((when === 'after' && said(id).length === 0) || (await desk.rows()) === 0)
        await drive(Promise.resolve())
      const ask = (from: Tickets = tickets) => drive(from.reply(id, reply('Hola, Marta'), by('k')))
      t.match(refusal(t, await ask()), { kind: 'under-way' })
      await pass(leaseMs)
      if (when === 'before') {
        t.match(refusal(t, await ask()), { kind: 'unknown-outcome' })
        await pass(settleMs)
      }
      t.match(wentWell(t, await ask()), { adopted: when === 'after', duplicate: false })
      t.match(wentWell(t, await ask(desk.create('two'))), { duplicate: true })
      t.equal(said(id).length, 1)
    })

  test('of two that ask the same at the same moment one replies', async (t, desk) => {
    const { tickets, create, seed, said, drive } = desk
    const id = seed.ticket()
    const all = [tickets, create('two'), create('three')].map((each) =>
      each.reply(id, reply('Hola'), by('k')),
    )
    const outcomes = await drive(Promise.all(all))
    t.equal(said(id).length, 1)
    t.equal(outcomes.filter((outcome) => outcome.ok && !outcome.duplicate).length, 1)
    for (const outcome of outcomes) {
      if (!outcome.ok) t.match(outcome.refusal, { kind: 'under-way' })
    }
    t.match(wentWell(t, await create('two').reply(id, reply('Hola'), by('k'))), { duplicate: true })
  })

  test('the same words under two keys are two replies, and each finds its own', async (t, desk) => {
    const { tickets, dying, seed, said, drive, pass, faults } = desk
    const id = seed.ticket()
    const ask = (key: string) => drive(tickets.reply(id, reply('¿Algo más?'), by(key)))
    void dying('after', 'reply').reply(id, reply('¿Algo más?'), by('a'))
    while (said(id).length === 0) await drive(Promise.resolve())
    const second = wentWell(t, await ask('b'))
    await pass(leaseMs)
    const first = wentWell(t, await ask('a'))
    t.match(first, { adopted: true })
    t.not(first.messageId, second.messageId)
    t.equal(said(id).length, 2)
    // One that was not done does not take another's for its own.
    await faults.on('before-work', 'writes')
    t.match(refusal(t, await ask('c')), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs)
    t.match(wentWell(t, await ask('c')), { adopted: false })
    t.equal(said(id).length, 3)
  })

  test('what is being sent by another at this moment is taken for nobody', async (t, desk) => {
    const { tickets, dying, seed, said, drive, pass, faults } = desk
    const id = seed.ticket()
    const ask = (key: string) => drive(tickets.reply(id, reply('¿Algo más?'), by(key)))
    await faults.on('before-work', 'writes')
    t.match(refusal(t, await ask('a')), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs)
    void dying('after', 'reply').reply(id, reply('¿Algo más?'), by('b'))
    while (said(id).length === 0) await drive(Promise.resolve())
    t.match(refusal(t, await ask('a')), { kind: 'unknown-outcome' })
    t.equal(said(id).length, 1, 'and nothing is sent')
  })

  test('what was certainly not done frees its key', async (t, desk) => {
    const { tickets, seed, said, faults, drive } = desk
    const id = seed.ticket()
    faults.refuse('forbidden', 'writes')
    const ask = (text: string) => drive(tickets.reply(id, reply(text), by('k')))
    t.match(refusal(t, await ask('Hola')), { kind: 'failed', failure: { kind: 'forbidden' } })
    await faults.clear()
    t.match(wentWell(t, await ask('Hola, otra vez')), { duplicate: false })
    t.equal(said(id).length, 1)
    t.match(refusal(t, await tickets.reply('999999999', reply('Hola'), by('k2'))), {
      failure: { kind: 'not-found' },
    })
    t.match(refusal(t, await tickets.reply(id, reply(' \n '), by('k3'))), {
      kind: 'failed',
      failure: { kind: 'invalid', faults: [{ field: 'text' }] },
    })
    const controller = new AbortController()
    controller.abort()
    const abandoned = { ...by('k4'), signal: controller.signal }
    t.match(refusal(t, await tickets.reply(id, reply('Hola'), abandoned)), { failure: { kind: 'held' } })
    t.match(wentWell(t, await tickets.reply(id, reply('Hola'), by('k4'))), { duplicate: false })
  })

  test('notes are told from replies with the same words', async (t, desk) => {
    const { tickets, seed, said, faults, drive, pass } = desk
    const id = seed.ticket()
    const text = 'Lo mira el equipo de facturación'
    wentWell(t, await tickets.reply(id, reply(text), by('a')))
    await faults.on('before-work', 'writes')
    const note = { text, private: true, files: [] }
    t.match(refusal(t, await drive(tickets.note(id, note, by('b')))), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs)
    seed.message(id, { from: 'customer', html: `<p>${text}</p>` })
    t.match(wentWell(t, await drive(tickets.note(id, note, by('b')))), { adopted: false, private: true })
    t.equal(said(id).filter((one) => one.private).length, 1)
  })

  test('a reply that is found brings its status with it, or says why not', async (t, desk) => {
    const { tickets, dying, seed, faults, drive, pass, look } = desk
    const id = seed.ticket()
    const solved = reply('Resuelto.', { status: 'solved' })
    await faults.on('after-send', 'writes')
    // The connection works again when the answer has been lost.
    const asked = tickets.reply(id, solved, by('a'))
    while (desk.said(id).length === 0) await desk.drive(Promise.resolve())
    await faults.clear()
    t.match(wentWell(t, await drive(asked)), { adopted: true, statusProblem: null })
    t.equal(look.status(id), 'solved')
    const other = seed.ticket()
    void dying('after', 'reply').reply(other, solved, by('b'))
    while (desk.said(other).length === 0) await drive(Promise.resolve())
    seed.edit(other, { status: 'pending' })
    await pass(leaseMs)
    const late = wentWell(t, await drive(tickets.reply(other, solved, by('b'))))
    t.match(late.statusProblem, /pending, not solved/)
    t.equal(look.status(other), 'pending', 'what somebody set meanwhile stays')
  })

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
    void dying('after', 'note').handOver(id, order, by('k'))
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
    void dying('before', 'note').handOver(id, order, by('k'))
    while (!isAssigned) await drive(Promise.resolve())
    await pass(leaseMs + settleMs)
    t.match(wentWell(t, await ask()), { noteProblem: null, duplicate: false })
    t.equal(said(id).length, 1)
  })

  test('says that nothing was sent when the store is away, and answers all the same when it was', async (t, desk, database) => {
    const { create, seed, said, drive, pass } = desk
    const id = seed.ticket()
    let writesLeft = 0
    const failing: Database = {
      ...database,
      write: async (work, options) => {
        if (writesLeft === 0) throw new Error('the disk is full')
        writesLeft -= 1
        return database.write(work, options)
      },
      diagnose: () => ({ code: 'disk-full', remedy: 'Make space.' }),
    }
    const tickets = create('one', { database: failing })
    const ask = () => drive(tickets.reply(id, reply('Hola'), by('k')))
    await t.rejects(ask(), { name: 'TicketsUnavailable', code: 'disk-full' })
    t.equal(desk.look.calls().writes, 0)
    // Enough to begin, and not to keep the outcome.
    writesLeft = 1
    const first = wentWell(t, await ask())
    t.match(first, { adopted: false, duplicate: false })
    writesLeft = Number.POSITIVE_INFINITY
    await pass(leaseMs)
    const found = wentWell(t, await ask())
    t.match(found, { messageId: first.messageId, adopted: true })
    t.equal(said(id).length, 1)
  })
}

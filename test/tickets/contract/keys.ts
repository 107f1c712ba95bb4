import { by, reply } from '../open-desk.ts'
import { type DeskTest, refusal, wentWell } from './desk-test.ts'

/** Reading, keys, and what is kept of them. */
export const describeKeys = (test: DeskTest): void => {
  test('reads, and says which ticket or help desk there is not', async (t, desk) => {
    const { tickets, seed } = desk
    const id = seed.ticket({ subject: 'No puedo entrar' })
    const [main] = tickets.helpdesks()
    t.match(main, {
      name: 'main',
      vendor: desk.helpdesk.vendor,
      default: true,
      availability: { state: 'open' },
    })
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
    for (const secret of ['A-4711', 'jefe', 'marta', 'Marta']) t.notMatch(rows, secret)
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
}

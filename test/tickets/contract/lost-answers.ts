import type { Database } from '../../../src/database/database.ts'
import type { Phase } from '../../contract/harness.ts'
import { by, isDead, leaseMs, reply, settleMs } from '../open-desk.ts'
import { type DeskTest, refusal, wentWell } from './desk-test.ts'

const lost: Phase[] = ['after-send', 'silence', 'mid-answer', 'error']

/** What was sent, and nobody said whether it was done. */
export const describeLostAnswers = (test: DeskTest): void => {
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

  test('a reply is found by the clock of the help desk when ours is ten minutes ahead', async (t, desk) => {
    const { tickets, seed, said, faults, drive, clock } = desk
    const id = seed.ticket()
    await clock.advance(600_000)
    await faults.on('after-send', 'writes')
    t.match(wentWell(t, await drive(tickets.reply(id, reply('Hola'), by('k')))), { adopted: true })
    await faults.clear()
    t.match(wentWell(t, await drive(tickets.reply(id, reply('Hola'), by('k')))), { duplicate: true })
    t.equal(said(id).length, 1)
  })

  test("what an agent said before is no reply of ours when the help desk's clock is ahead", async (t, desk) => {
    const { tickets, seed, said, faults, drive, pass } = desk
    const id = seed.ticket()
    desk.later(1_200_000)
    seed.message(id, { from: 'agent', html: '<p>Hola</p>' })
    await pass(600_000)
    await faults.on('before-work', 'writes')
    t.match(refusal(t, await drive(tickets.reply(id, reply('Hola'), by('k')))), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs + 1_000)
    t.match(wentWell(t, await drive(tickets.reply(id, reply('Hola'), by('k')))), { adopted: false })
    t.equal(said(id).length, 2)
  })

  test('a conversation that is given in circles is not read for ever, and nothing is sent', async (t, desk) => {
    const { seed, said, faults, drive, pass, helpdesk, create } = desk
    const id = seed.ticket()
    let pages = 0
    const circling = create('circling', {
      helpdesk: {
        ...helpdesk,
        listConversation: async (ticketId, { limit }, options) => {
          pages += 1
          const read = await helpdesk.listConversation(ticketId, { limit }, options)
          return read.ok && read.value !== null ? { ok: true, value: { ...read.value, next: 'on' } } : read
        },
      },
    })
    await faults.on('before-work', 'writes')
    t.match(refusal(t, await drive(circling.reply(id, reply('Hola'), by('k')))), { kind: 'unknown-outcome' })
    await faults.clear()
    await pass(settleMs + 1_000)
    pages = 0
    t.match(refusal(t, await drive(circling.reply(id, reply('Hola'), by('k')))), { kind: 'unknown-outcome' })
    t.equal(pages, 2)
    t.equal(said(id).length, 0)
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
    dying('after', 'reply').reply(other, solved, by('b')).catch(isDead)
    // Both its message and its status are there, whether one call brings them or two.
    while (desk.said(other).length === 0 || look.status(other) !== 'solved') await drive(Promise.resolve())
    seed.edit(other, { status: 'pending' })
    await pass(leaseMs)
    const late = wentWell(t, await drive(tickets.reply(other, solved, by('b'))))
    t.match(late.statusProblem, /pending, not solved/)
    t.equal(look.status(other), 'pending', 'what somebody set meanwhile stays')
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

import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import { leaseMs } from '../../src/outbox/create-outbox-worker.ts'
import { createOutboxRows } from '../../src/outbox/outbox-rows.ts'
import type { Said, WriteOutcome } from '../../src/tickets/tickets.ts'
import { TicketsUnavailable } from '../../src/tickets/tickets-unavailable.ts'
import { failedBy, openOutbox, order, said, unavailable, undoMs, unknown } from './open-outbox.ts'

/** What the outbox promises, over any store. `beside`: the same store as another process opens it. */
export const describeOutbox = (
  name: string,
  open: (t: Test) => Promise<{ database: Database; beside: Database }>,
): void => {
  const test = (
    title: string,
    work: (t: Test, databases: Awaited<ReturnType<typeof open>>) => Promise<void>,
  ) => t.test(`${name}: ${title}`, async (t) => work(t, await open(t)))

  test('a click is kept, waits while it can be taken back, and is then posted once', async (t, {
    database,
  }) => {
    const { outbox, createWorker, asked, events, until, stateOf, clock } = openOutbox(t, database)
    createWorker('one').start()
    const { kind, item } = await outbox.send(order({ draft: { id: 'dr_1', version: 3 }, status: 'solved' }))
    t.equal(kind, 'held')
    t.match(item, { state: 'held', dueAt: clock.now() + undoMs, draft: { id: 'dr_1', version: 3 } })
    const again = await outbox.send(order({ text: 'something else' }))
    t.match(again, { kind: 'duplicate', item: { id: item.id, text: order().text } })
    await clock.advance(undoMs - 1)
    t.same(asked, [])
    await until(async () => (await stateOf(item.id)) === 'sent')
    await clock.advance(60_000)
    t.match(asked, [{ ticketId: '7', key: item.id, kind: 'reply', text: order().text }])
    t.match(await outbox.find(item.id), { messageId: 'm1', attempts: 1, why: null, dueAt: null })
    t.match(events, [{ kind: 'sent', item: { id: item.id, draft: { id: 'dr_1', version: 3 } } }])
    t.match(await outbox.cancel(item.id, 'user:ana@example.com'), { kind: 'late', item: { state: 'sent' } })
  })

  test('of two clicks that know of nothing the second hears of the first, also at the same moment', async (t, {
    database,
    beside,
  }) => {
    const { outbox } = openOutbox(t, database)
    const other = openOutbox(t, beside).outbox
    const [one, two] = await Promise.all([
      outbox.send(order({ knownUntil: 0 })),
      other.send(order({ key: 'k2', knownUntil: 0 })),
    ])
    t.same([one.kind, two.kind].toSorted(), ['another', 'held'])
    t.equal(one.item.id, two.item.id)
    t.match(await outbox.send(order({ kind: 'note', key: 'k3', knownUntil: 0 })), { kind: 'held' })
    t.match(await outbox.send(order({ key: 'k4', knownUntil: one.item.createdAt })), { kind: 'held' })
  })

  test('a reply under which the ticket has changed goes back to its agent, until they ask for it again', async (t, {
    database,
  }) => {
    const { outbox, createWorker, lookBy, asked, until, stateOf } = openOutbox(t, database)
    const seen = { updatedAt: '2026-11-20T10:00:00Z', status: 'open' as const }
    const looked: unknown[] = []
    lookBy((item) => {
      looked.push(item.seen)
      return 'customer-wrote'
    })
    createWorker('one').start()
    const { item } = await outbox.send(order({ seen, status: 'solved' }))
    await until(async () => (await stateOf(item.id)) === 'failed')
    t.same(asked, [])
    t.same(looked, [seen])
    t.match(await outbox.find(item.id), { reason: 'customer-wrote', why: /was not sent/, text: order().text })
    t.match(await outbox.retry(item.id, 'user:ana@example.com'), { kind: 'held', item: { status: 'solved' } })
    await until(async () => (await stateOf(item.id)) === 'sent')
    t.equal(asked.length, 1)
    t.equal(looked.length, 1, 'who asks again has looked')
  })

  test('what was taken back is never posted, and taking it back twice is no harm', async (t, {
    database,
  }) => {
    const { outbox, createWorker, asked, clock } = openOutbox(t, database)
    const { item } = await outbox.send(order())
    t.match(await outbox.cancel(item.id, 'user:ana@example.com'), { kind: 'cancelled' })
    t.match(await outbox.cancel(item.id, 'user:ana@example.com'), { kind: 'cancelled' })
    t.same(await outbox.cancel('ob_none', 'user:ana@example.com'), { kind: 'not-found' })
    t.match(await outbox.retry(item.id, 'user:ana@example.com'), { kind: 'wrong-state' })
    createWorker('one').start()
    await clock.advance(60_000)
    t.same(asked, [])
    t.same(await outbox.open(10), [])
  })

  test('of taking it back and posting it, in different processes at the same moment, one wins', async (t, {
    database,
    beside,
  }) => {
    const { outbox, clock } = openOutbox(t, database)
    const rows = createOutboxRows(beside)
    const items = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        outbox.send(order({ key: `k${place}`, ticketId: `${place}` })),
      ),
    )
    clock.jump(undoMs)
    const claims: string[] = []
    const claiming = async () => {
      for (let round = 0; round < 10; round++) {
        const taken = await rows.claim({ owner: 'two', now: clock.now(), limit: 2, leaseMs })
        claims.push(...taken.map(({ item }) => item.id))
      }
    }
    const [, outcomes] = await Promise.all([
      claiming(),
      Promise.all(items.toReversed().map(({ item }) => outbox.cancel(item.id, 'user:ana@example.com'))),
    ])
    const cancelled = outcomes.flatMap((outcome) => (outcome.kind === 'cancelled' ? [outcome.item.id] : []))
    t.same(
      claims.filter((id) => cancelled.includes(id)),
      [],
      'never both',
    )
    t.same([...claims, ...cancelled].toSorted(), items.map(({ item }) => item.id).toSorted(), 'always one')
  })

  test('two workers post each item once, and those of one ticket in order', async (t, {
    database,
    beside,
  }) => {
    const opened = openOutbox(t, database)
    const { outbox, createWorker, asked, clock, until } = opened
    let busy = 0
    let most = 0
    opened.answerWith(async (count) => {
      busy += 1
      most = Math.max(most, busy)
      await new Promise((resolve) => setTimeout(resolve, 3))
      busy -= 1
      return said(`m${count}`)
    })
    for (let place = 0; place < 6; place++) {
      await outbox.send(
        order({ key: `k${place}`, text: `text ${place}`, kind: place % 2 ? 'note' : 'reply' }),
      )
      clock.jump(1)
    }
    createWorker('one').start()
    openOutbox(t, beside).createWorker('two', opened.tickets).start()
    await until(async () => (await outbox.open(10)).length === 0, 300)
    t.equal(most, 1, 'one at a time')
    t.same(
      asked.map(({ text }) => text),
      [0, 1, 2, 3, 4, 5].map((place) => `text ${place}`),
    )
  })

  test('a process that dies while it sends leaves it to another, who asks under the same key', async (t, {
    database,
  }) => {
    const { outbox, createWorker, asked, clock, until, stateOf } = openOutbox(t, database)
    const { item } = await outbox.send(order())
    await outbox.send(order({ key: 'later', text: 'Later' }))
    clock.jump(undoMs)
    const [claim] = await createOutboxRows(database).claim({
      owner: 'dead',
      now: clock.now(),
      limit: 8,
      leaseMs,
    })
    t.equal(claim?.item.id, item.id, 'the second waits for the first')
    t.match(await outbox.cancel(item.id, 'user:ana@example.com'), { kind: 'late' })
    createWorker('one').start()
    await clock.advance(leaseMs - 1_000)
    t.same(asked, [])
    await until(async () => (await outbox.open(10)).length === 0)
    t.match(asked, [{ key: item.id }, { text: 'Later' }])
    t.equal(await stateOf(item.id), 'sent')
    if (claim === undefined) throw new Error('nothing was claimed')
    const late = { kind: 'failed' as const, mayBeOut: false, reason: 'refused' as const, why: 'Late.' }
    t.equal(
      await createOutboxRows(database).settle(claim, late, clock.now()),
      false,
      'the dead one is not heard',
    )
  })

  test('what fails for now is tried again and can be taken back; what may be out cannot', async (t, {
    database,
  }) => {
    const opened = openOutbox(t, database)
    const { outbox, createWorker, asked, until, answerWith, events } = opened
    answerWith(async () => failedBy(unavailable))
    const { item } = await outbox.send(order())
    createWorker('one').start()
    await until(() => asked.length >= 3)
    await until(async () => (await outbox.find(item.id))?.state === 'held', 10)
    t.match(await outbox.find(item.id), { reason: 'away', why: 'It is away.' })
    t.match(await outbox.open(10), [{ id: item.id }])
    t.match(await outbox.cancel(item.id, 'user:ana@example.com'), { kind: 'cancelled' })

    answerWith(async () => unknown)
    const second = (await outbox.send(order({ key: 'k2' }))).item
    await until(async () => (await outbox.find(second.id))?.reason === 'unknown')
    t.match(await outbox.cancel(second.id, 'user:ana@example.com'), { kind: 'late', item: { state: 'held' } })
    t.ok(events.some((event) => event.kind === 'retried' && event.item.reason === 'unknown'))

    answerWith(async () => {
      throw new TicketsUnavailable('locked', 'Wait.')
    })
    await until(async () => (await outbox.find(second.id))?.reason === 'store', 5_000)
    t.match(
      await outbox.cancel(second.id, 'user:ana@example.com'),
      { kind: 'late' },
      'as uncertain as before',
    )
  })

  test('after 23 hours without certainty a person must look, and nothing is sent until one asks', async (t, {
    database,
  }) => {
    const { outbox, createWorker, asked, until, answerWith, stateOf, clock, events } = openOutbox(t, database)
    answerWith(async () => unknown)
    const { item } = await outbox.send(order())
    createWorker('one').start()
    await until(() => asked.length === 1)
    await until(async () => (await stateOf(item.id)) === 'held', 10)
    clock.jump(23 * 3_600_000)
    await until(async () => (await stateOf(item.id)) === 'failed')
    t.equal(asked.length, 1, 'the second try was not made')
    t.match(await outbox.find(item.id), { reason: 'must-look' })
    t.match(events.at(-1), { kind: 'failed', item: { state: 'failed' } })
    await clock.advance(600_000)
    t.equal(asked.length, 1)

    answerWith(async () => said('m2'))
    t.match(await outbox.retry(item.id, 'user:ana@example.com'), { kind: 'held' })
    t.match(await outbox.cancel(item.id, 'user:ana@example.com'), { kind: 'late' })
    await until(async () => (await stateOf(item.id)) === 'sent')
    t.equal(asked.length, 2)
  })

  test('what fails for good waits for a person, who may set it aside; the next of the ticket goes on', async (t, {
    database,
  }) => {
    const { outbox, createWorker, asked, until, answerWith, stateOf } = openOutbox(t, database)
    answerWith(async (count) =>
      count === 1
        ? failedBy({ kind: 'not-found', message: 'It is gone.' })
        : said('m2', 'The ticket did not get its status.'),
    )
    const first = (await outbox.send(order())).item
    const second = (await outbox.send(order({ key: 'k2', kind: 'note' }))).item
    createWorker('one').start()
    await until(async () => (await stateOf(second.id)) === 'sent')
    t.match(await outbox.find(first.id), { state: 'failed', reason: 'ticket-gone', why: 'It is gone.' })
    t.match(await outbox.find(second.id), { reason: 'status', why: /did not get/ })
    t.equal(asked.length, 2)
    t.match(await outbox.open(10), [{ id: first.id }])
    t.match(await outbox.cancel(first.id, 'user:ana@example.com'), { kind: 'cancelled' })
    t.same(await outbox.open(10), [])
    t.match(
      (await outbox.ofTicket({ helpdesk: 'main', ticketId: '7' })).map(({ id }) => id).toSorted(),
      [first.id, second.id].toSorted(),
    )
  })

  test('texts are blanked, and rows forgotten a year later; what is open stays', async (t, { database }) => {
    const { outbox, clock } = openOutbox(t, database)
    const ended = (await outbox.send(order())).item
    await outbox.cancel(ended.id, 'user:ana@example.com')
    const open = (await outbox.send(order({ key: 'k2' }))).item
    clock.jump(86_400_000)
    t.equal(await outbox.purge({ endedBefore: clock.now(), limit: 10 }), 1)
    t.equal(await outbox.purge({ endedBefore: clock.now(), limit: 10 }), 0)
    t.match(await outbox.find(ended.id), { text: null, state: 'cancelled', who: order().who })
    t.match(await outbox.find(open.id), { text: order().text, state: 'held' })
    clock.jump(366 * 86_400_000)
    t.equal(await outbox.purge({ endedBefore: clock.now(), limit: 10 }), 1)
    t.equal(await outbox.find(ended.id), null)
  })

  test('a worker that stops waits for what it sends, and lets go of what it has not', async (t, {
    database,
  }) => {
    const { outbox, createWorker, asked, until, answerWith, stateOf, clock } = openOutbox(t, database)
    const { promise, resolve } = Promise.withResolvers<WriteOutcome<Said>>()
    answerWith(() => promise)
    const { item } = await outbox.send(order())
    const worker = createWorker('one')
    worker.start()
    await until(() => asked.length === 1)
    const stopped = worker.stop()
    resolve(failedBy({ kind: 'held', message: 'Ended.', retryAt: null }))
    await stopped
    t.match(await outbox.find(item.id), { state: 'held', dueAt: clock.now() })
    answerWith(async () => said('m2'))
    createWorker('two').start()
    await until(async () => (await stateOf(item.id)) === 'sent')
  })
}

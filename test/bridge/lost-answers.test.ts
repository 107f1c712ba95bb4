import t from 'tap'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'
import { makeHandoff } from './make-handoff.ts'
import { quickDelivery, startBridge, until } from './start-bridge.ts'

const unavailable: Failure = { kind: 'unavailable', message: 'away', status: 503, code: null }
const forbidden: Failure = { kind: 'forbidden', message: 'not permitted', status: 403, code: null }

t.test('a ticket whose answer was lost is adopted, not made again', async (t) => {
  const { put, settled, desk, events, history } = await startBridge(t)
  desk.script('createTicket', { kind: 'lose' })
  const id = await put()
  t.match(await settled(id), {
    state: 'delivered',
    ticket: { id: '1', action: 'created' },
    attempts: 2,
    writes: 1,
    flags: [],
  })
  t.equal(desk.tickets.length, 1)
  t.same(
    desk.calls.map(({ verb }) => verb),
    ['createTicket', 'findByMarker'],
  )
  const [created, looked] = desk.calls
  t.ok(
    (looked?.at ?? 0) - (created?.at ?? 0) >= quickDelivery.settle,
    'and only looked for after the settle time',
  )
  await until(() => events.some((event) => event.kind === 'reconciled' && event.result === 'adopted'))
  t.same(await history(id), [
    'received',
    'delivering',
    'classified',
    'write-marked',
    'waiting',
    'delivering',
    'delivered',
  ])
})

t.test('a ticket that was never made is made', async (t) => {
  const { put, settled, desk } = await startBridge(t)
  desk.script('createTicket', { kind: 'vanish' })
  t.match(await settled(await put()), { state: 'delivered', writes: 2, flags: [] })
  t.equal(desk.tickets.length, 1)
  t.same(
    desk.calls.map(({ verb }) => verb),
    ['createTicket', 'findByMarker', 'createTicket', 'findByMarker'],
    'the second creation is looked after once',
  )
})

t.test('a ticket that comes late, after the answer was lost, stays the only one', async (t) => {
  const { put, settled, desk } = await startBridge(t)
  desk.script('createTicket', { kind: 'late', ms: quickDelivery.settle / 2 })
  t.match(await settled(await put()), { state: 'delivered', ticket: { id: '1' }, flags: [] })
  t.equal(desk.tickets.length, 1)
})

t.test('one that comes even later than the settle time is noticed and flagged', async (t) => {
  const { put, settled, desk, events, ledger } = await startBridge(t)
  let act = () => {}
  const late = new Promise<void>((resolve) => {
    act = resolve
  })
  desk.script('createTicket', { kind: 'vanish' }, { kind: 'hang', until: late })
  const id = await put()
  await until(() => desk.callsOf('createTicket').length === 2)
  const { createTicket } = desk.helpdesk
  await createTicket(
    {
      requester: makeHandoff().requester,
      subject: 's',
      describe: () => `the first one, ${id}`,
      status: 'open',
      priority: null,
      type: null,
      group: null,
      agent: null,
      product: null,
      tags: [],
      customFields: {},
      files: [],
    },
    { lane: 'new' },
  )
  act()
  t.match(await settled(id), { ticket: { id: '1' }, flags: ['possible-duplicate'] })
  await until(() => events.some((event) => event.kind === 'flagged' && event.flag === 'possible-duplicate'))
  t.match(await ledger.find(id), { why: /2 tickets carry our reference/ })
})

t.test('looking is tried again while the help desk cannot answer', async (t) => {
  const { put, settled, desk, events } = await startBridge(t)
  desk.script('createTicket', { kind: 'lose' })
  desk.script(
    'findByMarker',
    { kind: 'refuse', failure: unavailable },
    { kind: 'refuse', failure: forbidden },
  )
  t.match(await settled(await put()), { state: 'delivered', flags: [] })
  t.equal(desk.tickets.length, 1)
  t.equal(desk.callsOf('findByMarker').length, 3)
  await until(
    () =>
      events.filter((event) => event.kind === 'reconciled' && event.result === 'cannot-tell').length === 2,
  )
})

t.test('when it can never tell, a duplicate is chosen over a loss, flagged and counted', async (t) => {
  const { put, settled, desk, events, ledger, history } = await startBridge(t)
  desk.script('createTicket', { kind: 'lose' })
  desk.script('findByMarker', {
    kind: 'refuse',
    failure: { kind: 'invalid', message: 'No such person.', status: 400, faults: [] },
  })
  const id = await put()
  t.match(await settled(id), { state: 'delivered', flags: ['possible-duplicate'] })
  t.equal(desk.tickets.length, 2)
  t.ok((await history(id)).includes('flagged'), 'recorded before the second was sent')
  await until(() => events.some((event) => event.kind === 'flagged' && event.flag === 'possible-duplicate'))
  t.equal((await ledger.stats()).flagged['possible-duplicate'], 1)
})

t.test("a person's retry does not cut the settle time short", async (t) => {
  const { put, settled, desk, ledger } = await startBridge(t, {
    config: { delivery: { ...quickDelivery, settle: 300 } },
  })
  desk.script('createTicket', { kind: 'late', ms: 150 })
  const id = await put()
  await until(async () => (await ledger.find(id))?.state === 'waiting')
  await ledger.retryNow(id, 'eva')
  t.match(await settled(id), { ticket: { id: '1' } })
  t.equal(desk.tickets.length, 1)
})

t.test('each hand-off of a crowd becomes one ticket though half of the answers are lost', async (t) => {
  const { put, settled, desk } = await startBridge(t, { concurrency: 8 })
  const kinds = ['lose', 'vanish'] as const
  desk.script(
    'createTicket',
    ...Array.from({ length: 15 }, (_, at) => ({ kind: kinds[at % 2] ?? 'lose' }) as const),
  )
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      put({ requester: { email: `p${at}@example.org`, phone: null, name: null } }),
    ),
  )
  for (const id of ids) t.match(await settled(id), { state: 'delivered', flags: [] })
  t.equal(desk.tickets.length, 30)
})

import t from 'tap'
import { openFreshdesk } from './open-freshdesk.ts'
import { minuteMs, moveUntil, openFinding, startClock } from './open-world.ts'

const open = async (t: Parameters<typeof openFreshdesk>[0], skewMs = 0) => {
  const clock = startClock()
  const desk = await openFreshdesk(t, clock, skewMs)
  const finding = await openFinding(t, desk.helpdesk, { clock, hasEvents: true })
  const tell = (ticketId: string) =>
    finding.store.putHint({ helpdesk: 'main', ticketId, toldAt: clock.now(), changes: [] })
  const hints = () =>
    finding.store.hints({ helpdesk: 'main', toldBefore: Number.MAX_SAFE_INTEGER, limit: 100 })
  return { ...desk, ...finding, tell, hints }
}

t.test('while events arrive the list is asked for when one came, and seldom besides', async (t) => {
  const { clock, find, polled, write, tell, lists, store, hints } = await open(t)
  const finder = find()
  finder.start()
  await polled()
  const start = clock.now()
  t.equal(lists().length, 1)
  const id = await write('Factura')
  await tell(id)
  finder.poke()
  finder.poke()
  await moveUntil(clock, async () => (await store.find('main', id)) !== null)
  t.ok(clock.now() - start >= 5_000, 'events come in crowds')
  t.ok(clock.now() - start < minuteMs)
  t.equal(lists().length, 2)
  t.ok((await store.find('main', id))?.prediction)
  await moveUntil(clock, async () => (await hints()).length === 0)
  t.equal(lists().length, 2, 'what was read needs no telling any more')
  t.match(await store.feed('main'), { told: 1, missed: 0 })

  // In another process: only the store tells of it.
  const other = await write('Factura')
  await tell(other)
  await moveUntil(clock, async () => (await store.find('main', other)) !== null, minuteMs)
  const before = lists().length
  const since = clock.now()
  await moveUntil(clock, () => lists().length > before)
  t.ok(clock.now() - since >= 9 * minuteMs, 'nothing happened, and nothing was asked for until the sweep')
})

t.test('a thousand hints that wait keep nobody from hearing of the next', async (t) => {
  const { clock, find, polled, write, tell, store, sandbox, lists } = await open(t)
  // The first of them cannot be read, so that all of them stay.
  sandbox.faults.add({ kind: 'status', status: 500, body: 'empty' }, { path: '/tickets/100000' })
  for (let id = 100_000; id < 101_000; id += 1) await tell(String(id))
  clock.jump(1_000)
  find().start()
  await polled()
  clock.jump(1_000)
  const id = await write('Factura')
  const start = clock.now()
  const before = lists().length
  await tell(id)
  await moveUntil(clock, async () => (await store.find('main', id)) !== null, 11 * minuteMs)
  t.ok(clock.now() - start < minuteMs, `${clock.now() - start} ms`)
  t.equal(lists().length, before + 1)
})

for (const skewMs of [0, 120_000, -120_000])
  t.test(`what events tell early, late or never is counted, ${skewMs} ms apart from our clock`, async (t) => {
    const { clock, find, polled, write, change, tell, store } = await open(t, skewMs)
    const isKnown = (id: string) => async () => (await store.find('main', id)) !== null
    find().start()
    await polled()
    const early = await write('Factura')
    await tell(early)
    await moveUntil(clock, isKnown(early), minuteMs)
    clock.jump(1_000)
    // Seen by the look that the other one's event has caused, and told afterwards or never.
    const late = await write('Factura')
    const missed = await write('Factura')
    await change(early, { priority: 3 })
    await tell(early)
    await moveUntil(clock, isKnown(missed), minuteMs)
    clock.jump(10_000)
    await tell(late)
    await moveUntil(clock, async () => ((await store.feed('main'))?.missed ?? 0) > 0)
    t.match(await store.feed('main'), { told: 3, missed: 1 })
  })

t.test('what triage wrote itself is no change that an event has missed', async (t) => {
  const { clock, find, polled, write, change, tell, store } = await open(t)
  find().start()
  await polled()
  const id = await write('Factura')
  await tell(id)
  await moveUntil(clock, async () => (await store.find('main', id)) !== null)
  const ticket = await store.find('main', id)
  clock.jump(1_000)
  if (ticket !== null) await store.step(ticket, { state: 'done', wroteAt: clock.now() })
  await change(id, { priority: 3 })
  await moveUntil(clock, async () => (await store.find('main', id))?.left?.priority === 'high')
  const since = clock.now()
  await moveUntil(clock, async () => ((await store.feed('main'))?.polledAt ?? 0) > since + 2 * minuteMs)
  t.match(await store.feed('main'), { told: 1, missed: 0 })
})

t.test('a ticket that an event told of and the list does not bring is read by itself', async (t) => {
  const { clock, find, polled, write, tell, store, sandbox, lists, hints } = await open(t)
  find().start()
  await polled()
  const known = await write('No funciona')
  const fresh = await write('Factura')
  await tell(known)
  await moveUntil(clock, async () => (await store.find('main', known)) !== null)
  // Freshdesk lists neither spam nor what was deleted.
  const stored = sandbox.account.tickets.get(Number(known))
  if (stored !== undefined) [stored.deleted, stored.updatedAt] = [true, clock.now()]
  await tell(known)
  await tell('4711')
  await moveUntil(clock, async () => (await hints()).length === 0, 2 * minuteMs)
  t.match(await store.find('main', known), { outcome: 'untold', left: { category: null } })
  t.ok((await store.find('main', fresh))?.prediction)
  t.equal(await store.find('main', '4711'), null, 'there is none')
  t.equal(lists().length, 3)
  t.equal(sandbox.requests.filter(({ path }) => path === `/tickets/${known}`).length, 1)
})

t.test(
  'a ticket that cannot be read keeps nothing else back, and is left to the list after a while',
  async (t) => {
    const { clock, find, polled, write, tell, sandbox, lists, hints, store } = await open(t)
    find().start()
    await polled()
    sandbox.faults.add({ kind: 'status', status: 500, body: 'empty' }, { path: '/tickets/4711' })
    await tell('4711')
    const before = lists().length
    await moveUntil(clock, async () => (await hints()).length === 0, 20 * minuteMs)
    const asked = sandbox.requests.filter(({ path }) => path === '/tickets/4711').length
    t.ok(asked > 5 && asked < 15, `${asked} times in ten minutes`)
    t.ok(lists().length - before <= 3, 'the list is asked no more often')
    const id = await write('Factura')
    await tell(id)
    await moveUntil(clock, async () => (await store.find('main', id)) !== null, minuteMs)
  },
)

import t, { type Test } from 'tap'
import { createDecidedCounter } from '../../../src/desk/overview/create-decided-counter.ts'
import { createOverviewReader } from '../../../src/desk/overview/create-overview-reader.ts'
import { layOutHours } from '../../../src/desk/overview/lay-out-hours.ts'
import type { CategoryKey } from '../../../src/desk/overview/overview-figures.ts'
import { sumSources } from '../../../src/desk/overview/sum-sources.ts'
import { en } from '../../../src/desk/texts/en.ts'
import { LedgerUnavailable } from '../../../src/ledger/ledger-unavailable.ts'
import type { HelpdeskFigures } from '../../../src/ops/figures.ts'
import type { Outbox, OutboxItem } from '../../../src/outbox/outbox.ts'
import type { Switches } from '../../../src/switches/switches.ts'
import { claimOne, deliver, store } from '../../ledger/contract/steps.ts'
import { anEntry } from '../../ledger/new-entry.ts'
import { openDesk } from '../open-desk.ts'
import { scripted } from '../scripted.ts'

const shut: HelpdeskFigures = {
  name: 'main',
  availability: { state: 'shut', reason: 'credentials', since: 0, until: null, why: 'refused' },
  budget: { total: 100, remaining: 30, allowance: 80, waiting: { handoffs: 2, triage: 1 }, rateLimited: 4 },
}

const open = async (t: Test, helpdesks: HelpdeskFigures[] = [shut]) => {
  const outbox = scripted<Outbox>('outbox', { open: async () => [{ state: 'failed' } as OutboxItem] })
  const figures = {
    ledger: async () => desk.ledger.stats(),
    helpdesks: () => helpdesks,
    alertAfterMs: 900_000,
  }
  const switches = scripted<Switches>('switches', {
    list: async () => [
      { name: 'pause:source:shop', on: true, at: 0, who: 'user:eva@example.com' },
      { name: 'pause:source:gone', on: true, at: 0, who: 'user:eva@example.com' },
      { name: 'pause:llm', on: true, at: 0, who: 'user:eva@example.com' },
    ],
  })
  const source = { authentication: { kind: 'secret', secrets: ['a-secret-of-a-test'] } }
  const desk = await openDesk(t, {
    config: { sources: { shop: source } },
    dependencies: { outbox, figures, switches },
  })
  return desk
}

const classified = (category: string | null, decidedBy: 'rule' | 'none') => ({
  category,
  type: null,
  group: null,
  priority: null,
  tags: [],
  customFields: {},
  decidedBy,
  confidence: null,
  reasons: [],
})

/** What the stream tells first and next, until the given text has come. */
const readStream = async (messages: AsyncIterator<string>, wanted: string): Promise<string> => {
  let told = ''
  while (!told.includes(wanted)) {
    const { value, done } = await messages.next()
    if (done === true) break
    told += value
  }
  return told
}

t.test('the page answers before anything was read, and the next visit shows what was', async (t) => {
  const { get, ledger, clock } = await open(t)
  const first = (await get('/', { role: 'agent' })).body
  t.match(first, 'Loading')
  t.match(first, 'hx-sse:connect="/overview/live"')
  t.match(first, 'It refuses the key')
  t.match(first, '70 of 100')
  await store(ledger, anEntry('one'))
  await deliver(ledger, await claimOne(ledger))
  await store(ledger, anEntry('two'))
  const parked = await claimOne(ledger)
  await ledger.recordClassification(parked, classified('access', 'rule'))
  await ledger.park(parked, 'needs a person')
  await store(ledger, anEntry('old'))
  clock.jump(3_600_000)
  await get('/')
  await clock.advance(200)
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  const english = (await get('/', { role: 'agent' })).body
  for (const text of [
    'Nothing is lost',
    'Parked: 1',
    'The oldest one has waited',
    'Replies that could not be sent: 1',
    'Paused sources: shop. ',
    'Oldest parked one',
  ])
    t.match(english, text)
  t.notMatch(english, 'The language model is paused', 'nothing asks it anyway')
  t.notMatch(english, 'href="/settings"', 'an agent is not sent to the settings')
  t.match((await get('/')).body, '<a href="/settings">Paused sources')
  t.match(english, 'href="/handoffs?state=parked"', 'an agent is not sent to the repair desk')
  t.match((await get('/', { role: 'supervisor' })).body, 'href="/repair"')
  const spanish = (await get('/', { language: 'es' })).body
  t.match(spanish, 'No se ha perdido nada: la suma cuadra.')
  t.match(spanish, 'Acceso')
})

t.test('where nothing has come yet, it says how to send a first one', async (t) => {
  const { get, clock } = await open(t)
  await get('/')
  await clock.advance(200)
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  const { body } = await get('/')
  t.match(body, 'http://localhost:80/webhooks/shop?wait=10')
  t.notMatch(body, 'a-secret-of-a-test')
  t.match(body, '<p class="empty">None came in the last 48 hours.</p>')
})

t.test('tells changes while somebody looks, and reads nothing when nobody does', async (t) => {
  const { dependencies, ledger, clock } = await open(t, [])
  let reads = 0
  const counted = {
    ...ledger,
    stats: () => {
      reads += 1
      return ledger.stats()
    },
  }
  const reader = createOverviewReader({ ...dependencies, ledger: counted })
  const timers = clock.pending()
  const [one, other] = [new AbortController(), new AbortController()]
  const follow = (signal: AbortSignal) =>
    (async function* () {
      for await (const { stats, custody } of reader.follow(signal))
        yield `${stats?.perState.received} ${custody?.sum.received ?? '-'};`
    })()
  const [first, second] = [follow(one.signal), follow(other.signal)]
  await Promise.all([readStream(first, '0 0;'), readStream(second, '0 0;')])
  t.equal(reads, 1, 'one reader for both')
  await store(ledger, anEntry('one'))
  const told = readStream(first, '1 ')
  for (let turn = 0; turn < 5; turn += 1) await clock.advance(2_000)
  t.match(await told, '1 ')
  one.abort()
  other.abort()
  t.same(await Promise.all([first.next(), second.next()]), [
    { value: undefined, done: true },
    { value: undefined, done: true },
  ])
  await clock.advance(2_000)
  const before = reads
  await clock.advance(60_000)
  t.equal(reads, before)
  t.equal(clock.pending(), timers)
})

t.test('says that the store does not answer, and goes on when it does', async (t) => {
  const { dependencies, ledger, clock } = await open(t, [])
  let isAway = true
  const stats = async () => {
    if (isAway) throw new LedgerUnavailable('unavailable', 'It is away.')
    return ledger.stats()
  }
  const reader = createOverviewReader({ ...dependencies, ledger: { ...ledger, stats } })
  const stop = new AbortController()
  const following = reader.follow(stop.signal)
  const first = (await following.next()).value
  t.match(first, { isStoreAway: true, stats: null })
  isAway = false
  const told = (async () => {
    for await (const figures of following) if (!figures.isStoreAway && figures.stats !== null) return figures
    return null
  })()
  for (let turn = 0; turn < 5; turn += 1) await clock.advance(2_000)
  t.ok(await told)
  stop.abort()
  await clock.advance(2_000)
})

t.test('counts who decided, going forward, and asks again for what was not decided yet', async (t) => {
  const { ledger, clock } = await open(t)
  const counter = createDecidedCounter({ ledger, clock })
  await store(ledger, anEntry('before'))
  const old = await claimOne(ledger)
  await ledger.recordClassification(old, classified('access', 'rule'))
  await deliver(ledger, old)
  clock.jump(8 * 86_400_000)
  await store(ledger, anEntry('one'))
  const claim = await claimOne(ledger)
  clock.jump(3_600_000)
  await store(ledger, anEntry('two'))
  clock.jump(20_000)
  while (await counter.step());
  t.same([...counter.figures().by], [[null, 2]], 'what is older than a week does not count')
  await ledger.recordClassification(claim, classified(null, 'none'))
  await counter.step()
  const { by, hours, isComplete } = counter.figures()
  t.same(
    [...by].sort(),
    [
      ['none', 1],
      [null, 1],
    ].sort(),
  )
  t.equal(hours.length, 48)
  t.same(
    hours.slice(-2).map(({ categories }) => [...categories.keys()]),
    [['undecided'], ['pending']],
  )
  t.equal(isComplete, true)
  clock.jump(8 * 86_400_000)
  while (await counter.step());
  t.same([...counter.figures().by], [], 'and they go as they become older')
})

t.test('sums the days of each source, and one that is off is not hidden by the others', async (t) => {
  const day = {
    day: '2026-11-20',
    received: 2,
    delivered: 1,
    underWay: 1,
    parked: 0,
    dismissed: 0,
    refused: 0,
  }
  t.match(
    sumSources([
      { ...day, source: 'b' },
      { ...day, source: 'a', received: 3 },
      { ...day, source: 'a', delivered: 2, day: '2026-11-19' },
      { ...day, source: 'b', day: '2026-11-19', refused: 4 },
    ]),
    [
      { source: 'a', received: 5, delivered: 3, isRight: false },
      { source: 'b', received: 4, refused: 4, isRight: true },
    ],
  )
})

t.test('shows the most frequent categories apart, and the others together', async (t) => {
  const categories = new Map<CategoryKey, number>([['undecided', 1]])
  for (let at = 0; at < 12; at += 1) categories.set(`category:c${at}`, 20 - at)
  const series = layOutHours({ hours: [{ at: 0, categories }] }, en.overview.hours, 'en')
  t.same(
    series.map(({ name }) => name),
    ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'others', 'undecided'],
  )
  t.equal(
    series.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0),
    12 * 20 - 66 + 1,
  )
})

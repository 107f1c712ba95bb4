import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { categorySchema } from '../../../schemas/configuration.ts'
import { adoptCategories } from '../../../src/triage/backtest/adopt-categories.ts'
import { chooseBlockThresholds, type Said } from '../../../src/triage/backtest/choose-block-thresholds.ts'
import { chooseBlocks } from '../../../src/triage/backtest/choose-blocks.ts'
import { composeBacktestReport } from '../../../src/triage/backtest/compose-backtest-report.ts'
import { expectFromReplay } from '../../../src/triage/backtest/expect-from-replay.ts'
import { findOpenTargets } from '../../../src/triage/backtest/find-open-targets.ts'
import { keepBacktest } from '../../../src/triage/backtest/keep-backtest.ts'
import { rememberEncoded } from '../../../src/triage/backtest/remember-encoded.ts'
import { pastTicket } from '../../training/past-ticket.ts'

const rising = (count: number) => Array.from({ length: count }, (_, place) => place * 10)

t.test('blocks have as many tickets each, and what came at once stays together', async (t) => {
  t.same(chooseBlocks([], 8), [])
  t.same(chooseBlocks(rising(80), 2), [
    { from: 0, to: 40, beginsAt: 0 },
    { from: 40, to: 80, beginsAt: 400 },
  ])
  t.equal(chooseBlocks(rising(70), 8).length, 3, 'with fewer than 20 there is nothing to learn from')
  t.same(chooseBlocks(rising(5), 8), [{ from: 0, to: 5, beginsAt: 0 }])
  t.same(
    chooseBlocks(new Array(100).fill(7), 4),
    [{ from: 0, to: 100, beginsAt: 7 }],
    'all of one day is one block',
  )
  const lumpy = [...rising(30), ...new Array(40).fill(1000), ...rising(30).map((time) => time + 2000)]
  t.same(
    chooseBlocks(lumpy, 4).map(({ from, to }) => [from, to]),
    [
      [0, 25],
      [25, 70],
      [70, 75],
      [75, 100],
    ],
  )
})

const said = (count: number, right: number, confidence = 0.9, category = 'a'): Said[] =>
  Array.from({ length: count }, (_, place) => ({ category, confidence, isRight: place < right }))

t.test('thresholds come from held-out texts, and what came just before speaks last', async (t) => {
  const choose = (heldOut: readonly Said[], before: readonly Said[], configured = {}) =>
    chooseBlockThresholds({
      categories: ['a'],
      heldOut,
      before,
      costs: { wrong: 10, manual: 2 },
      configured,
    }).get('a')
  t.match(choose([], []), { threshold: 0.8, basis: 'assumed', texts: 0, expected_precision: null })
  t.match(choose(said(100, 96), []), { threshold: 0.9, basis: 'backtest', expected_precision: 0.96 })
  t.match(choose(said(100, 96), said(30, 28)), { threshold: 0.9 }, 'they agree')
  t.match(choose(said(100, 96), said(30, 10)), { threshold: null }, 'what comes in is another thing now')
  t.match(
    choose(said(100, 96), [...said(40, 10), ...said(60, 60, 0.99)].slice(0, 90)),
    { threshold: 0.99 },
    'the surest still hold',
  )
  t.match(choose([], said(100, 96)), { threshold: 0.9, basis: 'backtest', texts: 100 }, 'of what ships')
  t.match(choose(said(100, 50), [], { a: 0.7 }), {
    threshold: 0.7,
    basis: 'configured',
    expected_precision: 0.5,
  })
})

t.test('what is expected is what came of the last tickets, where there are enough', async (t) => {
  const threshold = {
    threshold: 0.8,
    basis: 'backtest',
    texts: 500,
    expected_coverage: 1,
    expected_precision: 1,
  }
  const expect = (last: readonly Said[]) =>
    expectFromReplay(new Map([['a', { ...threshold, basis: 'backtest' as const }]]), last).get('a')
  t.same(expect(said(19, 19)), threshold)
  t.same(expect([...said(30, 27), ...said(10, 0, 0.4)]), {
    ...threshold,
    texts: 40,
    expected_coverage: 0.75,
    expected_precision: 0.9,
  })
  t.match(expect(said(30, 27, 0.4)), { expected_coverage: 0, expected_precision: null })
})

t.test('categories that a file is filed under stand beside the configured ones', async (t) => {
  const of = (...labels: string[]) => labels.map((category) => pastTicket({ labels: { category } }))
  const own = { cobros: categorySchema.parse({ names: ['Facturas'] }) }
  t.same(adoptCategories(of('facturas'), own), { categories: own, adopted: [] })
  const { categories, adopted } = adoptCategories(of('facturas', 'Envíos'), own)
  t.same([Object.keys(categories ?? {}), adopted], [['cobros', 'Envíos'], ['Envíos']])
  t.same(adoptCategories(of('billing'), undefined), { adopted: [] }, 'those that Relevo brings')
  t.same(Object.keys(adoptCategories(of('x', 'y'), undefined).categories ?? {}), ['x', 'y'])
  t.ok('billing' in (adoptCategories(of('x', 'billing'), undefined).categories ?? {}))
})

t.test('a model learns each field that some category leaves open', async (t) => {
  const full = categorySchema.parse({ type: 'Question', group: 'Cobros', priority: 'low' })
  t.same(findOpenTargets({ full }), ['category'])
  t.same(findOpenTargets({ full, open: categorySchema.parse({ type: 'x' }) }), [
    'category',
    'group',
    'priority',
  ])
})

t.test('an encoder reads each text once', async (t) => {
  const asked: string[] = []
  const encoder = rememberEncoded({
    name: 'onnx:tiny',
    encode: async (texts) => {
      asked.push(...texts)
      return texts.includes('away') ? null : texts.map((text) => Float32Array.of(text.length))
    },
    close: async () => {},
  })
  t.same(
    await encoder.encode(['a', 'bb', 'a'], {}),
    [[1], [2], [1]].map((row) => Float32Array.from(row)),
  )
  t.same(await encoder.encode(['bb'], {}), [Float32Array.of(2)])
  t.equal(await encoder.encode(['away', 'a'], {}), null)
  t.same(asked, ['a', 'bb', 'away'])
})

t.test('the newest reports are kept, for this user alone, and nothing else is touched', async (t) => {
  const folder = join(t.testdir(), 'data', 'backtests')
  const nothing = { tickets: [], blocks: [], thresholds: new Map(), leftOut: leftOutNothing }
  const costs = { wrong: 10, manual: 2 }
  const facts = { helpdesk: 'main', costs, hasOwnCategories: true, unfit: 0 }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'notes.txt'), '')
  for (const second of [1, 2, 3]) {
    const report = composeBacktestReport(nothing, { ...facts, at: Date.UTC(2026, 10, 21, 10, 0, second) })
    const page = await keepBacktest(folder, { report, page: '<!doctype html>' }, 2)
    t.equal(statSync(page).mode & 0o777, 0o600)
  }
  t.same(readdirSync(folder).sort(), [
    '20261121-100002.html',
    '20261121-100002.json',
    '20261121-100003.html',
    '20261121-100003.json',
    'notes.txt',
  ])
  const inTheWay = join(folder, 'notes.txt')
  const report = composeBacktestReport(nothing, { ...facts, at: 0 })
  await t.rejects(keepBacktest(inTheWay, { report, page: '' }), { code: 'store', message: /no folder/ })
})

const leftOutNothing = {
  duplicate: 0,
  untimed: 0,
  handoff: 0,
  automatic: 0,
  'nothing-said': 0,
  open: 0,
}

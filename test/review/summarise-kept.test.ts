import t from 'tap'
import type { KeptCount } from '../../src/ledger/review.ts'
import { adviseTrust } from '../../src/review/advise-trust.ts'
import { summariseKept } from '../../src/review/summarise-kept.ts'

const count = (over: Partial<KeptCount>): KeptCount => ({
  source: 'botpress',
  decidedBy: 'bot',
  category: 'billing',
  outcome: 'kept',
  tickets: 1,
  ...over,
})

t.test('adds up each source and decider, then their categories, most looked at first', async (t) => {
  const figures = summariseKept([
    count({ source: 'zapier', decidedBy: 'model', tickets: 3 }),
    count({ decidedBy: 'model', tickets: 2 }),
    count({ tickets: 3 }),
    count({ outcome: 'changed' }),
    count({ category: 'access', tickets: 4 }),
    count({ category: 'access', outcome: 'untold', tickets: 2 }),
  ])
  t.same(
    figures.map(({ source, decided_by, category, looked_at }) => [source, decided_by, category, looked_at]),
    [
      ['botpress', 'bot', null, 10],
      ['botpress', 'bot', 'access', 6],
      ['botpress', 'bot', 'billing', 4],
      ['botpress', 'model', null, 2],
      ['botpress', 'model', 'billing', 2],
      ['zapier', 'model', null, 3],
      ['zapier', 'model', 'billing', 3],
    ],
  )
  t.match(figures[0], { kept: 7, changed: 1, untold: 2, share: 7 / 8 })
  const billing = figures[2]
  t.equal(billing?.share, 3 / 4)
  t.ok(billing && billing.low < 0.31 && billing.high > 0.95, 'three of four are next to nothing')
  t.same(summariseKept([]), [])
})

t.test('tells nothing of what could not be told', async (t) => {
  const [figure] = summariseKept([count({ outcome: 'untold', tickets: 9 })])
  t.match(figure, { looked_at: 9, kept: 0, changed: 0, untold: 9, share: null, low: 0, high: 1 })
})

const sources = { botpress: { trustCategory: true }, zapier: { trustCategory: false } }
const advise = (
  kept: number,
  changed: number,
  over: Partial<KeptCount> = {},
  modelAccuracy: number | null = null,
) =>
  adviseTrust(
    summariseKept([
      count({ tickets: kept, ...over }),
      count({ tickets: changed, ...over, outcome: 'changed' }),
    ]),
    { sources, modelAccuracy },
  )

t.test('advises against a trusted bot that agents seldom agree with', async (t) => {
  t.same(advise(110, 70), [
    {
      source: 'botpress',
      detail: 'The category of the bot of botpress is kept in 61 % of 180',
      remedy: 'Consider sources.botpress.trustCategory: false; its word then counts with the rest.',
    },
  ])
  t.equal(advise(20, 10).length, 1, 'of thirty')
  t.same(advise(19, 10), [], 'of fewer than thirty')
  t.same(advise(21, 9), [], 'seventy per cent')
  t.same(advise(1, 99, { source: 'zapier' }), [], 'it is not trusted')
  t.same(advise(1, 99, { source: 'former' }), [], 'it is gone')
  t.same(advise(1, 99, { decidedBy: 'rule' }), [], 'it was not the bot')
})

t.test('compares with the model in use, and says so only when chance cannot be it', async (t) => {
  t.match(advise(160, 40, {}, 0.9), [
    { detail: /kept in 80 % of 200; the model in use is right in 90 % of texts that it was not trained on$/ },
  ])
  t.same(advise(160, 40, {}, 0.82), [], 'it may be as good')
  t.match(advise(110, 70, {}, 0.5), [{ detail: /61 % of 180$/ }], 'bad, though the model is no better')
})

import t from 'tap'
import type { HeldOut, HeldOutRow } from '../../../src/classify/bundles/held-out.ts'
import { createThresholds } from '../../../src/triage/figures/create-thresholds.ts'
import type { Evidence, EvidenceQuery } from '../../../src/triage/triage-store.ts'
import { TriageUnavailable } from '../../../src/triage/triage-unavailable.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { makePrediction } from '../make-prediction.ts'
import { makeEvidence, when } from './make-evidence.ts'
import { triageSettings } from './triage-settings.ts'

const model = '20261101-000000'

const prepare = (triage: object = {}) => {
  const clock = createManualClock(when)
  const asked: EvidenceQuery[] = []
  const world: {
    evidence: Evidence[]
    isAway: boolean
    heldOut: HeldOut | null
    until: Promise<void> | null
  } = {
    evidence: [],
    until: null,
    isAway: false,
    heldOut: null,
  }
  const thresholds = createThresholds({
    helpdesk: 'main',
    store: {
      async *evidence(query) {
        asked.push(query)
        await world.until
        yield* world.evidence
        if (world.isAway) throw new TriageUnavailable('EAWAY', 'Try again.')
      },
    },
    bundles: { readHeldOut: async (name) => (name === model ? world.heldOut : null) },
    settings: triageSettings(triage),
    clock,
    logger: silent,
  })
  return { clock, asked, world, thresholds }
}

/** Tickets that `model` said to be about billing with 95 %. */
const observed = (texts: number, right: number, change: Partial<Evidence> = {}): Evidence[] =>
  Array.from({ length: texts }, (_, place) => {
    const { left, ...evidence } = makeEvidence({
      prediction: makePrediction({ model, confidence: 0.95 }),
      ...change,
    })
    return {
      ...evidence,
      left: left === null ? null : { ...left, category: place < right ? 'billing' : 'access' },
    }
  })

const heldOut = (texts: number, right: number, change: Partial<HeldOutRow> = {}): HeldOut =>
  new Map([
    [
      'category' as const,
      Array.from({ length: texts }, (_, place) => ({
        label: place < right ? 'billing' : null,
        predicted: 'billing',
        confidence: 0.7,
        inScope: true,
        at: null,
        ...change,
      })),
    ],
  ])

t.test('what agents did with this model’s tickets, then its training, then nothing', async (t) => {
  const { thresholds, world, clock, asked } = prepare()
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'assumed', threshold: 0.8, texts: 0 })
  world.heldOut = heldOut(100, 97)
  await clock.advance(300_000)
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'training', threshold: 0.7, texts: 100 })
  t.match(await thresholds.thresholdOf('access', model), { basis: 'assumed', texts: 0 })
  t.match(
    await thresholds.thresholdOf('billing', null),
    { basis: 'assumed', texts: 0 },
    'no model, no training',
  )
  world.evidence = observed(60, 58)
  await clock.advance(300_000)
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'shadow', threshold: 0.95, texts: 60 })
  t.match(asked.at(-1), { helpdesk: 'main', endedOnly: true, model })
})

t.test('other models’, untold and uncertain tickets, and those out of scope, bear nothing out', async (t) => {
  const { thresholds, world } = prepare()
  const outside = makePrediction({
    model,
    confidence: 0.95,
    isDecided: false,
    reasons: [{ code: 'model-out-of-scope' }],
  })
  world.evidence = [
    ...observed(60, 60, { prediction: makePrediction({ model: 'starter' }) }),
    ...observed(60, 60, { prediction: makePrediction({ model, confidence: null, decidedBy: 'rule' }) }),
    ...observed(60, 60, { endedAt: null }),
    ...observed(60, 60, { prediction: outside }),
  ]
  t.match(await thresholds.thresholdOf('billing', model), {
    basis: 'assumed',
    texts: 60,
    expected_coverage: 0,
    expected_precision: null,
  })
  const other = prepare()
  other.world.heldOut = heldOut(100, 100, { inScope: false })
  t.match(await other.thresholds.thresholdOf('billing', model), { basis: 'assumed', expected_coverage: 0 })
})

t.test('what is configured stands, and costs move the rest', async (t) => {
  const { thresholds, world } = prepare({
    categories: { billing: { threshold: 0.66 } },
    costs: { wrong: '40m', manual: '2m' },
  })
  world.heldOut = heldOut(100, 97)
  t.match(await thresholds.thresholdOf('billing', model), {
    basis: 'configured',
    threshold: 0.66,
    expected_coverage: 1,
    expected_precision: 0.97,
  })
  t.match(await thresholds.thresholdOf('access', model), { threshold: 0.95 })
})

t.test('rules go by their own tickets, whichever model was asked besides', async (t) => {
  const { thresholds } = prepare()
  const byRule = (used: string | null) => ({
    prediction: makePrediction({ model: used, confidence: null, decidedBy: 'rule' as const }),
  })
  t.equal('rules' in (await thresholds.thresholdOf('billing', model)), false, 'nothing was measured')
  const refuted = prepare()
  refuted.world.evidence = [...observed(5, 1, byRule('starter')), ...observed(5, 2, byRule(null))]
  for (const each of [model, null])
    t.match(await refuted.thresholds.thresholdOf('billing', each), {
      basis: 'assumed',
      rules: { texts: 10, right: 3, written: false },
    })
  const sound = prepare()
  sound.world.evidence = [...observed(10, 7, byRule(null)), ...observed(60, 0)]
  t.match(
    await sound.thresholds.thresholdOf('billing', model),
    { threshold: null, rules: { texts: 10, right: 7, written: true } },
    'that the model is wrong says nothing of rules',
  )
})

t.test('it is gathered once in five minutes, and stands while the store is away', async (t) => {
  const { thresholds, world, clock, asked } = prepare()
  world.evidence = observed(60, 58)
  const both = [thresholds.thresholdOf('billing', model), thresholds.thresholdOf('access', model)]
  await Promise.all(both)
  t.equal(asked.length, 2, 'of this model, and what rules decided with any')
  world.evidence = []
  world.isAway = true
  await clock.advance(299_000)
  await thresholds.thresholdOf('billing', model)
  t.equal(asked.length, 2)
  await clock.advance(1000)
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'shadow', texts: 60 }, 'what was known')
  t.equal(asked.length, 4)
  world.isAway = false
  await clock.advance(30_000)
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'assumed', texts: 0 })
  t.equal(asked.length, 6, 'tried again soon')
})

t.test('a store that is away from the start leaves the confidence to be believed', async (t) => {
  const { thresholds, world } = prepare()
  world.isAway = true
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'assumed', threshold: 0.8 })
})

t.test('what else is to be done has its turn while many tickets are read', async (t) => {
  const { thresholds, world } = prepare()
  world.evidence = observed(1000, 1000)
  let turns = 0
  let isReading = true
  const count = () => {
    turns += 1
    if (isReading) setImmediate(count)
  }
  setImmediate(count)
  await thresholds.thresholdOf('billing', model)
  isReading = false
  t.ok(turns >= 3, `${turns} turns`)
})

t.test('nobody waits for more than two seconds, and it is gathered once all the same', async (t) => {
  const { thresholds, world, clock, asked } = prepare()
  const slowly = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    world.until = promise
    return resolve
  }
  const inTime = async () => {
    const both = ['billing', 'access'].map((category) => thresholds.thresholdOf(category, model))
    while (clock.pending() < 2) await new Promise(setImmediate)
    await clock.advance(2_000)
    return (await Promise.all(both))[0]
  }
  world.heldOut = heldOut(100, 97)
  world.evidence = observed(60, 58)
  const endFirst = slowly()
  t.match(await inTime(), { basis: 'training', texts: 100 }, 'at first what the training says')
  const once = asked.length
  t.match(await inTime(), { basis: 'training', texts: 100 })
  t.equal(asked.length, once)
  endFirst()
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'shadow', texts: 60 })
  world.evidence = observed(70, 69)
  const endNext = slowly()
  await clock.advance(1_000_000)
  t.match(await inTime(), { basis: 'shadow', texts: 60 }, 'then what was known before')
  endNext()
  t.match(await thresholds.thresholdOf('billing', model), { basis: 'shadow', texts: 70 })
  t.equal(asked.length, 2 * once)
  t.equal(clock.pending(), 0)
})

import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import type { BundleStore } from '../../classify/bundles/bundle.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageSettings } from '../settings.ts'
import type { Thresholds } from '../thresholds.ts'
import type { TriageStore } from '../triage-store.ts'
import type { CostOutcome } from './choose-cost-threshold.ts'
import { costsInMinutes } from './costs-in-minutes.ts'
import { decideThreshold } from './decide-threshold.ts'
import { judgeAllEvidence } from './judge-all-evidence.ts'
import { judgeRules } from './judge-rules.ts'

const keptMs = 300_000
/** With a hundred thousand tickets gathering takes seconds: it may take one part in so many of the time. */
const mostOften = 200
const tryAgainMs = 30_000
/** Older tickets say less of those that come in now. */
const evidenceMs = 180 * 86_400_000
/** Longer nobody waits for what is being gathered, and goes by what was known before. */
const patienceMs = 2_000
/** The model in use, the one before, and those that tickets which wait were predicted by. */
const mostModels = 5

type Outcomes = ReadonlyMap<string, readonly CostOutcome[]>

interface Gathered {
  shadow: Outcomes
  training: Outcomes
  /** What rules decided. They outlive models, so it is gathered over all of them, which a query for no model reads. */
  rules: Outcomes
}

/** Of a category, what was gathered of it comes to; decided when it is asked for. */
type Decide = (category: string) => TriageThreshold

interface Kept {
  until: number
  decide: Promise<Decide>
  /** While it is gathered: by what was known before, else by the training, else by nothing. */
  meanwhile: Decide
}

const nothing: Gathered = { shadow: new Map(), training: new Map(), rules: new Map() }

/**
 * Thresholds of one help desk, from what the store and the model's training remember (`decideThreshold`). What was gathered stands for
 * five minutes, and the longer the longer gathering took. While the store is away, and when gathering takes more than two seconds, what
 * was known before stands.
 */
export const createThresholds = ({
  helpdesk,
  store,
  bundles,
  settings,
  clock,
  logger,
}: {
  helpdesk: string
  store: Pick<TriageStore, 'evidence'>
  bundles: Pick<BundleStore, 'readHeldOut'>
  settings: TriageSettings
  clock: Clock
  logger: Logger
}): Thresholds => {
  const kept = new Map<string | null, Kept>()
  const costs = costsInMinutes(settings.triage.costs)

  const gather = async (model: string | null, onTraining: (known: Gathered) => void): Promise<Gathered> => {
    // First, for it takes a moment, and tells those who do not wait for the rest.
    const training = await readTraining(model)
    onTraining({ ...nothing, training })
    const shadow = new Map<string, CostOutcome[]>()
    const rules = new Map<string, CostOutcome[]>()
    const since = clock.now() - evidenceMs
    const query = { helpdesk, since, endedOnly: true, ...(model === null ? {} : { model }) }
    for await (const outcome of judgeAllEvidence(store, query)) {
      if (outcome.kind === 'left-out') continue
      const { category, confidence, decidedBy, truth, inScope } = outcome.judged
      if (category === null || truth === null) continue
      if (confidence === null && decidedBy === 'rule')
        push(rules, category, { confidence, isRight: category === truth })
      if (confidence === null || outcome.judged.model !== model) continue
      // What is out of the model's scope is never written, whatever its confidence.
      push(shadow, category, { confidence: inScope === false ? 0 : confidence, isRight: category === truth })
    }
    return { shadow, rules, training }
  }

  const readTraining = async (model: string | null): Promise<Outcomes> => {
    const training = new Map<string, CostOutcome[]>()
    if (model === null) return training
    const rows = (await bundles.readHeldOut(model))?.get('category') ?? []
    for (const { label, predicted, confidence, inScope } of rows)
      if (predicted !== null)
        push(training, predicted, { confidence: inScope ? confidence : 0, isRight: label === predicted })
    return training
  }

  const createDecide = ({ shadow, training, rules }: Gathered): Decide => {
    const decided = new Map<string, TriageThreshold>()
    const { categories } = settings.triage
    return (category) => {
      const known = decided.get(category)
      if (known !== undefined) return known
      const threshold = {
        ...decideThreshold({
          configured: Object.hasOwn(categories, category) ? categories[category]?.threshold : undefined,
          shadow: shadow.get(category) ?? [],
          training: training.get(category) ?? [],
          costs,
        }),
        ...judgeRules(rules.get(category) ?? [], costs),
      }
      decided.set(category, threshold)
      return threshold
    }
  }

  const gathering = (model: string | null): Kept => {
    const before = kept.get(model)
    const began = clock.now()
    if (before !== undefined && began < before.until) return before
    const next: Kept = {
      // Until it is there everybody waits for the same.
      until: Number.POSITIVE_INFINITY,
      meanwhile: before?.meanwhile ?? createDecide(nothing),
      decide: gather(model, (training) => {
        if (before === undefined) next.meanwhile = createDecide(training)
      }).then(
        (gathered) => {
          const ended = clock.now()
          next.until = ended + Math.max(keptMs, mostOften * (ended - began))
          next.meanwhile = createDecide(gathered)
          return next.meanwhile
        },
        (error: unknown) => {
          next.until = clock.now() + tryAgainMs
          logger.warn({ helpdesk, err: error }, 'thresholds go by what was known before: nothing can be read')
          return next.meanwhile
        },
      ),
    }
    kept.delete(model)
    kept.set(model, next)
    for (const oldest of [...kept.keys()].slice(0, -mostModels)) kept.delete(oldest)
    return next
  }

  const gatherOnce = (model: string | null): Promise<Decide> => {
    const current = gathering(model)
    const { decide } = current
    if (current.until !== Number.POSITIVE_INFINITY) return decide
    return new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(current.meanwhile))
      void decide.then((decided) => {
        cancel()
        resolve(decided)
      })
    })
  }

  return {
    async thresholdOf(category, model): Promise<TriageThreshold> {
      const [decide, decideByRules] = await Promise.all([gatherOnce(model), gatherOnce(null)])
      const { rules, ...threshold } = decide(category)
      const ofRules = decideByRules(category).rules ?? rules
      return { ...threshold, ...(ofRules === undefined ? {} : { rules: ofRules }) }
    },
  }
}

const push = (outcomes: Map<string, CostOutcome[]>, category: string, outcome: CostOutcome): void => {
  const known = outcomes.get(category)
  if (known === undefined) outcomes.set(category, [outcome])
  else known.push(outcome)
}

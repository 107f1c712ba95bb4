import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import type { BundleStore } from '../../classify/bundles/bundle.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageSettings } from '../settings.ts'
import type { Thresholds } from '../thresholds.ts'
import type { TriageStore } from '../triage-store.ts'
import type { CostOutcome } from './choose-cost-threshold.ts'
import { costsInMinutes } from './costs-in-minutes.ts'
import { createEvidenceSelection } from './create-evidence-selection.ts'
import { decideThreshold } from './decide-threshold.ts'

const keptMs = 300_000
const tryAgainMs = 30_000
/** Older tickets say less of those that come in now. */
const evidenceMs = 180 * 86_400_000
/** The model in use, the one before, and those that tickets which wait were predicted by. */
const mostModels = 5

type Outcomes = ReadonlyMap<string, readonly CostOutcome[]>

interface Gathered {
  shadow: Outcomes
  training: Outcomes
}

interface Kept {
  until: number
  gathered: Promise<Gathered>
}

const nothing: Gathered = { shadow: new Map(), training: new Map() }

/**
 * Thresholds of one help desk, from what the store and the model's training remember (`decideThreshold`). What was gathered stands for
 * five minutes. While the store is away, what was known before stands.
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

  const gather = async (model: string | null): Promise<Gathered> => {
    const shadow = new Map<string, CostOutcome[]>()
    const since = clock.now() - evidenceMs
    const judge = createEvidenceSelection()
    for await (const evidence of store.evidence({
      helpdesk,
      since,
      endedOnly: true,
      ...(model === null ? {} : { model }),
    })) {
      const outcome = judge(evidence)
      if (outcome.kind === 'left-out' || outcome.judged.model !== model) continue
      const { category, confidence, truth, inScope } = outcome.judged
      if (category === null || confidence === null || truth === null) continue
      // What is out of the model's scope is never written, whatever its confidence.
      push(shadow, category, { confidence: inScope === false ? 0 : confidence, isRight: category === truth })
    }
    return { shadow, training: model === null ? new Map() : await readTraining(model) }
  }

  const readTraining = async (model: string): Promise<Outcomes> => {
    const training = new Map<string, CostOutcome[]>()
    const rows = (await bundles.readHeldOut(model))?.get('category') ?? []
    for (const { label, predicted, confidence, inScope } of rows)
      if (predicted !== null)
        push(training, predicted, { confidence: inScope ? confidence : 0, isRight: label === predicted })
    return training
  }

  const gatherOnce = (model: string | null): Promise<Gathered> => {
    const before = kept.get(model)
    if (before !== undefined && clock.now() < before.until) return before.gathered
    const next: Kept = {
      until: clock.now() + keptMs,
      gathered: gather(model).catch(async (error: unknown) => {
        next.until = clock.now() + tryAgainMs
        logger.warn({ helpdesk, err: error }, 'thresholds go by what was known before: nothing can be read')
        return before?.gathered ?? nothing
      }),
    }
    kept.delete(model)
    kept.set(model, next)
    for (const oldest of [...kept.keys()].slice(0, -mostModels)) kept.delete(oldest)
    return next.gathered
  }

  return {
    async thresholdOf(category, model): Promise<TriageThreshold> {
      const { shadow, training } = await gatherOnce(model)
      const { categories } = settings.triage
      return decideThreshold({
        configured: Object.hasOwn(categories, category) ? categories[category]?.threshold : undefined,
        shadow: shadow.get(category) ?? [],
        training: training.get(category) ?? [],
        costs,
      })
    },
  }
}

const push = (outcomes: Map<string, CostOutcome[]>, category: string, outcome: CostOutcome): void => {
  const known = outcomes.get(category)
  if (known === undefined) outcomes.set(category, [outcome])
  else known.push(outcome)
}

import type { Bundle, BundleStore } from '../../classify/bundles/bundle.ts'
import { parseReport } from '../../classify/report/parse-report.ts'
import type { Clock } from '../../ops/clock.ts'
import { createEvidenceSelection } from '../figures/create-evidence-selection.ts'
import type { JudgedPrediction } from '../figures/judged-prediction.ts'
import type { DriftFigure } from '../triage.ts'
import type { Evidence, TriageStore } from '../triage-store.ts'
import { type Inputs, measureDrift } from './measure-drift.ts'
import type { Distribution } from './stability-index.ts'

export interface DriftReaderOptions {
  /** Those that are triaged, by name. */
  helpdesks: readonly string[]
  store: Pick<TriageStore, 'evidence'>
  bundles: Pick<BundleStore, 'current' | 'readReport'>
  clock: Pick<Clock, 'now'>
}

const dayMs = 86_400_000
/** What came in first with a model is what is usual for it: rules take the easy texts, so that held-out ones say another thing. */
const firstMs = 7 * dayMs
const inputsMs = 14 * dayMs
const judgedMs = 30 * dayMs
/** Tickets that were solved in the last days came in up to so long before. */
const openForMs = 60 * dayMs

/**
 * Reads, over all help desks that are triaged, what tells whether the model in use still fits. Without a model nothing. Throws
 * `TriageUnavailable`.
 */
export const createDriftReader =
  ({ helpdesks, store, bundles, clock }: DriftReaderOptions) =>
  async (): Promise<DriftFigure[]> => {
    const inUse = await bundles.current()
    if (inUse === null) return []
    const now = clock.now()
    const [first, last] = [createTally(), createTally()]
    const judged: JudgedPrediction[] = []
    const labels = new Map<string, number>()
    for (const helpdesk of helpdesks) {
      let begun: number | null = null
      const judge = createEvidenceSelection()
      for await (const evidence of store.evidence({
        helpdesk,
        since: 0,
        endedOnly: false,
        model: inUse.name,
      })) {
        begun ??= evidence.predictedAt
        if (evidence.predictedAt < begun + firstMs) first.add(evidence)
        else if (evidence.predictedAt >= now - inputsMs) last.add(evidence)
        const outcome = judge(evidence)
        if (outcome.kind === 'judged' && (evidence.endedAt ?? 0) >= now - judgedMs)
          judged.push(outcome.judged)
      }
      const since = now - judgedMs - openForMs
      const judgeLabel = createEvidenceSelection('all')
      for await (const evidence of store.evidence({ helpdesk, since, endedOnly: true })) {
        const outcome = judgeLabel(evidence)
        const category = evidence.left?.category ?? null
        if (category === null || (evidence.endedAt ?? 0) < now - judgedMs) continue
        // What is written and what is not would be another mix than what comes in.
        if (outcome.kind === 'judged') count(labels, category)
      }
    }
    return measureDrift({
      inputs: { expected: { ...first.inputs(), language: languagesOf(inUse) }, actual: last.inputs() },
      labels: { expected: await readLabelMix(bundles, inUse), actual: labels },
      judged,
    })
  }

const count = (counts: Map<string, number>, value: string): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

const tenths = 10

const createTally = () => {
  const [confidence, decider, language] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ] as const
  return {
    add({ prediction }: Pick<Evidence, 'prediction'>): void {
      const sure = prediction.confidence
      if (sure !== null) count(confidence, String(Math.min(tenths - 1, Math.floor(sure * tenths))))
      count(decider, prediction.decidedBy)
      count(language, prediction.language ?? 'und')
    },
    inputs: (): Inputs => ({ confidence, decider, language }),
  }
}

/** Of the texts that it was trained on; what ships was trained on nobody's tickets, and tells nothing. */
const languagesOf = ({ name, about }: Bundle): Distribution | null => {
  const target = about.targets.find((each) => each.target === 'category') ?? about.targets[0]
  return name === 'starter' || target === undefined ? null : new Map(Object.entries(target.about.languages))
}

/** Null: it learnt no categories, ships with Relevo, or its report cannot be read. */
const readLabelMix = async (
  bundles: Pick<BundleStore, 'readReport'>,
  { name }: Bundle,
): Promise<Distribution | null> => {
  const report = parseReport(await bundles.readReport(name).catch(() => null))
  const target = report?.targets.find((each) => each.target === 'category')
  return target === undefined
    ? null
    : new Map(target.evaluation.classes.map(({ label, support }) => [label, support]))
}

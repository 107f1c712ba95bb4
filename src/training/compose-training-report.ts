import type { AboutBundle, Target } from '../classify/bundles/bundle.ts'
import { describeTarget } from '../classify/report/describe-target.ts'
import { type DroppedTexts, type Report, reportVersion } from '../classify/report/report.ts'
import type { Cleaned } from './clean/clean-tickets.ts'
import type { TrainedTarget } from './learn/train-target.ts'

export interface TrainingFacts {
  name: string
  /** ms */
  at: number
  by: string
  from: string
  /** Tickets that were read, and what of them was left out before they were cleaned. */
  read: number
  unfit: readonly DroppedTexts[]
  cleaned: Cleaned
  encoder: string | null
  seed: number
  trained: ReadonlyMap<Target, TrainedTarget>
}

/** What a training came to, for people, and what its bundle keeps of it. Pure. */
export const composeTrainingReport = (facts: TrainingFacts): { report: Report; about: AboutBundle } => {
  const { name, by, from, cleaned, encoder, seed, trained } = facts
  const at = new Date(facts.at).toISOString()
  const window = windowOf(cleaned)
  const dropped = [
    ...facts.unfit,
    ...Object.entries(cleaned.dropped).map(([reason, texts]) => ({ reason, texts })),
  ].filter(({ texts }) => texts > 0)
  const targets = [...trained.values()].map(({ report }) => report)
  return {
    report: {
      version: reportVersion,
      kind: 'training',
      name,
      at,
      by,
      from,
      window,
      read: facts.read,
      dropped,
      encoder,
      seed,
      targets,
    },
    about: {
      trainedAt: at,
      by,
      from,
      window,
      seed,
      encoder,
      targets: [...trained].map(([target, { report }]) => ({ target, about: describeTarget(report) })),
    },
  }
}

const windowOf = ({ tickets }: Cleaned): AboutBundle['window'] => {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { createdAt } of tickets) {
    if (createdAt === null) continue
    from = Math.min(from, createdAt)
    to = Math.max(to, createdAt)
  }
  return from > to ? null : { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

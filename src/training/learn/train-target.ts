import type { Example } from '../../classify/model/example.ts'
import type { Judged } from '../../classify/model/judged.ts'
import type { ModelParts } from '../../classify/model/text-model.ts'
import { trainTextModel } from '../../classify/model/train-text-model.ts'
import { composeTargetReport } from '../../classify/report/compose-target-report.ts'
import type { TargetReport } from '../../classify/report/report.ts'
import type { CleanTicket } from '../clean/clean-ticket.ts'
import type { ChosenExamples } from '../targets/choose-examples.ts'
import { findLearningPoints } from './find-learning-points.ts'

export interface TrainTargetOptions {
  seed: number
  hints: Readonly<Record<string, string>>
  background: readonly string[]
  /** How much of what is decided has to be right. */
  precision: number
  /** Without the learning curve. */
  quick: boolean
  /** What an encoder made of each ticket; null: there is none. */
  dense: ReadonlyMap<CleanTicket, Float32Array> | null
  /** Of this target alone: texts that were filed in different ways. */
  conflicts: number
  workers?: number
  signal: AbortSignal
  onProgress: (part: number) => void
  now: () => number
}

export interface TrainedTarget {
  parts: ModelParts
  report: TargetReport
  /** What models that had not seen them said of the tickets; `row` is their place in `tickets`. */
  heldOut: Judged[]
  tickets: CleanTicket[]
}

/** More of them make a training longer, and hardly better. */
const mostUnlabelled = 20_000
/** Of the whole, the learning curve takes about so much. */
const curvePart = 0.25

/** Trains one target, and judges it on tickets held out. Rejects with the signal's reason. */
export const trainTarget = async (
  chosen: ChosenExamples,
  options: TrainTargetOptions,
): Promise<TrainedTarget> => {
  const { seed, hints, background, signal, quick, onProgress, now } = options
  const examples = chosen.examples.map(({ ticket, label }) => toExample(ticket, label, options.dense))
  const tickets = chosen.examples.map(({ ticket }) => ticket)
  const workers = options.workers === undefined ? {} : { workers: options.workers }
  const shared = { seed, hints, background, signal, ...workers }
  const began = now()
  const { parts, heldOut, settings, isSelfTrained } = await trainTextModel(examples, {
    ...shared,
    // An encoder has not read them.
    unlabelled: options.dense === null ? newest(chosen.unlabelled).map(({ text }) => text) : [],
    onProgress: (part) => onProgress(part * (quick ? 1 : 1 - curvePart)),
  })
  const seconds = (now() - began) / 1000
  const points = quick
    ? undefined
    : await findLearningPoints(examples, {
        ...shared,
        settings,
        onProgress: (part) => onProgress(1 - curvePart + part * curvePart),
      })
  onProgress(1)
  const report = composeTargetReport({
    target: chosen.target,
    labels: parts.labels,
    judged: heldOut,
    referenceOf: (row) => tickets[row]?.name ?? '',
    precision: options.precision,
    ...(points === undefined ? {} : { points }),
    dropped: [
      { reason: 'no-label', texts: chosen.unlabelled.length - options.conflicts },
      { reason: 'conflicting', texts: options.conflicts },
      ...chosen.dropped,
    ].filter(({ texts }) => texts > 0),
    settings: { ...settings, unlabelled: isSelfTrained },
    seconds,
  })
  return { parts, report, heldOut, tickets }
}

const toExample = (
  ticket: CleanTicket,
  label: string | null,
  dense: TrainTargetOptions['dense'],
): Example => {
  const { text, language, group, weight } = ticket
  const encoded = dense?.get(ticket)
  return {
    text,
    label,
    weight,
    ...(language === null ? {} : { language }),
    ...(group === null ? {} : { group }),
    ...(encoded === undefined ? {} : { dense: encoded }),
  }
}

const newest = (tickets: readonly CleanTicket[]): readonly CleanTicket[] =>
  tickets.length <= mostUnlabelled
    ? tickets
    : tickets.toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0)).slice(0, mostUnlabelled)

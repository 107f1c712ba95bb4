import type { Evaluation } from '../model/evaluate/evaluation.ts'
import type { LearningCurve } from '../model/evaluate/extrapolate-learning.ts'
import type { LabelError } from '../model/evaluate/find-label-errors.ts'
import type { MergeablePair } from '../model/evaluate/find-mergeable-pairs.ts'

/** Of the form below. A report of another one is refused by `parseReport`. */
export const reportVersion = 1

/**
 * What a training or an evaluation came to, for people and for programs: plain JSON. It names tickets by where they stand
 * (`freshdesk:4711`, `line 12`) and quotes none.
 */
export interface Report {
  version: typeof reportVersion
  /** `training`: figures by cross-validation on what it was trained on. `evaluation`: on other labelled texts. */
  kind: 'training' | 'evaluation'
  /** The model's: `20261121-101500`, `starter`. */
  name: string
  /** When it was made, ISO 8601. */
  at: string
  /** Relevo's version. */
  by: string
  /** `freshdesk`, `zendesk`, `ledger`, or the name of a file. */
  from: string
  /** Oldest and newest text, ISO 8601; null: not known. */
  window: { from: string; to: string } | null
  /** Texts that were read, before any was dropped. */
  read: number
  dropped: DroppedTexts[]
  /** Which encoder the texts were put through besides; null: none. */
  encoder: string | null
  seed: number
  targets: TargetReport[]
}

/** Texts that were left out, and why: one of `dropReasons`, or any other word, which is shown as it is. */
export interface DroppedTexts {
  reason: string
  texts: number
}

export interface TargetReport {
  /** `category`, `type`, `group`, `priority`. */
  target: string
  /** That were learnt from; in an evaluation, that were judged. */
  texts: number
  /** Texts by ISO 639-1 code; `und`: not told. */
  languages: Record<string, number>
  /** Left out for this target alone. */
  dropped: DroppedTexts[]
  evaluation: Evaluation
  /** Most confident first. */
  labelErrors: ReportedLabelError[]
  mergeable: MergeablePair[]
  /** Null: it was not looked into. */
  learning: LearningCurve | null
  /** What the training chose, by name: `learner`, `c`, `balance`, … */
  settings: Record<string, string | number | boolean | null>
  /** That the training took; null: there was none. */
  seconds: number | null
  warnings: Warning[]
}

export interface ReportedLabelError extends Omit<LabelError, 'row'> {
  /** Where the text stands, e.g. `freshdesk:4711`. */
  reference: string
}

/** What whoever reads the figures should know, worst first. */
export type Warning =
  /** So few texts in all that no figure is worth much. */
  | { code: 'few-texts'; texts: number }
  /** Classes with fewer than ten texts, fewest first. */
  | { code: 'small-classes'; classes: { label: string; texts: number }[] }
  /** One class is more than 80 % of all: accuracy says little. */
  | { code: 'one-class'; label: string; share: number }
  /** Hardly better than saying the most frequent class of everything. */
  | { code: 'no-better'; accuracy: number; majority: number }
  /** Languages with too few texts to learn from or be judged by. */
  | { code: 'small-languages'; languages: { language: string; texts: number }[] }
  /** Confidence does not mean what it says. */
  | { code: 'uncalibrated'; ece: number }
  /** The wanted precision could not be shown on the texts that there were. */
  | { code: 'precision-not-shown'; wanted: number; texts: number }

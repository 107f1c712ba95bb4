import type { Decision } from '../../model/evaluate/evaluation.ts'
import type { Trend } from '../../model/evaluate/extrapolate-learning.ts'
import type { Report } from '../report.ts'

export type DropReason =
  | 'empty'
  | 'too-short'
  | 'automatic'
  | 'duplicate'
  | 'conflicting'
  | 'no-label'
  | 'rare-class'
  | 'not-a-priority'
  | 'untouched'
  | 'broken'
  | 'erased'
  | 'deleted'
  | 'merged'
  | 'added'
  | 'not-the-customer'

/** Every word of a report in one language. Numbers come as text, written as the language writes them. */
export interface ReportTexts {
  /** ISO 639-1. */
  language: string
  titles: Record<Report['kind'], string>
  targets: Readonly<Record<string, string>>
  /** Of the reasons that Relevo's own training gives. */
  dropReasons: Readonly<Record<DropReason, string>>
  model: string
  from: string
  made: string
  window: (from: string, to: string) => string
  encoder: string
  read: (read: string, dropped: string) => string
  readAll: (read: string) => string
  dropped: string
  reason: string
  texts: string
  countTexts: (texts: string) => string
  countClasses: (classes: string) => string
  trainedIn: (seconds: string) => string
  settings: string
  /** How the texts were judged. */
  seed: string
  version: string
  howJudged: Record<Report['kind'], string>
  filed: (decided: number, right: number | null) => string
  filedNone: string
  filedRight: (texts: string) => string
  filedWrong: (texts: string) => string
  waiting: (texts: string) => string
  threshold: (threshold: string) => string
  basis: Record<Decision['basis'], (wanted: string) => string>
  strangers: (abstained: string, texts: string) => string
  accuracy: string
  accuracyMeans: string
  macroF1: string
  macroF1Means: string
  ece: string
  eceMeans: string
  majority: (label: string, accuracy: string) => string
  warnings: string
  warning: {
    fewTexts: (texts: string) => string
    smallClasses: (classes: string, examples: string) => string
    oneClass: (label: string, share: string) => string
    noBetter: (accuracy: string, majority: string) => string
    smallLanguages: (languages: string) => string
    uncalibrated: (ece: string) => string
    precisionNotShown: (wanted: string, texts: string) => string
  }
  classes: string
  worstClasses: string
  moreClasses: (classes: string) => string
  class: string
  answered: string
  precision: string
  precisionMeans: string
  recall: string
  recallMeans: string
  f1: string
  languages: string
  languageName: string
  unknownLanguage: string
  /** A text without a class, and an answer that is none. */
  noClass: string
  confusions: string
  confusionsMeans: string
  confusionsPart: (shown: string, of: string) => string
  rightClass: string
  answer: string
  noConfusions: string
  reliability: string
  reliabilityMeans: (ece: string) => string
  confidence: string
  shareRight: string
  perfect: string
  coverage: string
  coverageMeans: string
  shareDecided: string
  chosen: (threshold: string) => string
  wanted: (precision: string) => string
  nothingDecided: string
  learning: string
  learningMeans: string
  learningNone: string
  rising: (more: string, points: string, what: string) => string
  risingBoth: (more: string, accuracy: string, macroF1: string) => string
  flat: (what: string) => string
  unknown: Record<Extract<Trend, { kind: 'unknown' }>['why'], string>
  withMore: (more: string) => string
  labelErrors: string
  labelErrorsMeans: string
  labelError: (reference: string, label: string, predicted: string, confidence: string) => string
  noLabelErrors: string
  reference: string
  filedAs: string
  looksLike: string
  mergeable: string
  mergeableMeans: string
  merge: (one: string, other: string, mistakes: string, share: string, gain: string) => string
  noMergeable: string
  table: string
  seeHtml: string
  none: string
}

import type { AboutTarget } from '../bundles/bundle.ts'
import type { TargetReport } from './report.ts'

/** What a bundle keeps of a target's figures. A model that decides nothing has a precision of 0. */
export const describeTarget = ({ texts, languages, evaluation }: TargetReport): AboutTarget => ({
  texts,
  classes: evaluation.classes.filter(({ support }) => support > 0).length,
  languages,
  accuracy: evaluation.accuracy,
  macroF1: evaluation.macroF1,
  ece: evaluation.reliability.ece,
  threshold: evaluation.decision.threshold,
  precision: evaluation.decision.precision ?? 0,
  coverage: evaluation.decision.coverage,
})

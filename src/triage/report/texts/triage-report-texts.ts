import type { TriageMode } from '../../../../schemas/triage.ts'
import type { TriageThreshold } from '../../../../schemas/triage-report.ts'

/** The words of a report on triage in one language. Numbers and parts come as they are to be shown; names of categories as they stand. */
export interface TriageReportTexts {
  /** A BCP 47 tag, for numbers and for the page. */
  language: string
  titles: { backtest: string; shadow: string }
  kinds: { backtest: string; shadow: string }
  modes: Record<TriageMode, string>
  bases: Record<TriageThreshold['basis'], string>
  basesMean: Record<TriageThreshold['basis'], string>
  helpdesk: string
  window: string
  windowOf: (from: string, to: string) => string
  noWindow: string
  models: string
  noModels: string
  made: string
  tickets: string
  seen: (tickets: string) => string
  judged: (tickets: string) => string
  untold: (tickets: string) => string
  unsaid: (tickets: string) => string
  leftOut: (tickets: string) => string
  costs: string
  costsOf: (wrong: string, manual: string, breakEven: string) => string
  /** Of a hundred; `right` null: none is written. */
  headline: (written: number, right: number | null) => string
  headlineNone: string
  saved: (time: string, wrongRoutes: string) => string
  lost: (time: string, wrongRoutes: string) => string
  writtenRight: (tickets: string) => string
  writtenWrong: (tickets: string) => string
  byHand: (tickets: string) => string
  accuracy: string
  accuracyMeans: string
  writtenPrecision: string
  writtenPrecisionMeans: string
  coverage: string
  coverageMeans: string
  minutesSaved: string
  minutesSavedMeans: string
  ece: string
  eceMeans: string
  interval: (low: string, high: string) => string
  remarks: string
  remark: {
    fewTickets: (tickets: string) => string
    oneCategory: (category: string, share: string) => string
    noBetter: (accuracy: string, majority: string) => string
    uncalibrated: (ece: string) => string
    untold: (tickets: string, of: string) => string
    noModelYet: (tickets: string) => string
    ownWrites: (tickets: string, corrected: string) => string
    costsTime: (categories: string) => string
    neverWritten: (categories: string) => string
    precisionNotShown: (categories: string) => string
    noEvidence: (categories: string) => string
    fewOfCategory: (categories: string) => string
    unknownCategories: (categories: string) => string
    rulesNotSure: (tickets: string) => string
    rulesWrong: (categories: string) => string
    severalModels: (models: string) => string
  }
  categories: string
  categoriesMean: string
  category: string
  mode: string
  actual: string
  actualMeans: string
  predicted: string
  predictedMeans: string
  precision: string
  precisionMeans: string
  recall: string
  recallMeans: string
  threshold: string
  thresholdMeans: string
  never: string
  chosenBy: string
  expected: string
  expectedMeans: string
  written: string
  writtenMeans: string
  right: string
  rightMeans: string
  wrongRoutes: string
  wrongRoutesMean: string
  saves: string
  guide: (breakEven: string) => string
  fields: string
  fieldsMean: string
  field: { group: string; type: string; priority: string }
  thresholds: string
  texts: string
  /** Where on the curve all thresholds together work. */
  chosen: string
  confusions: string
  noMatrix: string
  noTickets: string
  minutes: (minutes: string) => string
  hours: (hours: string) => string
}

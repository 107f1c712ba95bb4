import type { TriageRemark, TriageReport } from '../../../schemas/triage-report.ts'
import type { TriageReportFacts } from './triage-report-facts.ts'

const fewTickets = 100
/** Of a category: fewer show nothing of a precision above 80 %. */
const fewOfCategory = 20
const largestShare = 0.8
/** Over the majority's share of mistakes: who leaves more of them than this has learnt little. */
const leastCure = 0.1
const largestEce = 0.1
/** Of those looked at: more of them untold, and the figures are of the others alone. */
const manyUntold = 0.3
const mostNamed = 10

/** What makes the figures worth less than they look, weightiest first. Pure. */
export const findRemarks = (
  { tickets, overall, categories, models }: Omit<TriageReport, 'remarks'>,
  {
    thresholds,
    predictions,
    isRuleSure,
    remarks: given = [],
  }: Pick<TriageReportFacts, 'thresholds' | 'predictions' | 'isRuleSure' | 'remarks'>,
  majority: { label: string; accuracy: number } | null,
): TriageRemark[] => {
  const remarks: TriageRemark[] = [...given]
  const { judged, untold } = tickets
  // Of none the report says so in its first sentence.
  if (judged > 0 && judged < fewTickets) remarks.push({ code: 'few-tickets', tickets: judged })
  const accuracy = overall.accuracy.share
  if (majority !== null && accuracy !== null) {
    if (majority.accuracy > largestShare)
      remarks.push({ code: 'one-category', category: majority.label, share: majority.accuracy })
    if (1 - accuracy > (1 - majority.accuracy) * (1 - leastCure))
      remarks.push({ code: 'no-better', accuracy, majority: majority.accuracy })
  }
  const named = (
    code: 'costs-time' | 'never-written' | 'rules-wrong' | 'precision-not-shown' | 'no-evidence',
    all: string[],
  ) => {
    if (all.length > 0) remarks.push({ code, categories: all })
  }
  const ours = categories.filter(({ category }) => thresholds.has(category))
  const namesOf = (which: (figures: (typeof ours)[number]) => boolean) =>
    ours.filter(which).map(({ category }) => category)
  named(
    'costs-time',
    namesOf(({ minutes_saved }) => minutes_saved < 0),
  )
  named(
    'never-written',
    namesOf(({ threshold }) => threshold.threshold === null),
  )
  // Those that Relevo brings are never written.
  if (isRuleSure)
    named(
      'rules-wrong',
      namesOf(({ threshold }) => threshold.rules?.written === false),
    )
  // With few tickets the error of calibration is large by luck alone.
  if (judged >= fewTickets && overall.ece > largestEce)
    remarks.push({ code: 'uncalibrated', ece: overall.ece })
  if (untold > 0 && untold > manyUntold * (untold + judged))
    remarks.push({ code: 'untold', tickets: untold, of: untold + judged })
  named(
    'precision-not-shown',
    namesOf(
      ({ threshold, predicted }) =>
        threshold.basis === 'assumed' && threshold.threshold !== null && predicted > 0,
    ),
  )
  named(
    'no-evidence',
    namesOf(({ predicted }) => predicted === 0),
  )
  const few = ours
    .filter(({ predicted }) => predicted > 0 && predicted < fewOfCategory)
    .map(({ category, predicted }) => ({ category, tickets: predicted }))
    .sort((one, other) => one.tickets - other.tickets)
  // When all are few the first remark says it.
  if (few.length > 0 && judged >= fewTickets) remarks.push({ code: 'few-of-category', categories: few })
  const strange = categories.filter(({ category }) => !thresholds.has(category))
  if (strange.length > 0)
    remarks.push({
      code: 'unknown-categories',
      categories: strange.slice(0, mostNamed).map(({ category }) => category),
    })
  const byRules = predictions.filter(({ decidedBy }) => decidedBy === 'rule').length
  if (byRules > 0 && !isRuleSure) remarks.push({ code: 'rules-not-sure', tickets: byRules })
  if (models.length > 1) remarks.push({ code: 'several-models', models })
  return remarks
}

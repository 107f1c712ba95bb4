import type { TriageCategoryFigures, TriageReport, TriageThreshold } from '../../../schemas/triage-report.ts'
import { evaluate } from '../../classify/model/evaluate/evaluate.ts'
import { measureReliability } from '../../classify/model/evaluate/measure-reliability.ts'
import { traceCoverage } from '../../classify/model/evaluate/trace-coverage.ts'
import type { Judged } from '../../classify/model/judged.ts'
import type { TriageCosts } from './choose-cost-threshold.ts'
import { compareFields } from './compare-fields.ts'
import { findRemarks } from './find-remarks.ts'
import { isWritten } from './is-written.ts'
import type { JudgedPrediction } from './judged-prediction.ts'
import { shareOf } from './share-of.ts'
import type { TriageReportFacts } from './triage-report-facts.ts'

/** As a training's report has it: more are hard to read, and to send. */
const largestMatrix = 30

type Row = Judged & { isWritten: boolean }

/** What triage is worth, from tickets of which both are known: what was predicted, and what they were left as. Pure. */
export const composeTriageReport = (facts: TriageReportFacts): TriageReport => {
  const { predictions, thresholds, isRuleSure, costs } = facts
  const isSureOf = ({ category }: JudgedPrediction): boolean =>
    isRuleSure && thresholds.get(category ?? '')?.rules?.written !== false
  const isWrittenThen =
    facts.isWritten ??
    ((row: JudgedPrediction) =>
      isWritten(row, {
        threshold: thresholds.get(row.category ?? '')?.threshold ?? null,
        isRuleSure: isSureOf(row),
      }))
  const known = predictions.filter(({ truth }) => truth !== null)
  const rows = known.map((row, place): Row => toRow(row, place, isSureOf(row), isWrittenThen(row)))
  const evaluation = evaluate(rows, { labels: [...thresholds.keys()], threshold: 1 })
  const reliability = measureReliability(rows.filter((_, place) => known[place]?.confidence !== null))
  const rowsByCategory = Map.groupBy(rows, ({ predicted }) => predicted)
  const categories = evaluation.classes
    .map(({ label, support }) =>
      figuresOf(label, { actual: support, rows: rowsByCategory.get(label) ?? [], facts }),
    )
    .sort((one, other) => other.actual - one.actual || other.predicted - one.predicted)
  const written = rows.filter((row) => row.isWritten)
  const right = written.filter(isRight).length
  const unsaid = rows.filter(({ predicted }) => predicted === null).length
  const labels = evaluation.classes
    .filter(({ support, predicted }) => support + predicted > 0)
    .sort((one, other) => other.support - one.support)
    .map(({ label }) => label)
  const times = known.map(({ at }) => at)
  const report = {
    version: 1,
    kind: facts.kind,
    helpdesk: facts.helpdesk,
    at: new Date(facts.at).toISOString(),
    from: momentOf(times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY)),
    to: momentOf(times.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY)),
    models: [...new Set(predictions.flatMap(({ model }) => (model === null ? [] : [model])))].sort(),
    tickets: {
      seen: predictions.length + facts.leftOut,
      judged: known.length - unsaid,
      untold: predictions.length - known.length,
      unsaid,
      left_out: facts.leftOut,
    },
    costs: { wrong_minutes: costs.wrong, manual_minutes: costs.manual },
    overall: {
      accuracy: shareOf(rows.filter(isRight).length, rows.length),
      macro_f1: evaluation.macroF1,
      ece: reliability.ece,
      written: written.length,
      written_precision: shareOf(right, written.length),
      coverage: shareOf(written.length, rows.length),
      wrong_routes: written.length - right,
      minutes_saved: savedBy(written.length, right, costs),
    },
    categories,
    fields: compareFields(predictions),
    labels,
    confusions: labels.length > largestMatrix ? null : tabulate(rows, labels),
    reliability: reliability.bins,
    curve: traceCoverage(rows),
  } satisfies Omit<TriageReport, 'remarks'>
  return { ...report, remarks: findRemarks(report, facts, evaluation.majority) }
}

/** As figures of models are made of. A rule's word that is written counts as certain; one that is not is never decided. */
const toRow = (
  { category, confidence, truth, decidedBy, inScope }: JudgedPrediction,
  row: number,
  isRuleSure: boolean,
  written: boolean,
): Row => {
  const isSureRule = confidence === null && decidedBy === 'rule' && isRuleSure
  return {
    row,
    label: truth,
    predicted: category,
    confidence: confidence ?? 1,
    inScope: inScope !== false && (confidence !== null || isSureRule),
    runnerUp: null,
    language: null,
    isWritten: written,
  }
}

const figuresOf = (
  category: string,
  { actual, rows, facts }: { actual: number; rows: readonly Row[]; facts: TriageReportFacts },
): TriageCategoryFigures => {
  const found = rows.filter(isRight).length
  const written = rows.filter((row) => row.isWritten)
  const right = written.filter(isRight).length
  return {
    category,
    mode: facts.modes?.get(category) ?? null,
    predicted: rows.length,
    actual,
    precision: shareOf(found, rows.length),
    recall: shareOf(found, actual),
    threshold: facts.thresholds.get(category) ?? notConfigured,
    written: written.length,
    written_precision: shareOf(right, written.length),
    coverage: shareOf(written.length, rows.length),
    wrong_routes: written.length - right,
    minutes_saved: savedBy(written.length, right, facts.costs),
  }
}

/** Of a category that tickets were left as, and that is none of ours: it is never predicted. */
const notConfigured: TriageThreshold = {
  threshold: null,
  basis: 'assumed',
  texts: 0,
  expected_coverage: null,
  expected_precision: null,
}

const savedBy = (written: number, right: number, { wrong, manual }: TriageCosts): number =>
  written * manual - (written - right) * wrong

const tabulate = (rows: readonly Row[], labels: readonly string[]): number[][] => {
  const places = new Map(labels.map((label, place) => [label, place]))
  const matrix = labels.map(() => labels.map(() => 0))
  for (const { label, predicted } of rows) {
    const row = matrix[places.get(label ?? '') ?? -1]
    const column = places.get(predicted ?? '')
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + 1
  }
  return matrix
}

const isRight = ({ label, predicted }: Row): boolean => label === predicted

const momentOf = (at: number): string | null => (Number.isFinite(at) ? new Date(at).toISOString() : null)

import type { Share, TriageCategoryFigures, TriageReport } from '../../../../schemas/triage-report.ts'
import { renderTable } from '../../../classify/report/html/render-table.ts'
import { html, type Markup } from '../../../ops/html.ts'
import { breakEven } from '../../figures/choose-cost-threshold.ts'
import type { TriageReportWords } from '../triage-report-words.ts'

/** The figures of every category, with the range of each part, and what its threshold goes by. */
export const renderCategories = (report: TriageReport, words: TriageReportWords): Markup => {
  const { texts, shared, part, range, time } = words
  const { count, percent } = shared
  const pays = breakEven({ wrong: report.costs.wrong_minutes, manual: report.costs.manual_minutes })
  const withRange = (share: Share) =>
    html`${part(share)}${share.share === null ? null : html` <span class="soft">${range(share)}</span>`}`
  const bases = [...new Set(report.categories.map(({ threshold: { basis } }) => basis))]
  const hasModes = report.categories.some(({ mode }) => mode !== null)
  return html`<div class="block"><h3>${texts.categories}</h3><p class="soft">${texts.categoriesMean} ${texts.right}: ${texts.guide(percent(pays))}.</p>
${renderTable<TriageCategoryFigures>(
  texts.categories,
  [
    { title: texts.category, cell: ({ category }) => category, kind: 'name' },
    ...(hasModes
      ? [
          {
            title: texts.mode,
            cell: ({ mode }: TriageCategoryFigures) => (mode === null ? '–' : texts.modes[mode]),
            kind: 'word' as const,
          },
        ]
      : []),
    {
      title: texts.actual,
      cell: ({ actual }) => count(actual),
      kind: 'number',
      means: texts.actualMeans,
    },
    {
      title: texts.predicted,
      cell: ({ predicted }) => count(predicted),
      kind: 'number',
      means: texts.predictedMeans,
    },
    {
      title: texts.precision,
      cell: ({ precision }) => withRange(precision),
      kind: 'number',
      means: texts.precisionMeans,
    },
    {
      title: texts.recall,
      cell: ({ recall }) => part(recall),
      kind: 'number',
      means: texts.recallMeans,
    },
    {
      title: texts.threshold,
      cell: ({ threshold }) => words.threshold(threshold),
      kind: 'number',
      means: texts.thresholdMeans,
    },
    {
      title: texts.written,
      cell: (row) =>
        html`${count(row.written)} <span class="soft">${row.coverage.share === null ? null : part(row.coverage)}</span>`,
      kind: 'number',
      means: texts.writtenMeans,
    },
    {
      title: texts.right,
      cell: (row) => withRange(row.written_precision),
      kind: 'number',
      means: texts.rightMeans,
    },
    { title: '', cell: (row) => drawRange(row.written_precision, pays), kind: 'bar' },
    {
      title: texts.wrongRoutes,
      cell: (row) => count(row.wrong_routes),
      kind: 'number',
      means: texts.wrongRoutesMean,
    },
    { title: texts.saves, cell: (row) => time(row.minutes_saved), kind: 'number' },
  ],
  report.categories,
)}</div>
<div class="block"><h3>${texts.thresholds}</h3>${renderTable<TriageCategoryFigures>(
    texts.thresholds,
    [
      { title: texts.category, cell: ({ category }) => category, kind: 'name' },
      {
        title: texts.threshold,
        cell: ({ threshold }) => words.threshold(threshold),
        kind: 'number',
        means: texts.thresholdMeans,
      },
      {
        title: texts.expected,
        cell: ({ threshold }) => words.expected(threshold),
        kind: 'number',
        means: texts.expectedMeans,
      },
      { title: texts.texts, cell: ({ threshold }) => count(threshold.texts), kind: 'number' },
      {
        title: texts.chosenBy,
        cell: ({ threshold: { basis } }) => texts.bases[basis],
        kind: 'word',
      },
    ],
    report.categories,
  )}
<ul class="key">${bases.map((basis) => html`<li><span class="soft">${texts.bases[basis]}: ${texts.basesMean[basis]}</span></li>`)}</ul></div>`
}

/** In which part the true one lies, beside where writing begins to pay. */
const drawRange = ({ share, low, high }: Share, pays: number): Markup =>
  share === null
    ? html``
    : html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="10"/><rect class="${low >= pays ? 'good' : 'bad'}" fill-opacity="0.55" x="${100 * low}" width="${100 * Math.max(0.01, high - low)}" height="10"/><rect class="${low >= pays ? 'good' : 'bad'}" x="${Math.min(98.5, Math.max(0, 100 * share - 0.75))}" width="1.5" height="10"/><line class="edge" x1="${100 * pays}" x2="${100 * pays}" y1="0" y2="10"/></svg>`

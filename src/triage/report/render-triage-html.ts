import type { TriageReport } from '../../../schemas/triage-report.ts'
import { drawConfusions } from '../../classify/report/html/draw-confusions.ts'
import { drawCoverage } from '../../classify/report/html/draw-coverage.ts'
import { drawReliability } from '../../classify/report/html/draw-reliability.ts'
import { drawShares } from '../../classify/report/html/draw-shares.ts'
import { renderPage } from '../../classify/report/html/render-page.ts'
import { renderTable } from '../../classify/report/html/render-table.ts'
import { html, type Markup } from '../../ops/html.ts'
import { breakEven } from '../figures/choose-cost-threshold.ts'
import { renderCategories } from './html/render-categories.ts'
import { listConfusions } from './list-confusions.ts'
import { createTriageReportWords, type TriageReportWords } from './triage-report-words.ts'

/**
 * A report on triage as one HTML page that needs nothing else: no script and no other file. The plain sentence first, then figures, what
 * to know, each category, and charts with tables behind them. `en` or `es`; English for any other. Everything from outside is escaped.
 */
export const renderTriageHtml = (report: TriageReport, { language }: { language: string }): string => {
  const words = createTriageReportWords(language, { mostOfLabel: 60 })
  const { texts, shared } = words
  const heading = texts.titles[report.kind]
  return renderPage({
    language: texts.language,
    title: `${heading} · ${report.helpdesk} · ${shared.day(report.at)}`,
    heading,
    header: renderAbout(report, words),
    main: renderTriageFigures(report, words),
  })
}

/** What such a page says, for standing within another one. */
export const renderTriageFigures = (report: TriageReport, words: TriageReportWords): Markup =>
  html`<p class="headline">${words.headline(report)}</p>
${report.tickets.judged === 0 ? null : renderOverall(report, words)}
${renderRemarks(report, words)}
${renderCategories(report, words)}
${report.tickets.judged === 0 ? null : renderCharts(report, words)}`

const renderAbout = (report: TriageReport, words: TriageReportWords): Markup => {
  const { texts, shared } = words
  const rows: [string, string][] = [
    [texts.helpdesk, report.helpdesk],
    [texts.window, words.window(report)],
    [texts.tickets, words.tickets(report)],
    [texts.costs, words.costs(report)],
    [texts.models, report.models.length === 0 ? texts.noModels : report.models.join(', ')],
    [texts.made, shared.day(report.at)],
  ]
  return html`<dl class="about">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="soft">${texts.kinds[report.kind]}</p>`
}

const renderOverall = (report: TriageReport, words: TriageReportWords): Markup => {
  const { texts, shared, part, time } = words
  const { overall } = report
  const { accuracy, coverage, written_precision, written, wrong_routes } = overall
  const judged = coverage.of
  const interval = (share: typeof accuracy) =>
    share.share === null
      ? null
      : html`<span class="soft">${texts.interval(shared.percent(share.low), shared.percent(share.high))}</span>`
  const figure = (name: string, value: string, means: string, more: Markup | null = null) =>
    html`<div><dt>${name}</dt><dd>${value}<span class="soft">${means}</span>${more}</dd></div>`
  return html`${drawShares(
    { texts: judged, decided: written, right: written - wrong_routes },
    {
      texts: { filedRight: texts.writtenRight, filedWrong: texts.writtenWrong, waiting: texts.byHand },
      count: shared.count,
    },
  )}
<dl class="figures">
${figure(texts.writtenPrecision, part(written_precision), texts.writtenPrecisionMeans, interval(written_precision))}
${figure(texts.coverage, part(coverage), texts.coverageMeans, interval(coverage))}
${figure(texts.minutesSaved, time(overall.minutes_saved), texts.minutesSavedMeans)}
${figure(texts.accuracy, part(accuracy), texts.accuracyMeans, interval(accuracy))}
${figure(texts.ece, shared.percent(overall.ece, 1), texts.eceMeans)}
</dl>`
}

const renderRemarks = ({ remarks }: TriageReport, { texts, remark }: TriageReportWords): Markup =>
  remarks.length === 0
    ? html``
    : html`<div class="warnings"><h3>${texts.remarks}</h3><ul>${remarks.map((each) => html`<li>${remark(each)}</li>`)}</ul></div>`

const renderCharts = (report: TriageReport, words: TriageReportWords): Markup => {
  const { texts, shared } = words
  const { overall, reliability, curve } = report
  const chart = {
    points: curve,
    texts: overall.coverage.of,
    wanted: breakEven({ wrong: report.costs.wrong_minutes, manual: report.costs.manual_minutes }),
    chosen: {
      coverage: overall.coverage.share ?? 0,
      precision: overall.written_precision.share,
      label: texts.chosen,
    },
  }
  const confusions = listConfusions(report)
  return html`<div class="charts">${drawCoverage(chart, shared)}${drawReliability({ bins: reliability, ece: overall.ece }, shared)}${renderFields(report, words)}</div>
${confusions === null ? html`<p class="soft">${texts.noMatrix}</p>` : drawConfusions(confusions, shared)}`
}

const renderFields = ({ fields }: TriageReport, { texts, shared, part, range }: TriageReportWords): Markup =>
  fields.length === 0
    ? html``
    : html`<div><h3>${texts.fields}</h3><p class="soft">${texts.fieldsMean}</p>${renderTable(
        texts.fields,
        [
          { title: texts.fields, cell: ({ field }) => texts.field[field], kind: 'name' },
          { title: texts.tickets, cell: ({ right }) => shared.count(right.of), kind: 'number' },
          {
            title: texts.right,
            cell: ({ right }) => html`${part(right)} <span class="soft">${range(right)}</span>`,
            kind: 'number',
          },
        ],
        fields,
      )}</div>`

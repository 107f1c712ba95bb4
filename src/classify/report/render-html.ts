import { html, type Markup } from '../../ops/html.ts'
import type { ClassOrder } from './html/render-classes.ts'
import { renderPage } from './html/render-page.ts'
import { renderDropped, renderTarget } from './html/render-target.ts'
import type { Report } from './report.ts'
import { createReportWords, type ReportWords } from './report-words.ts'

export interface HtmlOptions {
  /** `en` or `es`; English for any other. */
  language: string
  /** Absent: worst classes first. */
  order?: ClassOrder
}

/**
 * A report as one HTML page that needs nothing else (`renderPage`). Charts are SVG with tables behind them. Everything from outside is
 * escaped.
 */
export const renderHtml = (report: Report, { language, order = 'f1' }: HtmlOptions): string => {
  const words = createReportWords(language, { mostOfLabel: 60 })
  const title = `${words.texts.titles[report.kind]} · ${report.name}`
  const sections = report.targets.map((target, place) => ({ target, id: `target-${place + 1}` }))
  return renderPage({
    language: words.texts.language,
    title,
    heading: words.texts.titles[report.kind],
    header: html`${renderAbout(report, words)}
${
  sections.length < 2
    ? null
    : html`<nav aria-label="${words.texts.titles[report.kind]}"><ul class="key">${sections.map(
        ({ target, id }) => html`<li><a href="#${id}">${words.target(target.target)}</a></li>`,
      )}</ul></nav>`
}`,
    main: html`${sections.map(({ target, id }) => renderTarget(target, { id, words, order }))}
${renderDropped(report.dropped, words)}`,
  })
}

const renderAbout = (report: Report, words: ReportWords): Markup => {
  const { texts, count, day } = words
  const dropped = report.dropped.reduce((sum, each) => sum + each.texts, 0)
  const { window } = report
  const origin = [report.from, ...(window === null ? [] : [texts.window(day(window.from), day(window.to))])]
  const rows: [string, string][] = [
    [texts.model, report.name],
    [texts.from, origin.join(', ')],
    [
      texts.texts,
      dropped === 0 ? texts.readAll(count(report.read)) : texts.read(count(report.read), count(dropped)),
    ],
    [
      texts.made,
      `${day(report.at)} · ${texts.version} ${report.by} · ${texts.seed.toLowerCase()} ${report.seed}`,
    ],
    ...(report.encoder === null ? [] : [[texts.encoder, report.encoder] satisfies [string, string]]),
  ]
  return html`<dl class="about">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="soft">${texts.howJudged[report.kind]}</p>`
}

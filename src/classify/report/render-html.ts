import { createHash } from 'node:crypto'
import { html, type Markup } from './html/html.ts'
import { pageStyle } from './html/page-style.ts'
import type { ClassOrder } from './html/render-classes.ts'
import { renderDropped, renderTarget } from './html/render-target.ts'
import type { Report } from './report.ts'
import { createReportWords, type ReportWords } from './report-words.ts'

export interface HtmlOptions {
  /** `en` or `es`; English for any other. */
  language: string
  /** Absent: worst classes first. */
  order?: ClassOrder
}

// A meta element cannot set frame-ancestors; nothing on the page can be clicked to any effect.
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'; base-uri 'none'; form-action 'none'`

/**
 * A report as one HTML page that needs nothing else: no script, no other file, under a policy of its own that lets in its one style
 * sheet and nothing more. Charts are SVG with tables behind them. Everything from outside is escaped.
 */
export const renderHtml = (report: Report, { language, order = 'f1' }: HtmlOptions): string => {
  const words = createReportWords(language, { mostOfLabel: 60 })
  const title = `${words.texts.titles[report.kind]} · ${report.name}`
  const sections = report.targets.map((target, place) => ({ target, id: `target-${place + 1}` }))
  return html`<!doctype html>
<html lang="${words.texts.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<header><h1>${words.texts.titles[report.kind]}</h1>
${renderAbout(report, words)}
${
  sections.length < 2
    ? null
    : html`<nav aria-label="${words.texts.titles[report.kind]}"><ul class="key">${sections.map(
        ({ target, id }) => html`<li><a href="#${id}">${words.target(target.target)}</a></li>`,
      )}</ul></nav>`
}</header>
<main>
${sections.map(({ target, id }) => renderTarget(target, { id, words, order }))}
${renderDropped(report.dropped, words)}
</main>
</body>
</html>
`.markup
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

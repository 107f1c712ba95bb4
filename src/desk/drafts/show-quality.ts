import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visit, Visitor } from '../visit.ts'
import { draftAssets } from './answer-panel.ts'
import { nameMaker } from './name-maker.ts'
import { type QualitySum, sumQuality } from './sum-quality.ts'

const days = 90
const dayMs = 86_400_000

const renderTable = (
  visit: Visit,
  {
    title,
    first,
    rows,
  }: { title: string; first: string; rows: { name: Markup | string; sum: QualitySum }[] },
): Markup => {
  const { quality } = visit.words.drafts
  const { write } = visit
  const share = (part: number, { accepted, edited, rejected }: QualitySum) => {
    const ended = accepted + edited + rejected
    return html`<td class="number">${write.number(part)}${ended === 0 ? null : html` <span class="muted small">${write.share(part / ended)}</span>`}</td>`
  }
  return html`<section class="card"><h2>${title}</h2><div class="scroll" tabindex="0" role="region" aria-label="${title}"><table aria-label="${title}">
<thead><tr><th scope="col">${first}</th><th scope="col" class="number">${quality.drafts}</th><th scope="col" class="number">${quality.accepted}</th><th scope="col" class="number">${quality.edited}</th><th scope="col" class="number">${quality.rejected}</th><th scope="col" class="number">${quality.change}</th></tr></thead>
<tbody>${rows.map(({ name, sum }) => html`<tr><th scope="row">${name}</th><td class="number">${write.number(sum.drafts)}</td>${share(sum.accepted, sum)}${share(sum.edited, sum)}${share(sum.rejected, sum)}<td class="number">${write.share(sum.distance)}</td></tr>`)}</tbody></table></div></section>`
}

/** What became of drafts over time, by who wrote them. */
export const showQuality = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { quality } = visit.words.drafts
  const rows = await desk.assist.quality(desk.clock.now() - days * dayMs)
  const byMaker = sumQuality(rows, 'madeBy').toSorted((one, other) => other.drafts - one.drafts)
  const byDay = sumQuality(rows, 'day').toSorted((one, other) => (one.name < other.name ? 1 : -1))
  const body =
    rows.length === 0
      ? html`<p class="card empty">${quality.none}</p>`
      : html`${renderTable(visit, {
          title: quality.byMaker,
          first: quality.maker,
          rows: byMaker.map((sum) => ({ name: nameMaker(visit.words, sum.name), sum })),
        })}<p class="hint small">${quality.changeHint}</p>${renderTable(visit, {
          title: quality.byDay,
          first: quality.day,
          // A UTC day is no moment, and has no zone to be put into.
          rows: byDay.map((sum) => ({ name: sum.name, sum })),
        })}`
  return {
    kind: 'page',
    title: quality.title,
    place: 'tickets',
    ...draftAssets,
    body: html`<div class="head"><h1>${quality.title}</h1><p class="row"><a class="button" href="/tickets">${quality.tickets}</a> <a class="button" href="/">${visit.words.overview.title}</a> <a class="button" href="/classifier">${visit.words.classifier.title}</a></p></div>
<p>${quality.intro} <span class="muted">${quality.since(visit.write.number(days))}</span></p>${body}`,
  }
}

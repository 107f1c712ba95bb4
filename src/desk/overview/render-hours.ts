import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { layOutHours } from './lay-out-hours.ts'
import type { OverviewFigures } from './overview-figures.ts'

/** What the script draws: read from an attribute, as no text of a page may become a script. */
export const renderHoursData = ({ decided }: OverviewFigures, visit: Visit): Markup => {
  if (decided === null) return html`<span data-hours="null"></span>`
  const series = layOutHours(decided, visit.words.overview.hours, visit.language)
  const data = { at: decided.hours.map(({ at }) => at / 1000), series }
  return html`<span data-hours="${JSON.stringify(data)}"></span>`
}

/** What stands instead of the chart where nothing came. */
export const renderHoursEmpty = ({ decided }: OverviewFigures, visit: Visit): Markup => {
  const { hours: texts } = visit.words.overview
  const isEmpty = decided?.isComplete === true && layOutHours(decided, texts, visit.language).length === 0
  return isEmpty ? html`<p class="empty">${texts.none}</p>` : html``
}

/** The same figures as a table; hours without any are left out. */
export const renderHoursTable = ({ decided }: OverviewFigures, visit: Visit): Markup => {
  const { common, overview } = visit.words
  const { hours: texts } = overview
  if (decided === null) return html`<p class="muted">${common.loading}</p>`
  const series = layOutHours(decided, texts, visit.language)
  if (series.length === 0)
    return html`<p class="muted">${decided.isComplete ? texts.none : common.loading}</p>`
  const { number } = visit.write
  const rows = decided.hours
    .map(({ at }, hour) => ({ at, counts: series.map(({ counts }) => counts[hour] ?? 0) }))
    .filter(({ counts }) => counts.some((count) => count > 0))
    .reverse()
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.caption}"><table><caption>${texts.caption}</caption>
<thead><tr><th scope="col">${texts.hour}</th>${series.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">${texts.all}</th></tr></thead>
<tbody>${rows.map(
    ({ at, counts }) =>
      html`<tr><th scope="row">${visit.write.time(at)}</th>${counts.map((count) => html`<td class="number">${number(count)}</td>`)}<td class="number">${number(counts.reduce((sum, count) => sum + count, 0))}</td></tr>`,
  )}</tbody></table></div>`
}

import { html, type Markup } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'
import type { OverviewFigures } from './overview-figures.ts'
import { sumSources } from './sum-sources.ts'

const columns = ['received', 'delivered', 'underWay', 'parked', 'dismissed'] as const
const signs = ['', '=', '+', '+', '+'] as const

/** The sum of promise P1, so that anyone can check it. */
export const renderSum = (
  { custody }: OverviewFigures,
  visit: Visit,
  { firstHandoff }: { firstHandoff: string | null },
): Markup => {
  const { common, overview } = visit.words
  const { sum: texts } = overview
  if (custody === null) return html`<p class="muted">${common.loading}</p>`
  const { sum, at } = custody
  const { number } = visit.write
  if (sum.received === 0 && sum.refused === 0)
    return firstHandoff === null
      ? html`<p class="empty">${texts.emptyWithoutLine}</p>`
      : html`<p>${texts.empty}</p><pre id="first-handoff">${multiline(firstHandoff)}</pre><div><button type="button" data-copy="first-handoff" data-copied="${common.copied}">${common.copy}</button></div><p class="hint small">${texts.emptySecret}</p>`
  return html`<p class="${sum.balanced ? 'said' : 'notice bad'}">${sum.balanced ? texts.balanced : texts.unbalanced}</p>
<dl class="figures sum">${columns.map(
    (column, at) =>
      html`<div><dt>${texts[column]}</dt><dd>${signs[at] === '' ? null : html`<span class="sign">${signs[at] ?? ''}</span> `}${number(sum[column])}</dd></div>`,
  )}<div class="apart"><dt>${texts.refused}</dt><dd>${number(sum.refused)}</dd></div></dl>
<p class="hint small">${texts.refusedHint} ${texts.countedAt} ${visit.write.time(at, 'day')}, ${visit.write.time(at, 'clock')}.</p>
<details><summary>${texts.perSource}</summary><div class="scroll" tabindex="0" role="region" aria-label="${texts.perSource}"><table><caption>${texts.formula}</caption>
<thead><tr><th scope="col">${texts.source}</th>${columns.map((column) => html`<th scope="col" class="number">${texts[column]}</th>`)}<th scope="col" class="number">${texts.refused}</th><th scope="col">${texts.balance}</th></tr></thead>
<tbody>${sumSources(sum.days).map(
    (source) =>
      html`<tr><th scope="row">${source.source}</th>${columns.map((column) => html`<td class="number">${number(source[column])}</td>`)}<td class="number">${number(source.refused)}</td><td><span class="state ${source.isRight ? 'good' : 'bad'}">${source.isRight ? texts.right : texts.wrong}</span></td></tr>`,
  )}</tbody></table></div></details>`
}

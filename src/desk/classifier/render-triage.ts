import { triageModeSchema } from '../../../schemas/triage.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { CategoryStatus, TriageStatus } from '../../triage/triage.ts'
import type { Visitor } from '../visit.ts'

/** Triage's switches: all writing at once, and the mode of each category with what it would come to. */
export const renderTriage = (status: TriageStatus | null, visit: Visitor): Markup => {
  const { classifier: texts } = visit.words
  return html`<section class="card" aria-labelledby="triage"><h2 id="triage">${texts.triage}</h2>
${
  status === null
    ? html`<p class="empty">${texts.triageOff}</p>`
    : html`${renderStop(status, visit)}
${status.helpdesks.flatMap(({ helpdesk, problems }) => problems.map((problem) => html`<p class="notice warn">${helpdesk}: ${problem}</p>`))}
<div class="scroll" tabindex="0" role="region" aria-label="${texts.triage}: ${visit.words.common.table}"><table class="as-cards"><caption class="small">${texts.modeMeans}</caption>
<thead><tr><th scope="col">${texts.category}</th><th scope="col">${texts.mode}</th><th scope="col">${texts.threshold}</th><th scope="col">${texts.expected}</th></tr></thead>
<tbody>${status.categories.map((category) => renderCategory(category, visit))}</tbody></table></div>`
}</section>`
}

const renderStop = ({ stopped }: TriageStatus, { words, csrf }: Visitor): Markup => {
  const { classifier: texts } = words
  const isStopped = stopped?.value === 'on'
  return html`<p class="notice${isStopped ? ' warn' : ''}">${isStopped ? texts.stopped(stopped.who) : texts.running}</p>
<form method="post" action="/classifier/${isStopped ? 'resume' : 'stop'}"><input type="hidden" name="_csrf" value="${csrf}"><button class="${isStopped ? 'primary' : 'danger'}">${isStopped ? texts.resume : texts.stop}</button></form>`
}

const renderCategory = ({ category, mode, modeBy, threshold }: CategoryStatus, visit: Visitor): Markup => {
  const { words, write, csrf, language } = visit
  const { classifier: texts } = words
  const name = describeCategory(category, language)
  const chosen = modeBy === 'switch' ? mode : ''
  return html`<tr><th scope="row">${name}</th>
<td data-label="${texts.mode}"><form class="inline" method="post" action="/classifier/mode"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="category" value="${category}">
<select name="mode" aria-label="${texts.setMode(name)}"><option value=""${chosen === '' ? html` selected` : null}>${texts.asConfigured}${modeBy === 'configuration' ? ` (${texts.modes[mode]})` : ''}</option>${triageModeSchema.options.map(
    (each) =>
      html`<option value="${each}"${each === chosen ? html` selected` : null}>${texts.modes[each]}</option>`,
  )}</select><button aria-label="${texts.saveMode(name)}">${words.common.save}</button></form></td>
<td data-label="${texts.threshold}">${threshold.threshold === null ? texts.never : write.share(threshold.threshold)}<br><span class="muted small">${texts.bases[threshold.basis]}${
    threshold.texts === 0 ? null : ` · ${texts.tickets(write.number(threshold.texts))}`
  }</span></td>
<td data-label="${texts.expected}">${write.share(threshold.expected_coverage)} / ${write.share(threshold.expected_precision)}</td></tr>`
}

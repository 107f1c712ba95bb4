import type { Configuration } from '../../../schemas/configuration.ts'
import { prioritySchema } from '../../../schemas/handoff.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { html, type Markup, type Piece } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'
import { bulkFields, mostAtOnce } from './bulk-order.ts'
import type { ReasonGroup } from './group-reasons.ts'
import type { FormField } from './list-fields.ts'
import { customPrefix } from './read-correction.ts'

/** The form that does the same for several; the ticks in the table above belong to it. What the help desk wants comes first. */
export const renderBulk = (
  group: ReasonGroup,
  listed: readonly FormField[],
  { categories = defaultCategories }: Pick<Configuration, 'categories'>,
  visit: Visitor,
): Markup => {
  const { words, csrf, write } = visit
  const { bulk, form } = words.repair
  const wanted = listed.filter((field) => field.wanted)
  const named = {
    category: form.category,
    priority: form.priority,
    language: form.language,
    tag: bulk.tag,
    custom: bulk.custom,
  }
  const first = wanted.length > 0 ? 'set' : 'send'
  // What belongs to a choice is there only while it is chosen.
  const choice = (value: 'set' | 'send' | 'dismiss', label: string, more: Piece): Markup =>
    html`<div class="choice"><label class="check"><input type="radio" name="what" value="${value}"${value === first ? html` checked` : null}> ${label}</label>${more === null ? null : html`<div class="more stack">${more}</div>`}</div>`
  const renderWanted = ({ name, label, choices }: FormField): Markup =>
    html`<label>${label}${
      choices.length === 0
        ? html`<input name="${customPrefix}${name}" maxlength="255" autocomplete="off">`
        : html`<select name="${customPrefix}${name}"><option value="">${bulk.asItIs}</option>${choices.map((each) => html`<option value="${each}">${each}</option>`)}</select>`
    }</label>`
  const fields = wanted.length > 0 ? bulkFields.toReversed() : bulkFields
  const other = html`<div class="stack other-field"><label>${bulk.field}<select name="field">${fields.map((field) => html`<option value="${field}">${named[field]}</option>`)}</select></label>
<label class="field-name">${bulk.fieldName}<input name="name" maxlength="255" autocomplete="off"></label>
<label>${bulk.value}<input name="value" maxlength="255" autocomplete="off" list="bulk-values"></label>
<datalist id="bulk-values">${[...Object.keys(categories), ...prioritySchema.options].map((value) => html`<option value="${value}"></option>`)}</datalist></div>`
  return html`<section class="card" aria-labelledby="bulk-title"><h2 id="bulk-title">${bulk.title}</h2>
<form id="bulk" method="post" action="/repair/many" hx-post="/repair/many" hx-target="#bulk-result" hx-swap="innerHTML">
<input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="reason" value="${group.key}">
<div class="cards">
<fieldset><legend>${bulk.which}</legend>
<label class="check"><input type="radio" name="which" value="ticked" checked> ${bulk.ticked}</label>
<label class="check"><input type="radio" name="which" value="all"> ${bulk.all(write.number(mostAtOnce))}</label></fieldset>
<fieldset><legend>${bulk.what}</legend>
${choice('set', bulk.set, html`${wanted.map(renderWanted)}${wanted.length === 0 ? other : html`<details><summary>${bulk.other}</summary><div class="stack">${other}</div></details>`}<label class="check"><input type="checkbox" name="and-send" value="yes"${wanted.length > 0 ? html` checked` : null}> ${bulk.andSend}</label>`)}
${choice('send', bulk.send, null)}
${choice('dismiss', bulk.dismiss, html`<label>${bulk.reason}<input name="why" maxlength="500" autocomplete="off"></label>`)}</fieldset>
</div>
<p class="row"><button class="primary">${bulk.run}</button></p>
</form>
<div id="bulk-result" aria-live="polite"></div></section>`
}

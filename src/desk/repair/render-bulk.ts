import type { Configuration } from '../../../schemas/configuration.ts'
import { prioritySchema } from '../../../schemas/handoff.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'
import { bulkFields, mostAtOnce } from './bulk-order.ts'
import type { ReasonGroup } from './group-reasons.ts'

/** The form that does the same for several; the ticks in the table above belong to it. */
export const renderBulk = (
  group: ReasonGroup,
  { categories = defaultCategories }: Pick<Configuration, 'categories'>,
  visit: Visitor,
): Markup => {
  const { words, csrf, write } = visit
  const { bulk, form } = words.repair
  const named = {
    category: form.category,
    priority: form.priority,
    language: form.language,
    tag: bulk.tag,
    custom: bulk.custom,
  }
  return html`<section class="card" aria-labelledby="bulk-title"><h2 id="bulk-title">${bulk.title}</h2>
<form id="bulk" method="post" action="/repair/many" hx-post="/repair/many" hx-target="#bulk-result" hx-swap="innerHTML">
<input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="reason" value="${group.key}">
<div class="cards">
<fieldset><legend>${bulk.which}</legend>
<label class="check"><input type="radio" name="which" value="ticked" checked> ${bulk.ticked}</label>
<label class="check"><input type="radio" name="which" value="all"> ${bulk.all(write.number(mostAtOnce))}</label></fieldset>
<fieldset><legend>${bulk.what}</legend>
<label class="check"><input type="radio" name="what" value="send" checked> ${bulk.send}</label>
<label class="check"><input type="radio" name="what" value="dismiss"> ${bulk.dismiss}</label>
<label>${bulk.reason}<input name="why" maxlength="500" autocomplete="off"></label></fieldset>
<fieldset><legend>${bulk.set}</legend>
<label class="check"><input type="radio" name="what" value="set"> ${bulk.set}</label>
<label>${bulk.field}<select name="field">${bulkFields.map((field) => html`<option value="${field}">${named[field]}</option>`)}</select></label>
<label>${bulk.fieldName}<input name="name" maxlength="255" autocomplete="off"></label>
<label>${bulk.value}<input name="value" maxlength="255" autocomplete="off" list="bulk-values"></label>
<datalist id="bulk-values">${[...Object.keys(categories), ...prioritySchema.options].map((value) => html`<option value="${value}"></option>`)}</datalist>
<label class="check"><input type="checkbox" name="and-send" value="yes"> ${bulk.andSend}</label></fieldset>
</div>
<p class="row"><button class="primary">${bulk.run}</button></p>
</form>
<div id="bulk-result" aria-live="polite"></div></section>`
}

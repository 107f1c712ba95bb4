import { type Handoff, prioritySchema } from '../../../schemas/handoff.ts'
import type { Fault } from '../../../schemas/problem.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { html, type Markup, type Piece } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visitor } from '../visit.ts'
import { explainFault } from './explain-fault.ts'
import type { FormField } from './list-fields.ts'
import { customPrefix } from './read-correction.ts'

export interface CorrectionForm {
  id: string
  state: 'parked' | 'refused' | 'waiting' | 'received'
  /** Names what the form was filled from. */
  seen: string
  handoff: Handoff
  fields: FormField[]
  categories: readonly string[]
  faults: readonly Fault[]
}

interface Input {
  name: string
  label: string
  hint?: string
  /** Makes the control; what it is given ties it to label, hint and fault. */
  control: (attributes: Markup) => Markup
}

/** The names under which faults come, against the names of inputs. */
const inputOf: Record<string, string> = { custom_fields: `${customPrefix}` }

/** What a person corrects, filled with what is on record, or with what was typed when that was not taken. */
export const renderForm = (form: CorrectionForm, visit: Visitor): Markup => {
  const { words, csrf } = visit
  const { form: texts } = words.repair
  const { id, state, handoff, fields, categories, faults, seen } = form
  const { requester } = handoff
  const typed = (name: string, value: string | null): string => {
    const given = visit.form[name]
    return typeof given === 'string' ? given : (value ?? '')
  }

  const render = ({ name, label, hint, control }: Input): Markup => {
    const fault = faults.find(({ field }) => (inputOf[field] ?? field) === name)
    const inputId = `in-${name}`
    const described = [
      hint === undefined ? [] : [`${inputId}-hint`],
      fault === undefined ? [] : [`${inputId}-fault`],
    ].flat()
    const attributes = html`id="${inputId}" name="${name}"${described.length === 0 ? null : html` aria-describedby="${described.join(' ')}"`}${fault === undefined ? null : html` aria-invalid="true"`}`
    return html`<div class="field"><label for="${inputId}">${label}</label>${control(attributes)}${
      hint === undefined ? null : html`<span class="hint" id="${inputId}-hint">${hint}</span>`
    }${fault === undefined ? null : html`<span class="fault" id="${inputId}-fault">${explainFault(fault, visit)}</span>`}</div>`
  }
  const text = (
    name: string,
    label: string,
    value: string | null,
    rest: { hint?: string; kind?: string; list?: string } = {},
  ) =>
    render({
      name,
      label,
      ...(rest.hint === undefined ? {} : { hint: rest.hint }),
      control: (attributes) =>
        html`<input ${attributes} type="${rest.kind ?? 'text'}" value="${typed(name, value)}"${rest.list === undefined ? null : html` list="${rest.list}"`} autocomplete="off">`,
    })
  const select = (name: string, label: string, options: Piece) =>
    render({
      name,
      label,
      control: (attributes) => html`<select ${attributes}>${options}</select>`,
    })
  const option = (value: string, chosen: string, label = value) =>
    html`<option value="${value}"${value === chosen ? html` selected` : null}>${label}</option>`

  const custom = (field: FormField): Markup => {
    const name = `${customPrefix}${field.name}`
    const value = typed(name, field.value)
    if (field.choices.length === 0 && value.includes('\n'))
      return render({
        name,
        label: field.label,
        control: (attributes) => html`<textarea ${attributes}>\n${multiline(value)}</textarea>`,
      })
    if (field.choices.length === 0) return text(name, field.label, field.value)
    const others = field.choices.includes(value) || value === '' ? field.choices : [value, ...field.choices]
    return select(name, field.label, [
      option('', value, texts.unset),
      ...others.map((each) => option(each, value)),
    ])
  }

  const priority = typed('priority', handoff.priority)
  const wanted = fields.filter((field) => field.wanted)
  return html`<section class="card" aria-labelledby="correct"><h2 id="correct">${texts.title}</h2><p class="hint">${texts.hint}</p>
<form method="post" action="/repair/${id}" novalidate><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="seen" value="${seen}">
${wanted.length === 0 ? null : html`<fieldset><legend>${texts.wanted}</legend><div class="cards">${wanted.map(custom)}</div></fieldset>`}
<div class="cards">${text('user_email', texts.email, requester.email, { kind: 'email' })}${text('user_phone', texts.phone, requester.phone, { kind: 'tel' })}${text('user_name', texts.name, requester.name)}</div>
${render({ name: 'conversation_summary', label: texts.summary, control: (attributes) => html`<textarea ${attributes} rows="6">\n${multiline(typed('conversation_summary', handoff.summary))}</textarea>` })}
<div class="cards">${text('category', texts.category, handoff.category, { list: 'categories' })}<datalist id="categories">${categories.map((name) => html`<option value="${name}">${describeCategory(name, visit.language)}</option>`)}</datalist>${select(
    'priority',
    texts.priority,
    [
      option('', priority, texts.leave),
      ...prioritySchema.options.map((each) => option(each, priority, words.common.priorities[each])),
    ],
  )}${text('language', texts.language, handoff.language, { hint: texts.languageHint })}${text('tags', texts.tags, handoff.tags.join(', '), { hint: texts.tagsHint })}</div>
<fieldset><legend>${texts.fields}</legend><div class="cards">${fields.filter((field) => !field.wanted).map(custom)}${text('new-name', texts.newField, '')}${text('new-value', texts.newValue, '')}</div></fieldset>
<p class="row"><button class="primary" name="act" value="send">${state === 'waiting' || state === 'received' ? texts.retry : texts.send}</button><button name="act" value="save">${texts.save}</button></p>
</form></section>`
}

/** The way to end it without a ticket. */
export const renderDismissal = (id: string, fault: boolean, { words, csrf }: Visitor): Markup => {
  const { form: texts, faults } = words.repair
  return html`<section class="card" aria-labelledby="dismiss"><h2 id="dismiss">${texts.dismissTitle}</h2><p class="hint" id="dismiss-hint">${texts.dismissHint}</p>
<form method="post" action="/repair/${id}/dismiss"><input type="hidden" name="_csrf" value="${csrf}">
<label>${texts.dismissReason}<input name="reason" maxlength="500" required autocomplete="off" aria-describedby="dismiss-hint${fault ? ' dismiss-fault' : ''}"${fault ? html` aria-invalid="true"` : null}></label>${fault ? html`<span class="fault" id="dismiss-fault">${faults.reason}</span>` : null}
<p class="row"><button class="danger">${texts.dismiss}</button></p></form></section>`
}

import { html, type Markup } from '../../../ops/html.ts'

export interface Field {
  name: string
  label: string
  type: 'text' | 'email' | 'password'
  autocomplete: string
  value?: string
  hint?: string
  /** What is wrong with it, in words. */
  fault?: string | undefined
  isReadOnly?: boolean
  isFocused?: boolean
}

const flag = (name: Markup, isSet: boolean): Markup | null => (isSet ? name : null)

/** A labelled field, with what is wrong with it said beside it and told to who cannot see it. */
export const renderField = (field: Field): Markup => {
  const { name, label, type, autocomplete, value = '', hint, fault } = field
  const describedBy = [
    ...(hint === undefined ? [] : [`hint-${name}`]),
    ...(fault === undefined ? [] : [`fault-${name}`]),
  ].join(' ')
  return html`<div class="field"><label for="${name}">${label}</label>${hint === undefined ? null : html`<span class="hint" id="hint-${name}">${hint}</span>`}<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required maxlength="${type === 'password' ? 1000 : 254}"${describedBy === '' ? null : html` aria-describedby="${describedBy}"`}${flag(html` aria-invalid="true"`, fault !== undefined)}${flag(html` readonly`, field.isReadOnly === true)}${flag(html` autofocus`, field.isFocused === true)}>${fault === undefined ? null : html`<span class="fault" id="fault-${name}">${fault}</span>`}</div>`
}

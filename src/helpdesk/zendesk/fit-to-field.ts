import { isSameLabel } from '../comparable.ts'
import { coerceScalar, toText } from '../fields/coerce-scalar.ts'
import { defaultValues } from '../fields/default-values.ts'
import { matchChoice } from '../fields/match-choice.ts'
import type { UnmappedField } from '../helpdesk.ts'
import type { AccountField } from './account-fields.ts'
import type { ZendeskFieldValue } from './zendesk-ticket-body.ts'

export interface Fitted {
  /** By field id. */
  values: Record<string, ZendeskFieldValue>
  unmapped: UnmappedField[]
}

/** Finds the account's fields for what a bot sent, by id or title, whatever the case and accents, and makes the values fit. */
export const fitCustomFields = (given: Record<string, unknown>, fields: AccountField[] | null): Fitted => {
  const values: Fitted['values'] = {}
  const unmapped: UnmappedField[] = []
  for (const [name, value] of Object.entries(given)) {
    const field = findCustomField(fields ?? [], name)
    if (field === null) {
      unmapped.push({ field: name, value: toText(value), why: 'unknown-field' })
      continue
    }
    const fitted = fitToField(field, name, value)
    if (fitted.value !== null) values[field.key] = fitted.value
    unmapped.push(...fitted.unmapped)
  }
  return { values, unmapped }
}

export const findCustomField = (fields: AccountField[], name: string): AccountField | null => {
  const custom = fields.filter((field) => field.custom)
  return (
    custom.find(({ key, title }) => key === name || title === name) ??
    custom.find(({ title }) => isSameLabel(title, name)) ??
    null
  )
}

/** What fits of a value; what does not is named under the name that the bot used. */
export const fitToField = (
  field: AccountField,
  name: string,
  given: unknown,
): { value: ZendeskFieldValue | null; unmapped: UnmappedField[] } => {
  const named = (value: unknown, why: UnmappedField['why']): UnmappedField => ({
    field: name,
    value: toText(value),
    why,
  })
  if (field.multiple) {
    const whole = matchChoice(field.choices, given)
    const parts = whole !== null ? [given] : partsOf(given)
    const found = parts.map((part) => ({ part, choice: matchChoice(field.choices, part) }))
    const values = found.flatMap(({ choice }) => (choice === null ? [] : [String(choice.value)]))
    const lost = found.filter(({ choice }) => choice === null).map(({ part }) => named(part, 'not-a-choice'))
    return { value: values.length === 0 ? null : [...new Set(values)], unmapped: lost }
  }
  if (field.kind === 'dropdown' && field.choices.length > 0) {
    const choice = matchChoice(field.choices, given)
    return choice === null
      ? { value: null, unmapped: [named(given, 'not-a-choice')] }
      : { value: choice.value, unmapped: [] }
  }
  // Zendesk has no short text.
  const coerced = coerceScalar(field.kind === 'text' ? 'paragraph' : field.kind, given)
  return coerced.ok
    ? { value: coerced.value, unmapped: [] }
    : { value: coerced.value, unmapped: [named(given, coerced.why)] }
}

const partsOf = (given: unknown): unknown[] => {
  if (Array.isArray(given)) return given
  return typeof given === 'string'
    ? given
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : [given]
}

/** What a field may be given when the account wants a value and nobody said one: the least misleading first. */
export const defaultsOf = (field: AccountField, today: string): ZendeskFieldValue[] => {
  const { key, kind, choices } = field
  const plain = {
    key,
    kind,
    choices,
    names: [field.title],
    custom: true,
    required: true,
    tree: new Map(),
    levels: [],
  }
  const values = defaultValues(plain, today).flatMap((each) => each[key] ?? [])
  // A box that must be ticked is refused as long as it is not.
  if (kind === 'checkbox') return [true, false]
  return field.multiple ? values.map((value) => [String(value)]) : values
}

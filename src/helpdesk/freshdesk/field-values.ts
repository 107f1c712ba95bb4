import { type AccountField, labelOf } from '../fields/account-field.ts'
import { coerceScalar, toText } from '../fields/coerce-scalar.ts'
import { completePath, defaultValues, type FieldValues, valuesOfPath } from '../fields/default-values.ts'
import { matchChoice } from '../fields/match-choice.ts'
import type { UnmappedField } from '../helpdesk.ts'
import { matchPath } from './match-path.ts'

export interface Fitted {
  values: FieldValues
  unmapped: UnmappedField[]
}

/** Makes what a bot sent fit one field of the account; what does not fit is named, under the name that the bot used. */
export const fitToField = (field: AccountField, name: string, given: unknown): Fitted => {
  const without = (why: UnmappedField['why'], values: FieldValues = {}): Fitted => ({
    values,
    unmapped: [{ field: name, value: toText(given), why }],
  })
  // Some accounts leave the choices out; then the value goes as it is, and a refusal decides.
  if (field.kind === 'dropdown' && field.choices.length > 0) {
    const choice = matchChoice(field.choices, given)
    return choice === null ? without('not-a-choice') : { values: { [field.key]: choice.value }, unmapped: [] }
  }
  if (field.kind === 'nested') {
    const match = matchPath(field.tree, given)
    const values = valuesOfPath(field, match.path)
    return match.complete ? { values, unmapped: [] } : without('not-a-choice', values)
  }
  const coerced = coerceScalar(field.kind, given)
  if (coerced.ok) return { values: { [field.key]: coerced.value }, unmapped: [] }
  return without(coerced.why, coerced.value === null ? {} : { [field.key]: coerced.value })
}

export interface DefaultContext {
  /** YYYY-MM-DD */
  today: string
  /** Values that the account has refused, per key. */
  refused: Record<string, FieldValues[string][]>
}

/** The first default that has not been refused; null when all have. */
export const nextDefault = (field: AccountField, { today, refused }: DefaultContext): FieldValues | null =>
  defaultValues(field, today).find((values) =>
    Object.entries(values).every(([key, value]) => refused[key]?.includes(value) !== true),
  ) ?? null

/** The first default of a required field that has no value, or what is missing below a dependent field's value. */
export const fillRequired = (field: AccountField, present: FieldValues, context: DefaultContext): Fitted => {
  const chosen = field.levels.flatMap((level) => present[level.key] ?? []).map(String)
  const values =
    chosen.length > 0
      ? valuesOfPath(field, completePath(field.tree, chosen))
      : (nextDefault(field, context) ?? {})
  const added = Object.entries(values).filter(([key]) => present[key] === undefined)
  if (added.length === 0) return { values: {}, unmapped: [] }
  const shown = added.map(([, value]) => toText(value)).join(' > ')
  return {
    values: Object.fromEntries(added),
    unmapped: [{ field: labelOf(field), value: shown, why: 'defaulted' }],
  }
}

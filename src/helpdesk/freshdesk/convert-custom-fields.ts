import { comparable } from '../comparable.ts'
import type { AccountField } from '../fields/account-field.ts'
import { coerceScalar, toText } from '../fields/coerce-scalar.ts'
import type { FieldValues } from '../fields/default-values.ts'
import type { UnmappedField } from '../helpdesk.ts'
import { type Fitted, fitToField } from './field-values.ts'

/**
 * Finds the account's fields for what a bot sent, by technical name (with or without `cf_`) or label, whatever the case and
 * accents, and makes the values fit. Levels of a dependent field may come each under its own name.
 */
export const convertCustomFields = (given: Record<string, unknown>, fields: AccountField[]): Fitted => {
  const custom = fields.filter((field) => field.custom)
  const unmapped: UnmappedField[] = []
  const perField = new Map<AccountField, { level: number; name: string; value: unknown }[]>()
  for (const [name, value] of Object.entries(given)) {
    const found = findField(custom, name)
    if (found === null) unmapped.push({ field: name, value: toText(value), why: 'unknown-field' })
    else perField.set(found.field, [...(perField.get(found.field) ?? []), { ...found, name, value }])
  }
  const fitted = [...perField].map(([field, parts]) => {
    const inOrder = parts.toSorted((one, other) => one.level - other.level)
    const name = inOrder.map((part) => part.name).join(' > ')
    return fitToField(
      field,
      name,
      inOrder.length === 1 ? inOrder[0]?.value : inOrder.map((part) => part.value),
    )
  })
  return {
    values: Object.assign({}, ...fitted.map((fit) => fit.values)),
    unmapped: [...unmapped, ...fitted.flatMap((fit) => fit.unmapped)],
  }
}

/** Without the account's ticket form only `cf_…` names with plain values can be right. */
export const convertCustomFieldsBlindly = (given: Record<string, unknown>): Fitted => {
  const values: FieldValues = {}
  const unmapped: UnmappedField[] = []
  for (const [name, value] of Object.entries(given)) {
    const coerced = coerceScalar('other', value)
    if (name.startsWith('cf_') && coerced.ok) values[name] = coerced.value
    else unmapped.push({ field: name, value: toText(value), why: 'unknown-field' })
  }
  return { values, unmapped }
}

/** The field that a name means; `level` is 0 but for the lower levels of dependent fields. */
export const findField = (
  fields: AccountField[],
  name: string,
): { field: AccountField; level: number } | null => {
  for (const matches of [
    (candidate: string) => candidate === name,
    (candidate: string) => comparable(candidate) === comparable(name),
  ]) {
    for (const field of fields) {
      if (field.key === name || field.names.some(matches)) return { field, level: 0 }
      const level = field.levels.findIndex((candidate) => candidate.names.some(matches))
      if (level >= 0) return { field, level }
    }
  }
  return null
}

import type { CustomValue, StoredField } from '../account.ts'
import type { Call } from '../call.ts'
import { typeName } from '../field-reader.ts'
import { type Fault, faultOf } from '../problems.ts'

/** How the account's errors name a custom field. */
export const customErrorName = (name: string, call: Call): string =>
  call.behaviour.customFieldErrors === 'dotted' ? `custom_fields.${name}` : name

const maxTextLength = 255

/** A value as stored, or the fault it has. Texts become numbers and booleans only in multipart. */
const readValue = (
  type: string,
  field: string,
  given: unknown,
  choices: readonly string[],
  multipart: boolean,
): CustomValue | Fault => {
  if (given === null || (multipart && given === '')) return null
  const mismatch = (wanted: string) => faultOf.type(field, typeName(given), wanted)
  switch (type) {
    case 'custom_number':
    case 'custom_decimal': {
      const isNumeric = multipart && typeof given === 'string' && /^-?\d+(\.\d+)?$/.test(given)
      const number = isNumeric ? Number(given) : given
      if (typeof number !== 'number') return mismatch(type === 'custom_number' ? 'Integer' : 'Number')
      return type === 'custom_decimal' || Number.isSafeInteger(number) ? number : mismatch('Integer')
    }
    case 'custom_checkbox':
      if (multipart && (given === 'true' || given === 'false')) return given === 'true'
      return typeof given === 'boolean' ? given : mismatch('Boolean')
    case 'custom_date': {
      if (typeof given !== 'string') return mismatch('Date')
      const isDate =
        /^\d{4}-\d\d-\d\d$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.startsWith(given)
      return isDate ? given : faultOf.value(field, 'It should be in the ISO8601 date format yyyy-mm-dd')
    }
    case 'custom_dropdown':
    case 'nested_field':
      if (typeof given !== 'string') return faultOf.choiceType(field, typeName(given), choices)
      return choices.includes(given) ? given : faultOf.choice(field, choices)
    default:
      if (typeof given !== 'string') return mismatch('String')
      return type === 'custom_text' && given.length > maxTextLength
        ? faultOf.tooLong(field, given.length, maxTextLength)
        : given
  }
}

const isFault = (value: CustomValue | Fault): value is Fault => typeof value === 'object' && value !== null

interface Level {
  name: string
  choices: readonly string[]
}

/** The names of a nested field's levels, each with what may be chosen under the values of the levels above. */
const nestedLevels = (field: StoredField, values: Readonly<Record<string, unknown>>): Level[] => {
  const [second, third] = field.levels
  const levels: Level[] = [{ name: field.name, choices: Object.keys(field.tree) }]
  const under = field.tree[String(values[field.name] ?? '')] ?? {}
  if (second) levels.push({ name: second.name, choices: Object.keys(under) })
  if (second && third)
    levels.push({ name: third.name, choices: under[String(values[second.name] ?? '')] ?? [] })
  return levels
}

/**
 * Reads `custom_fields` over the values that a ticket already has. Each level of a nested field comes under its own name
 * and must be a child of the one above.
 */
export const readCustomFields = (
  given: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, CustomValue>>,
  multipart: boolean,
  call: Call,
): { values: Record<string, CustomValue>; faults: Fault[] } => {
  const values: Record<string, CustomValue> = { ...current }
  const faults: Fault[] = []
  const known = new Set<string>()
  const merged = { ...current, ...given }
  for (const field of call.account.fields) {
    if (!field.custom) continue
    const levels: readonly Level[] =
      field.type === 'nested_field'
        ? nestedLevels(field, merged)
        : [{ name: field.name, choices: field.choices }]
    for (const { name, choices } of levels) {
      known.add(name)
      if (!Object.hasOwn(given, name)) continue
      const value = readValue(field.type, customErrorName(name, call), given[name], choices, multipart)
      if (isFault(value)) faults.push(value)
      else values[name] = value
    }
  }
  for (const name of Object.keys(given)) {
    if (!known.has(name)) faults.push(faultOf.unknown(customErrorName(name, call)))
  }
  return { values, faults }
}

/** Every custom field of the form, empty. */
export const emptyCustomFields = (call: Call): Record<string, CustomValue> => {
  const values: Record<string, CustomValue> = {}
  for (const field of call.account.fields) {
    if (!field.custom) continue
    values[field.name] = null
    for (const level of field.levels) values[level.name] = null
  }
  return values
}

import { comparable } from '../comparable.ts'
import { type AccountField, keysOf, labelOf } from '../fields/account-field.ts'
import { toText } from '../fields/coerce-scalar.ts'
import type { FieldValues } from '../fields/default-values.ts'
import type { FieldFault, UnmappedField } from '../helpdesk.ts'
import { choicesInMessage } from './fault-field.ts'
import { type DefaultContext, nextDefault } from './field-values.ts'
import { type TicketAttempt, withUnmapped } from './ticket-attempt.ts'

/**
 * Takes a refused value out of its field and into the text. A field that the account requires gets its next default; a
 * field that the form does not know gets what the refusal itself suggests.
 */
export const resolveRefusedValue = (
  attempt: TicketAttempt,
  key: string,
  fault: FieldFault,
  field: AccountField | null,
  today: string,
): TicketAttempt | null => {
  const isCustom = field === null ? !systemKeys.has(key) : field.custom
  const keys = field === null ? [key] : keysOf(field)
  const present = valuesIn(attempt, keys, isCustom)
  const shed = remember(withoutValues(attempt, keys, isCustom), present, nameOf(field, key))
  const isWanted = fault.code === 'missing_field' || (field?.required === true && !unwritable.has(fault.code))
  if (!isWanted) return Object.keys(present).length === 0 ? null : shed
  const values = suggested(fault, key, field, { today, refused: shed.refused })
  if (values === null) return Object.keys(present).length === 0 ? null : shed
  return withUnmapped(withValues(shed, values, isCustom), {
    field: nameOf(field, key),
    value: Object.values(values).map(toText).join(' > '),
    why: 'defaulted',
  })
}

const systemKeys = new Set(['type', 'group_id', 'responder_id', 'product_id', 'company_id'])
// Whatever is written there will be refused.
const unwritable = new Set(['invalid_field', 'readonly_field', 'inaccessible_field', 'incompatible_field'])

const nameOf = (field: AccountField | null, key: string): string => (field === null ? key : labelOf(field))

const suggested = (
  fault: FieldFault,
  key: string,
  field: AccountField | null,
  context: DefaultContext,
): FieldValues | null => {
  const refused = context.refused[key] ?? []
  const fromForm = field === null ? null : nextDefault(field, context)
  if (fromForm !== null) return fromForm
  const fromMessage = choicesInMessage(fault.message).find(
    (choice) => !refused.some((value) => comparable(String(value)) === comparable(choice)),
  )
  if (fromMessage !== undefined) return { [key]: key.endsWith('_id') ? Number(fromMessage) : fromMessage }
  // An id cannot be made up, and a plain "-" is all that can be said of a field that nobody knows.
  return field === null && !systemKeys.has(key) && !refused.includes('-') ? { [key]: '-' } : null
}

const valuesIn = (attempt: TicketAttempt, keys: string[], isCustom: boolean): FieldValues => {
  const values: Record<string, unknown> = isCustom ? (attempt.body.custom_fields ?? {}) : attempt.body
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = values[key]
      const isSet = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return isSet || Array.isArray(value) ? [[key, value]] : []
    }),
  )
}

const withoutValues = (attempt: TicketAttempt, keys: string[], isCustom: boolean): TicketAttempt => {
  const without = <T extends object>(values: T): T => {
    const entries = Object.entries(values).filter(([key]) => !keys.includes(key))
    return Object.fromEntries(entries) as T
  }
  if (!isCustom) return { ...attempt, body: without(attempt.body) }
  const { custom_fields: custom = {}, ...body } = attempt.body
  const left = without(custom)
  return { ...attempt, body: Object.keys(left).length === 0 ? body : { ...body, custom_fields: left } }
}

const withValues = (attempt: TicketAttempt, values: FieldValues, isCustom: boolean): TicketAttempt => ({
  ...attempt,
  body: isCustom
    ? { ...attempt.body, custom_fields: { ...attempt.body.custom_fields, ...values } }
    : { ...attempt.body, ...values },
})

/** Notes which values were refused, and names them in the text, unless they were defaults of ours. */
const remember = (attempt: TicketAttempt, values: FieldValues, name: string): TicketAttempt => {
  const entries = Object.entries(values)
  if (entries.length === 0) return attempt
  const value = entries.map(([, part]) => toText(part)).join(' > ')
  const isOurs = (unmapped: UnmappedField) =>
    unmapped.why === 'defaulted' && unmapped.field === name && unmapped.value === value
  const noted = { ...attempt, refused: noteRefused(attempt.refused, values) }
  if (!attempt.unmapped.some(isOurs)) return withUnmapped(noted, { field: name, value, why: 'refused' })
  return {
    ...noted,
    refusedDefaults: noteRefused(attempt.refusedDefaults, values),
    unmapped: attempt.unmapped.filter((unmapped) => !isOurs(unmapped)),
  }
}

const noteRefused = (refused: TicketAttempt['refused'], values: FieldValues): TicketAttempt['refused'] => ({
  ...refused,
  ...Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, [...(refused[key] ?? []), value]]),
  ),
})

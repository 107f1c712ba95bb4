import { type AccountField, keysOf, labelOf } from '../fields/account-field.ts'
import { toText } from '../fields/coerce-scalar.ts'
import type { FieldValues } from '../fields/default-values.ts'
import type { UnmappedField } from '../helpdesk.ts'
import { nextDefault } from './field-values.ts'
import {
  freshdeskPriority,
  freshdeskSource,
  freshdeskStatus,
  fromFreshdeskPriority,
  fromFreshdeskStatus,
} from './freshdesk-values.ts'
import { withoutFiles } from './resolve-refused-fields.ts'
import { type TicketAttempt, withUnmapped } from './ticket-attempt.ts'

/**
 * The last attempt, when a refusal does not say what is wrong or the rounds run out: who, what and nothing else, but what the
 * account requires. Everything that is left out goes into the text. Null when it is what was just refused.
 */
export const minimalAttempt = (
  attempt: TicketAttempt,
  fields: AccountField[] | null,
  today: string,
): TicketAttempt | null => {
  if (attempt.minimal) return null
  const { email, phone, unique_external_id, name, subject, tags, custom_fields, ...rest } = attempt.body
  const identity = { email, phone, unique_external_id, name }
  const required = (fields ?? []).filter((field) => field.required && field.custom)
  const kept: FieldValues = {}
  for (const field of required) {
    const present = keysOf(field).flatMap((key) => {
      const value = custom_fields?.[key]
      return value === undefined ? [] : [[key, value] as const]
    })
    const values =
      present.length > 0
        ? Object.fromEntries(present)
        : nextDefault(field, { today, refused: attempt.refused })
    Object.assign(kept, values ?? {})
  }
  const isRequired = (key: string) => fields?.some((field) => field.required && field.key === key) === true
  const { status, priority, source: _source, ...others } = rest
  const system = Object.entries(others).filter(([key]) => isRequired(key))
  const dropped: UnmappedField[] = [
    ...Object.entries(custom_fields ?? {}).filter(([key]) => kept[key] === undefined),
    ...Object.entries(others).filter(([key]) => !isRequired(key)),
    ...(tags === undefined ? [] : [['tags', tags] as const]),
    ...(status === undefined || status === freshdeskStatus.open
      ? []
      : [['status', fromFreshdeskStatus(status)] as const]),
    ...(priority === undefined || priority === freshdeskPriority.low
      ? []
      : [['priority', fromFreshdeskPriority(priority)] as const]),
  ].map(([key, value]) => ({ field: nameOf(fields, key), value: toText(value), why: 'refused' }))
  const bare = withoutFiles(attempt) ?? attempt
  return withUnmapped(
    {
      ...bare,
      body: {
        ...Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== undefined)),
        ...(subject === undefined ? {} : { subject }),
        status: freshdeskStatus.open,
        priority: freshdeskPriority.low,
        source: freshdeskSource.portal,
        ...Object.fromEntries(system),
        ...(Object.keys(kept).length === 0 ? {} : { custom_fields: kept }),
      },
      mayAttach: false,
      mayTag: false,
      minimal: true,
    },
    ...dropped,
  )
}

const nameOf = (fields: AccountField[] | null, key: string): string => {
  const field = fields?.find((candidate) => keysOf(candidate).includes(key))
  return field === undefined ? key : labelOf(field)
}

import type { Requester } from '../../../schemas/handoff.ts'
import type { AccountField } from '../fields/account-field.ts'
import type { FieldFault } from '../helpdesk.ts'
import { findField } from './convert-custom-fields.ts'
import { choicesInMessage, faultField } from './fault-field.ts'
import {
  freshdeskPriority,
  freshdeskSource,
  freshdeskStatus,
  fromFreshdeskPriority,
  fromFreshdeskStatus,
} from './freshdesk-values.ts'
import { resolveRefusedName, resolveRefusedRequester } from './resolve-refused-requester.ts'
import { resolveRefusedDescription, resolveRefusedSubject } from './resolve-refused-text.ts'
import { resolveRefusedValue } from './resolve-refused-value.ts'
import { type TicketAttempt, withoutKeys, withUnmapped } from './ticket-attempt.ts'

export interface RefusalContext {
  requester: Requester
  fields: AccountField[] | null
  /** YYYY-MM-DD */
  today: string
}

/**
 * Makes the next attempt of one that was refused for some of its fields: only what was named is dropped or defaulted. Null
 * when nothing that was named can be changed.
 */
export const resolveRefusedFields = (
  attempt: TicketAttempt,
  faults: FieldFault[],
  context: RefusalContext,
): TicketAttempt | null => {
  let next = attempt
  for (const fault of faults) next = resolveFault(next, fault, context) ?? next
  return next === attempt ? null : next
}

const resolveFault = (
  attempt: TicketAttempt,
  fault: FieldFault,
  context: RefusalContext,
): TicketAttempt | null => {
  const key = faultField(fault.field)
  switch (key) {
    case 'email':
    case 'phone':
    case 'unique_external_id':
    case 'requester_id':
      return resolveRefusedRequester(attempt, context.requester)
    case 'name':
      return resolveRefusedName(attempt)
    case 'subject':
      return resolveRefusedSubject(attempt, fault)
    case 'description':
      return resolveRefusedDescription(attempt, fault)
    case 'attachments':
      return withoutFiles(attempt)
    case 'tags':
      return withoutTags(attempt)
    case 'status':
      return nextNumber(attempt, key, [freshdeskStatus.open, freshdeskStatus.pending], fault)
    case 'priority':
      return nextNumber(attempt, key, [freshdeskPriority.low, freshdeskPriority.medium], fault)
    case 'source':
      return nextNumber(attempt, key, [freshdeskSource.portal, freshdeskSource.chat], fault)
    case 'custom_fields':
      return withoutCustomFields(attempt)
    default: {
      if (key === '') return null
      const found = findField(context.fields ?? [], key)
      return resolveRefusedValue(attempt, found?.field.key ?? key, fault, found?.field ?? null, context.today)
    }
  }
}

/** Files that the helpdesk does not take are named in the text. */
export const withoutFiles = (attempt: TicketAttempt): TicketAttempt | null => {
  const hasFiles = attempt.files.length > 0 || attempt.descriptionLimit !== null
  if (!attempt.mayAttach || !hasFiles) return null
  const names = attempt.files.map((file) => file.name)
  return withUnmapped(
    { ...attempt, files: [], mayAttach: false },
    ...names.map((value) => ({ field: 'attachments', value, why: 'refused' as const })),
  )
}

/** First without the hand-off's tags, then without our own. */
const withoutTags = (attempt: TicketAttempt): TicketAttempt | null => {
  const { tags } = attempt.body
  if (tags === undefined) return attempt.mayTag ? { ...attempt, mayTag: false } : null
  return withUnmapped(withoutKeys(attempt, 'tags'), {
    field: 'tags',
    value: tags.join(', '),
    why: 'refused',
  })
}

const withoutCustomFields = (attempt: TicketAttempt): TicketAttempt | null => {
  const entries = Object.entries(attempt.body.custom_fields ?? {})
  if (entries.length === 0) return null
  const refused = entries.map(([field, value]) => ({ field, value: String(value), why: 'refused' as const }))
  return withUnmapped(withoutKeys(attempt, 'custom_fields'), ...refused)
}

/** The first value that was not refused yet; left out when none remains, as Freshdesk has defaults of its own. */
const nextNumber = (
  attempt: TicketAttempt,
  key: 'status' | 'priority' | 'source',
  fallbacks: number[],
  fault: FieldFault,
): TicketAttempt | null => {
  const current = attempt.body[key]
  const tried = [...(attempt.refused[key] ?? []), ...(current === undefined ? [] : [current])]
  const offered = choicesInMessage(fault.message).map(Number).filter(Number.isInteger)
  const next = (
    offered.length > 0 ? [...fallbacks.filter((value) => offered.includes(value)), ...offered] : fallbacks
  ).find((value) => !tried.includes(value))
  if (current === undefined && next === undefined) return null
  const shed = withoutKeys({ ...attempt, refused: { ...attempt.refused, [key]: tried } }, key)
  const changed = next === undefined ? shed : { ...shed, body: { ...shed.body, [key]: next } }
  // That a ticket's source reads "portal" instead of "chat" takes nothing from what the person said.
  if (key === 'source') return { ...changed, refusedDefaults: { ...attempt.refusedDefaults, source: tried } }
  if (current === undefined || attempt.refused[key] !== undefined) return changed
  return withUnmapped(changed, { field: key, value: wordOf(key, current), why: 'refused' })
}

const wordOf = (key: 'status' | 'priority', value: number): string =>
  (key === 'status' ? fromFreshdeskStatus(value) : fromFreshdeskPriority(value)) ?? String(value)

import type { Requester } from '../../../schemas/handoff.ts'
import { toText } from '../fields/coerce-scalar.ts'
import type { FieldFault } from '../helpdesk.ts'
import type { AccountField } from './account-fields.ts'
import { defaultsOf } from './fit-to-field.ts'
import { type Property, type TicketAttempt, withoutProperty, withUnmapped } from './ticket-attempt.ts'

export interface RefusalContext {
  requester: Requester
  fields: AccountField[] | null
  /** YYYY-MM-DD */
  today: string
}

const shorterSubject = 100
const plainSubject = 'Chatbot hand-off'
const textLimits = [60_000, 16_000, 2_000]

// Zendesk names a property by its key, its association or its form's type.
const properties: Record<string, Exclude<Property, 'subject'>> = {
  status: 'status',
  custom_status_id: 'status',
  custom_status: 'status',
  priority: 'priority',
  type: 'type',
  ticket_type: 'type',
  tickettype: 'type',
  group: 'group_id',
  group_id: 'group_id',
  assignee: 'assignee_email',
  assignee_id: 'assignee_email',
  assignee_email: 'assignee_email',
  brand: 'brand_id',
  brand_id: 'brand_id',
  tags: 'tags',
  current_tags: 'tags',
}

/**
 * Makes the next attempt of one that was refused for some of its fields: only what was named is dropped or defaulted. Null when
 * nothing that was named can be changed.
 */
export const resolveRefusedFields = (
  attempt: TicketAttempt,
  faults: FieldFault[],
  context: RefusalContext,
): TicketAttempt | null => {
  let next = attempt
  // A field may be named twice in one refusal, as wrong and as missing: it is mended once.
  const once = new Map(faults.map((fault) => [fault.field, fault]))
  for (const fault of once.values()) next = resolveFault(next, fault, context) ?? next
  return next === attempt ? null : next
}

const resolveFault = (
  attempt: TicketAttempt,
  { field }: FieldFault,
  context: RefusalContext,
): TicketAttempt | null => {
  if (/^\d+$/.test(field)) return resolveCustomField(attempt, field, context)
  const property = properties[field]
  if (property !== undefined) return dropProperty(attempt, property)
  switch (field) {
    case 'requester':
    case 'requester_id':
    case 'email':
    case 'name':
      return renamePerson(attempt, context.requester)
    case 'subject':
      return shortenSubject(attempt)
    case 'comment':
    case 'description':
    case 'body':
    case 'html_body':
      return shortenText(attempt)
    case 'uploads':
    case 'attachment':
    case 'attachments':
      return withoutFiles(attempt)
    case 'custom_fields':
    case 'fields':
      return dropCustomFields(attempt)
    default:
      return null
  }
}

/** Files that the help desk does not take are named in the text. */
export const withoutFiles = (attempt: TicketAttempt): TicketAttempt | null => {
  if (!attempt.mayAttach || (attempt.files.length === 0 && attempt.textLimit === null)) return null
  const named = attempt.files.map(({ name }) => ({
    field: 'attachments',
    value: name,
    why: 'refused' as const,
  }))
  return withUnmapped({ ...attempt, files: [], mayAttach: false }, ...named)
}

/** Shortens the text, three times at most; the whole of it goes along as a file. */
export const shortenText = (attempt: TicketAttempt): TicketAttempt | null => {
  const next = textLimits.find((limit) => limit < (attempt.textLimit ?? Number.POSITIVE_INFINITY))
  return next === undefined ? null : { ...attempt, textLimit: next }
}

/** Who, what, and what the account was seen to want: everything else goes into the text. Null when it is just that already. */
export const minimalAttempt = (attempt: TicketAttempt): TicketAttempt | null => {
  if (attempt.minimal) return null
  const { subject, ...others } = attempt.properties
  const kept = Object.entries(attempt.custom).filter(([id]) => attempt.needed.includes(id))
  const dropped = [
    ...Object.entries(others),
    ...Object.entries(attempt.custom).filter(([id]) => !attempt.needed.includes(id)),
  ].map(([field, value]) => ({ field, value: toText(value), why: 'refused' as const }))
  const bare = withoutFiles(attempt) ?? attempt
  return withUnmapped(
    {
      ...bare,
      properties: subject === undefined ? {} : { subject },
      custom: Object.fromEntries(kept),
      mayTag: false,
      minimal: true,
    },
    ...dropped,
  )
}

/** First without the hand-off's tags, then without our own. */
const dropProperty = (
  attempt: TicketAttempt,
  property: Exclude<Property, 'subject'>,
): TicketAttempt | null => {
  const value = attempt.properties[property]
  if (value === undefined) {
    return property === 'tags' && attempt.mayTag ? { ...attempt, mayTag: false } : null
  }
  const field = property.replace(/_(id|email)$/, '')
  return withUnmapped(withoutProperty(attempt, property), { field, value: toText(value), why: 'refused' })
}

const dropCustomFields = (attempt: TicketAttempt): TicketAttempt | null => {
  const entries = Object.entries(attempt.custom)
  if (entries.length === 0) return null
  const refused = entries.map(([field, value]) => ({ field, value: toText(value), why: 'refused' as const }))
  return withUnmapped({ ...attempt, custom: {} }, ...refused)
}

/** A refused value leaves its field; a field that is wanted and empty gets its next default. */
const resolveCustomField = (
  attempt: TicketAttempt,
  id: string,
  { fields, today }: RefusalContext,
): TicketAttempt | null => {
  const field = fields?.find(({ key }) => key === id) ?? null
  const name = field?.title ?? id
  const present = attempt.custom[id]
  if (present !== undefined) {
    const { [id]: _, ...custom } = attempt.custom
    const refused = { ...attempt.refused, [id]: [...(attempt.refused[id] ?? []), present] }
    const shed = { ...attempt, custom, refused }
    const isOurs = attempt.unmapped.some(
      (unmapped) =>
        unmapped.why === 'defaulted' && unmapped.field === name && unmapped.value === toText(present),
    )
    if (!isOurs) return withUnmapped(shed, { field: name, value: toText(present), why: 'refused' })
    const unmapped = attempt.unmapped.filter((each) => !(each.why === 'defaulted' && each.field === name))
    return fillField({ ...shed, unmapped }, id, field, today) ?? { ...shed, unmapped }
  }
  return fillField(attempt, id, field, today)
}

const fillField = (
  attempt: TicketAttempt,
  id: string,
  field: AccountField | null,
  today: string,
): TicketAttempt | null => {
  const tried = (attempt.refused[id] ?? []).map(toText)
  const defaults = field === null ? ['-'] : defaultsOf(field, today)
  const value = defaults.find((each) => !tried.includes(toText(each)))
  if (value === undefined) return null
  return withUnmapped(
    { ...attempt, custom: { ...attempt.custom, [id]: value }, needed: [...new Set([...attempt.needed, id])] },
    { field: field?.title ?? id, value: toText(value), why: 'defaulted' },
  )
}

/** An address that is refused goes into the text, and the person is known by a name of ours. Null: nobody is left. */
const renamePerson = (attempt: TicketAttempt, requester: Requester): TicketAttempt | null => {
  const { person } = attempt
  if (person.by === 'us') return null
  return withUnmapped(
    { ...attempt, person: { by: 'us', name: person.name, phone: requester.phone } },
    { field: 'email', value: person.email, why: 'refused' },
  )
}

const shortenSubject = (attempt: TicketAttempt): TicketAttempt | null => {
  const { subject } = attempt.properties
  if (subject === undefined)
    return { ...attempt, properties: { ...attempt.properties, subject: plainSubject } }
  if (subject === plainSubject) return withoutProperty(attempt, 'subject')
  const next =
    subject.length > shorterSubject
      ? subject.slice(0, shorterSubject).replace(/[\uD800-\uDBFF]$/, '')
      : plainSubject
  const changed = { ...attempt, properties: { ...attempt.properties, subject: next } }
  const isNamed = attempt.unmapped.some(({ field }) => field === 'subject')
  return isNamed ? changed : withUnmapped(changed, { field: 'subject', value: subject, why: 'refused' })
}

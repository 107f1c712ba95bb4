import { matchChoice } from '../fields/match-choice.ts'
import type { TicketDraft, UnmappedField } from '../helpdesk.ts'
import type { AccountField } from './account-fields.ts'
import { convertTags } from './convert-tags.ts'
import { fitCustomFields } from './fit-to-field.ts'
import type { TicketAttempt } from './ticket-attempt.ts'
import { toZendeskPriority, toZendeskStatus } from './zendesk-values.ts'

/** Ids of what the draft names; null where the draft names nothing, or nothing was found. */
export interface References {
  group: number | null
  brand: number | null
  /** The address of the agent. */
  agent: string | null
}

export interface ConversionContext {
  /** The account's ticket form; null when it cannot be read. */
  fields: AccountField[] | null
  references: References
  /** Configured values for fields that no bot sends, by title or id. */
  required: Record<string, unknown>
}

const longestSubject = 255
const typeWords = ['problem', 'incident', 'question', 'task']

/** Makes a first attempt of a draft: what the account's form takes goes into its field, all else into `unmapped`. */
export const convertToZendeskTicket = (draft: TicketDraft, context: ConversionContext): TicketAttempt => {
  const { fields, references } = context
  const unmapped: UnmappedField[] = []
  const properties: TicketAttempt['properties'] = { subject: convertSubject(draft.subject) }
  const refuse = (field: string, value: string) => unmapped.push({ field, value, why: 'not-a-choice' })

  // A ticket that nobody has is `new` at Zendesk, and becomes open by itself when somebody gets it.
  if (draft.status !== 'open') properties.status = toZendeskStatus(draft.status)
  if (draft.priority !== null) properties.priority = toZendeskPriority(draft.priority)
  if (draft.type !== null) {
    const type = findType(draft.type, fields)
    if (type === null) refuse('type', draft.type)
    else properties.type = type
  }
  if (references.group !== null) properties.group_id = references.group
  else if (draft.group !== null) refuse('group', draft.group)
  if (references.brand !== null) properties.brand_id = references.brand
  else if (draft.product !== null) refuse('product', draft.product)
  if (references.agent !== null) properties.assignee_email = references.agent
  else if (draft.agent !== null) refuse('agent', draft.agent)
  const tags = convertTags(draft.tags)
  if (tags.length > 0) properties.tags = tags

  const given = fitCustomFields(draft.customFields, fields)
  // A configured value that fits nowhere is left to `relevo check`: no hand-off brought it.
  const configured = fitCustomFields(context.required, fields)
  return {
    person: identify(draft),
    properties,
    custom: { ...configured.values, ...given.values },
    files: draft.files,
    mayAttach: true,
    unmapped: [...unmapped, ...given.unmapped],
    textLimit: null,
    refused: {},
    needed: [],
    mayTag: true,
    minimal: false,
  }
}

/** A new person needs a name; a known one keeps theirs. */
const identify = ({ requester }: TicketDraft): TicketAttempt['person'] => {
  const name = requester.name?.trim().slice(0, longestSubject) ?? ''
  if (requester.email !== null) {
    const fromAddress = requester.email.split('@')[0] ?? ''
    return {
      by: 'email',
      email: requester.email,
      name: [name, fromAddress, 'Unknown'].find((text) => text !== '') ?? '',
    }
  }
  return { by: 'us', phone: requester.phone, name: name === '' ? (requester.phone ?? 'Unknown') : name }
}

const findType = (given: string, fields: AccountField[] | null): string | null => {
  const field = fields?.find(({ key }) => key === 'type')
  const choices = field?.choices ?? typeWords.map((value) => ({ value, labels: [value] }))
  const choice = matchChoice(choices, given)
  return choice === null ? null : String(choice.value)
}

const convertSubject = (subject: string): string => {
  const line = subject.replace(/\s+/g, ' ').trim()
  return line === '' ? '-' : line.slice(0, longestSubject).replace(/[\uD800-\uDBFF]$/, '')
}

import type { FileToAttach, UnmappedField } from '../helpdesk.ts'
import type { ZendeskFieldValue, ZendeskRequester, ZendeskTicketBody } from './zendesk-ticket-body.ts'

/** Properties of a new ticket that can be left out. */
export type Property =
  | 'subject'
  | 'status'
  | 'priority'
  | 'type'
  | 'group_id'
  | 'assignee_email'
  | 'brand_id'
  | 'tags'

/** What is about to be sent as a new ticket, without its text, which depends on all the rest. */
export interface TicketAttempt {
  /** By address, else as somebody whom we name: Zendesk knows a phone alone only of people who are there. */
  person: ({ by: 'email' } & ZendeskRequester) | { by: 'us'; name: string; phone: string | null }
  properties: Pick<ZendeskTicketBody, Property>
  /** By field id. */
  custom: Record<string, ZendeskFieldValue>
  files: FileToAttach[]
  /** Whether files may go along at all. */
  mayAttach: boolean
  unmapped: UnmappedField[]
  /** Characters of text that the help desk takes; null: all of it. What is cut goes along as a file. */
  textLimit: number | null
  /** Values that were refused, by field id. */
  refused: Record<string, ZendeskFieldValue[]>
  /** Fields, by id, that the account wants in every ticket, as a refusal has told. */
  needed: string[]
  /** Whether the tag for unmapped fields may be added. */
  mayTag: boolean
  /** Everything that can be left out has been. */
  minimal: boolean
}

/** The tag of tickets that say in their text what could not be written into its field. */
export const unmappedTag = 'relevo-unmapped'

export const withUnmapped = (attempt: TicketAttempt, ...more: UnmappedField[]): TicketAttempt => ({
  ...attempt,
  unmapped: [...attempt.unmapped, ...more],
})

export const withoutProperty = (attempt: TicketAttempt, property: Property): TicketAttempt => {
  const properties = { ...attempt.properties }
  delete properties[property]
  return { ...attempt, properties }
}

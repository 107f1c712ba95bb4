import type { FieldValues } from '../fields/default-values.ts'
import type { FileToAttach, UnmappedField } from '../helpdesk.ts'
import type { FreshdeskTicketBody } from './freshdesk-ticket-body.ts'

/** What is about to be sent as a new ticket, without its description, which depends on all the rest. */
export interface TicketAttempt {
  body: Omit<FreshdeskTicketBody, 'description'>
  files: FileToAttach[]
  /** Whether files may go along at all. */
  mayAttach: boolean
  unmapped: UnmappedField[]
  /** Characters of description that the helpdesk takes; null: all of it. What is cut goes along as a file. */
  descriptionLimit: number | null
  /** Values that were refused, per key. */
  refused: Record<string, FieldValues[string][]>
  /** Those of them that were of our own choice: a default, the source. */
  refusedDefaults: Record<string, FieldValues[string][]>
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

/** The same attempt without some keys of the body. */
export const withoutKeys = (
  attempt: TicketAttempt,
  ...keys: (keyof TicketAttempt['body'])[]
): TicketAttempt => {
  const body = { ...attempt.body }
  for (const key of keys) delete body[key]
  return { ...attempt, body }
}

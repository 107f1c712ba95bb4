import type { FieldChange, PlannedWrite } from '../../../schemas/triage.ts'
import type { TicketOrigins } from '../../helpdesk/ticket-desk.ts'
import type { AccountChoices } from './account-choices.ts'
import { holdsValue } from './holds-value.ts'

/** `adopt`: what of the plan is there counts as ours. */
export type AfterLook =
  | { kind: 'adopt'; planned: PlannedWrite }
  /** Nothing of it arrived, and nobody has touched the ticket since: it may be sent again. */
  | { kind: 'send-again' }
  /** Nothing of it is there, and somebody has touched the ticket since: whether it ever was there cannot be known. */
  | { kind: 'let-go' }

/**
 * Whether a write whose answer was lost has taken effect, by the ticket as it is after the time in which it could. A value that a
 * person is known to have given is theirs, also when it is the one that we meant. Pure.
 */
export function decideAfterLook(
  planned: PlannedWrite,
  { ticket, origins }: TicketOrigins,
  choices: AccountChoices,
): AfterLook {
  const isThere = (change: FieldChange): boolean =>
    holdsValue(ticket, change, 'after', choices) && origins[change.field] !== 'person'
  const worn = new Set(ticket.tags.map((tag) => tag.trim().toLowerCase()))
  const changes = planned.changes.filter(isThere)
  const tags = planned.tags.filter((tag) => worn.has(tag.trim().toLowerCase()))
  if (changes.length + tags.length > 0) return { kind: 'adopt', planned: { ...planned, changes, tags } }
  return Date.parse(ticket.updatedAt) === Date.parse(planned.basedOn)
    ? { kind: 'send-again' }
    : { kind: 'let-go' }
}

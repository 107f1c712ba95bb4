import type { FieldChange, PlannedWrite } from '../../../schemas/triage.ts'
import type { TicketOrigins } from '../../helpdesk/ticket-desk.ts'
import type { AccountChoices } from './account-choices.ts'
import { holdsValue } from './holds-value.ts'

export type UndoDecision =
  /** `restore`: put back what was there before. `tags`: take these off. */
  | { kind: 'undo'; restore: FieldChange[]; tags: string[] }
  /** It is as it was before. */
  | { kind: 'as-before' }
  /** Somebody has changed it since, solved it, or removed it. */
  | { kind: 'touched' }

/**
 * What of a write is taken back: only values that are still ours as far as the vendor tells, and tags that we added and that are still
 * there. A ticket that was solved or removed stays as it is. Pure.
 */
export function decideUndo(
  planned: PlannedWrite,
  { ticket, origins }: TicketOrigins,
  choices: AccountChoices,
): UndoDecision {
  if (ticket.deleted || ticket.status === 'solved' || ticket.status === 'closed') return { kind: 'touched' }
  const isOurs = (change: FieldChange): boolean =>
    holdsValue(ticket, change, 'after', choices) &&
    origins[change.field] !== 'person' &&
    origins[change.field] !== 'rule'
  const restore = planned.changes.filter(isOurs)
  const worn = new Set(ticket.tags.map((tag) => tag.trim().toLowerCase()))
  const tags = planned.tags.filter((tag) => worn.has(tag.trim().toLowerCase()))
  if (restore.length + tags.length > 0) return { kind: 'undo', restore, tags }
  const isAsBefore = planned.changes.every((change) => holdsValue(ticket, change, 'before', choices))
  return { kind: isAsBefore ? 'as-before' : 'touched' }
}

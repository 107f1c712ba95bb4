import { prioritySchema } from '../../../schemas/handoff.ts'
import type { PlannedWrite } from '../../../schemas/triage.ts'
import type { TicketEdit } from '../../helpdesk/ticket-desk.ts'

/** What is asked of the help desk for a plan: nothing is changed when somebody else was quicker. Pure. */
export function composeEdit({ changes, tags, basedOn }: PlannedWrite): TicketEdit {
  const edit: TicketEdit = { ifUnchangedSince: basedOn }
  if (tags.length > 0) edit.addTags = tags
  for (const { field, after, ids } of changes) {
    if (field === 'priority') edit.priority = prioritySchema.parse(after)
    else edit[field] = ids?.after ?? after
  }
  return edit
}

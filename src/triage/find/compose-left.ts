import type { Ticket } from '../../../schemas/ticket.ts'
import type { Left } from '../../../schemas/triage.ts'
import type { createCategoryRecogniser } from '../../training/targets/create-category-recogniser.ts'
import { isMerged } from './decide-fit.ts'

/**
 * How a ticket stands now. Pure. `groups`: names by id; a group without a name is not known. A ticket that is gone, or was merged
 * into another, was filed as nothing.
 */
export const composeLeft = (
  ticket: Ticket,
  {
    groups,
    recognise,
  }: { groups: ReadonlyMap<string, string>; recognise: ReturnType<typeof createCategoryRecogniser> },
): Left => {
  const { status, priority, type, tags, deleted } = ticket
  const group = ticket.groupId === null ? null : (groups.get(ticket.groupId) ?? null)
  const labels = { ...(type === null ? {} : { type }), ...(group === null ? {} : { group }) }
  const category = deleted || isMerged(ticket) ? null : recognise({ labels, tags })
  return { status, group, priority, type, category }
}

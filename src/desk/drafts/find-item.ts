import type { Outbox, OutboxItem } from '../../outbox/outbox.ts'
import type { DraftPlace } from './draft-place.ts'

/** What was sent on this ticket, by its id; null: there is none, or it is another ticket's. */
export const findItem = async (
  outbox: Pick<Outbox, 'find'>,
  place: DraftPlace,
  id: string,
): Promise<OutboxItem | null> => {
  const item = await outbox.find(id)
  return item?.helpdesk === place.helpdesk && item.ticketId === place.ticketId ? item : null
}

import type { IndexedTicket, StoredTicket } from '../account.ts'
import type { Call } from '../call.ts'

/** Hands the ticket as it is now to the search index, where it is seen after the account's delay. */
export const indexTicket = (ticket: StoredTicket, call: Call): void => {
  const { indexed, ...copy } = ticket
  const visible = indexed.findLastIndex((entry) => entry.visibleAt <= call.now)
  if (visible > 0) indexed.splice(0, visible)
  indexed.push({
    visibleAt: call.now + call.behaviour.searchDelayMs,
    ticket: { ...copy, tags: [...copy.tags], customFields: { ...copy.customFields } },
  })
}

/** What a search sees of a ticket now. */
export const findIndexed = (ticket: StoredTicket, now: number): IndexedTicket['ticket'] | undefined =>
  ticket.indexed.findLast((entry) => entry.visibleAt <= now)?.ticket

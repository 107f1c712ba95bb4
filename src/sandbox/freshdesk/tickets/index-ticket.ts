import type { IndexedTicket, StoredTicket } from '../account.ts'
import type { Call } from '../call.ts'

/** After every change: tells the account's rules, and hands the ticket as it is now to the search index, which lags behind. */
export const indexTicket = (ticket: StoredTicket, call: Call): void => {
  const { indexed, ...copy } = ticket
  const before = indexed.at(-1)?.ticket ?? null
  const visible = indexed.findLastIndex((entry) => entry.visibleAt <= call.now)
  if (visible > 0) indexed.splice(0, visible)
  indexed.push({
    visibleAt: call.now + call.behaviour.searchDelayMs,
    ticket: { ...copy, tags: [...copy.tags], customFields: { ...copy.customFields } },
  })
  call.changed({ ticket, before, by: call.by, origin: call.origin })
}

/** What a search sees of a ticket now. */
export const findIndexed = (ticket: StoredTicket, now: number): IndexedTicket['ticket'] | undefined =>
  ticket.indexed.findLast((entry) => entry.visibleAt <= now)?.ticket

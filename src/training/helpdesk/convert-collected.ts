import type { PastTicket } from '../past-ticket.ts'
import type { Collected } from './collected.ts'

/** Why a ticket is nothing to learn from. */
export type Unfit = 'deleted' | 'merged' | 'not-the-customer'

/** Zendesk puts it on a ticket that was merged into another: its conversation goes on there. */
const mergedTag = 'closed_by_merge'

/**
 * A collected ticket as one to learn from, or why it is none. Pure. `ownWords` takes away what Relevo writes around the words of a
 * person; `groups` are the names of groups by id: one without a name is no label.
 */
export const convertCollected = (
  ticket: Collected,
  {
    helpdesk,
    groups,
    ownWords,
  }: { helpdesk: string; groups: ReadonlyMap<string, string>; ownWords: (text: string) => string },
): PastTicket | Unfit => {
  if (ticket.deleted) return 'deleted'
  if (ticket.tags.includes(mergedTag)) return 'merged'
  const { beginning = null } = ticket
  if (beginning !== null && beginning.from !== 'customer') return 'not-the-customer'
  const group = ticket.groupId === null ? undefined : groups.get(ticket.groupId)
  return {
    name: `${helpdesk}:${ticket.id}`,
    subject: ticket.subject,
    body: ownWords(beginning?.text ?? ''),
    labels: {
      ...(ticket.type === null ? {} : { type: ticket.type }),
      ...(group === undefined ? {} : { group }),
      ...(ticket.priority === null ? {} : { priority: ticket.priority }),
    },
    tags: ticket.tags,
    language: null,
    group: ticket.requesterId === null ? null : `requester ${ticket.requesterId}`,
    createdAt: timeOf(ticket.createdAt),
    changedAt: timeOf(ticket.updatedAt),
    state: stateOf(ticket),
  }
}

const timeOf = (text: string): number | null => {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}

const stateOf = ({ status, agentId }: Collected): PastTicket['state'] => {
  if (status === 'solved' || status === 'closed') return 'settled'
  return agentId === null ? 'untouched' : 'underWay'
}

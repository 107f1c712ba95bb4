import { comparable } from '../comparable.ts'
import type { TicketQuery } from '../ticket-desk.ts'
import { phoneDigits, requesterIdOf } from './convert-from-file.ts'
import type { Directory } from './directory.ts'
import type { Indexed } from './ticket-index.ts'

/** Whether a ticket fits every condition but `text`. Group and agent of the query are ids. Pure. */
export const matchesQuery = (
  query: TicketQuery,
  { head, createdAt, updatedAt, ticket }: Indexed,
  directory: Directory,
): boolean => {
  const { requester } = head
  const isSame = (one: string | null, other: string) => one !== null && comparable(one) === comparable(other)
  const tags = new Set(ticket.tags.map((tag) => tag.toLowerCase()))
  const isAt = (at: number, after: string | undefined, before: string | undefined) =>
    (after === undefined || at >= Date.parse(after)) && (before === undefined || at < Date.parse(before))
  const conditions: boolean[] = [
    query.requesterEmail === undefined ||
      requester.email?.trim().toLowerCase() === query.requesterEmail.trim().toLowerCase(),
    query.requesterPhone === undefined ||
      (requester.phone !== null && phoneDigits(requester.phone) === phoneDigits(query.requesterPhone)),
    query.requesterId === undefined || requesterIdOf(requester) === query.requesterId,
    query.status === undefined || query.status.includes(ticket.status),
    query.priority === undefined || (ticket.priority !== null && query.priority.includes(ticket.priority)),
    query.type === undefined || query.type.some((type) => isSame(ticket.type, type)),
    query.group === undefined || ticket.groupId === query.group,
    query.agent === undefined || (ticket.agentId ?? 'none') === query.agent,
    (query.tags ?? []).every((tag) => tags.has(tag.trim().toLowerCase())),
    Object.entries(query.customFields ?? {}).every(([name, value]) => {
      const held = head.fields[directory.field(name) ?? name]
      return held !== undefined && held !== null && isSame(String(held), String(value))
    }),
    isAt(createdAt, query.createdAfter, query.createdBefore),
    isAt(updatedAt, query.updatedAfter, query.updatedBefore),
  ]
  return conditions.every(Boolean)
}

import type { CallOptions, TicketChanges, Write } from '../helpdesk.ts'
import { toWrite } from '../to-write.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'
import type { FreshdeskTicketChanges } from './freshdesk-tickets.ts'
import { toFreshdeskPriority, toFreshdeskStatus } from './freshdesk-values.ts'

/** Changes a ticket. Freshdesk replaces all tags at once, so tags are read, joined and written. Safe to repeat. */
export const updateTicket = async (
  client: FreshdeskClient,
  ticketId: string,
  changes: TicketChanges,
  options: CallOptions,
): Promise<Write<null>> => {
  const body: FreshdeskTicketChanges = {
    ...(changes.status === undefined ? {} : { status: toFreshdeskStatus(changes.status) }),
    ...(changes.priority === undefined ? {} : { priority: toFreshdeskPriority(changes.priority) }),
  }
  if (changes.addTags !== undefined && changes.addTags.length > 0) {
    const current = await client.tickets.get(ticketId, options)
    if (current.effect !== 'done') return { effect: 'none', failure: current.failure }
    const tags = current.value.tags ?? []
    const added = changes.addTags.filter((tag) => !tags.includes(tag))
    if (added.length > 0) body.tags = [...tags, ...added]
  }
  if (Object.keys(body).length === 0) return { effect: 'done', value: null }
  return toWrite(await client.tickets.update(ticketId, body, options), () => null)
}

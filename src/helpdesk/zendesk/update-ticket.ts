import type { CallOptions, TicketChanges, Write } from '../helpdesk.ts'
import { asUpdateFailure, putPatiently } from './add-comment.ts'
import { convertTags } from './convert-tags.ts'
import type { ZendeskClient } from './zendesk-client.ts'
import type { ZendeskTicketBody } from './zendesk-ticket-body.ts'
import { toZendeskPriority, toZendeskStatus } from './zendesk-values.ts'

/** Changes a ticket. Tags go through an endpoint of their own, which adds and never replaces. Safe to repeat. */
export const updateTicket = async (
  client: ZendeskClient,
  ticketId: string,
  changes: TicketChanges,
  options: CallOptions,
): Promise<Write<null>> => {
  const tags = convertTags(changes.addTags ?? [])
  if (tags.length > 0) {
    const added = await client.tickets.addTags(ticketId, tags, options)
    if (added.effect !== 'done') return { effect: added.effect, failure: asUpdateFailure(added.failure) }
  }
  const body: ZendeskTicketBody = {
    ...(changes.status === undefined ? {} : { status: toZendeskStatus(changes.status) }),
    ...(changes.priority === undefined ? {} : { priority: toZendeskPriority(changes.priority) }),
  }
  if (Object.keys(body).length === 0) return { effect: 'done', value: null }
  const result = await putPatiently(client, ticketId, body, options)
  return result.effect === 'done'
    ? { effect: 'done', value: null }
    : { effect: result.effect, failure: asUpdateFailure(result.failure) }
}

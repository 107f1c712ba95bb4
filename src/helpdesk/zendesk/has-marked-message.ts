import type { ZendeskComment } from '../../../schemas/zendesk/ticket.ts'
import type { CallOptions, Read } from '../helpdesk.ts'
import { readAll } from './read-pages.ts'
import type { ZendeskClient } from './zendesk-client.ts'

/** A ticket takes 5,000 comments. */
const mostPages = 50

/** Whether a comment of a ticket carries `marker`, looking from the newest on; null when there is no such ticket. */
export const hasMarkedMessage = async (
  client: ZendeskClient,
  ticketId: string,
  marker: string,
  options: CallOptions,
): Promise<Read<{ found: boolean } | null>> => {
  const isMarked = (comment: ZendeskComment) =>
    [comment.plain_body, comment.body, comment.html_body].some((text) => text?.includes(marker) === true)
  const read = await readAll(
    (page) => client.tickets.comments(ticketId, { ...page, newestFirst: true }, options),
    (answer) => answer.comments,
    mostPages,
    (comments) => comments.some(isMarked),
  )
  if (read.ok) return { ok: true, value: { found: read.value.some(isMarked) } }
  const isGone = read.failure.kind === 'not-found' || read.failure.kind === 'gone'
  return isGone ? { ok: true, value: null } : read
}

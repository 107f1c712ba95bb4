import type { ZendeskUpdateAnswer } from '../../../schemas/zendesk/ticket.ts'
import type { Added, CallOptions, CustomerMessage, Failure, FileToAttach, Read, Write } from '../helpdesk.ts'
import type { ApiResult } from '../http-client.ts'
import { closed, gone } from './requester-finder.ts'
import { uploadFiles, withoutMark } from './upload-files.ts'
import type { ZendeskClient } from './zendesk-client.ts'
import type { ZendeskTicketBody } from './zendesk-ticket-body.ts'

type FindRequester = (ticketId: string, options: CallOptions) => Promise<Read<number | null>>

// Two writes at the same moment: the next one finds the ticket free.
const mostConflicts = 3

/**
 * Adds a public comment in the requester's name. What is refused of it (files, the author) is left out, since the text is what must
 * arrive; without its author it becomes a private note, so that nobody is mailed what they said themselves.
 */
export const addAsCustomer = async (
  client: ZendeskClient,
  findRequester: FindRequester,
  ticketId: string,
  message: CustomerMessage,
  options: CallOptions,
): Promise<Write<Added>> => {
  const requester = await findRequester(ticketId, withoutMark(options))
  if (!requester.ok) return { effect: 'none', failure: requester.failure }
  const uploaded = await uploadFiles(client, message.files, new Map<FileToAttach, string>(), options)
  if (!uploaded.ok) return { effect: 'none', failure: uploaded.failure }
  let author = requester.value
  let { tokens } = uploaded.value
  const lost = [...uploaded.value.refused]
  for (;;) {
    const comment = {
      html_body: lost.length === 0 ? message.html : message.html + listOf(lost.map(({ name }) => name)),
      public: author !== null,
      ...(author === null ? {} : { author_id: author }),
      ...(tokens.length === 0 ? {} : { uploads: tokens }),
    }
    const result = await putPatiently(client, ticketId, { comment }, options)
    if (result.effect === 'done' || result.effect === 'unknown') return asAdded(result)
    const { failure, refusal } = result
    const named = refusal.faults.map(({ field }) => field)
    const isRefused = failure.kind === 'invalid' && !named.includes('status')
    if (isRefused && author !== null && named.some((field) => /^(author|author_id|requester)$/.test(field)))
      author = null
    else if ((isRefused || failure.kind === 'too-large') && tokens.length > 0) {
      tokens = []
      lost.push(...message.files.filter((file) => !lost.includes(file)))
    } else return { effect: 'none', failure: asUpdateFailure(failure) }
  }
}

/** A comment of the token's own agent: a private note, or, `public`, a reply that Zendesk mails. */
export const addComment = async (
  client: ZendeskClient,
  ticketId: string,
  comment: { html: string; public: boolean },
  options: CallOptions,
): Promise<Write<Added>> => {
  const body = { comment: { html_body: comment.html, public: comment.public } }
  return asAdded(await putPatiently(client, ticketId, body, options))
}

/** An update that is tried again when another write was under way at the same moment, which Zendesk refuses without effect. */
export const putPatiently = async (
  client: ZendeskClient,
  ticketId: string,
  body: ZendeskTicketBody,
  options: CallOptions,
): Promise<ApiResult<ZendeskUpdateAnswer>> => {
  for (let tries = 1; ; tries++) {
    const result = await client.tickets.update(ticketId, body, options)
    const isConflict = result.effect === 'none' && result.failure.kind === 'conflict'
    if (!isConflict || body.safe_update !== undefined || tries >= mostConflicts) return result
  }
}

/** A comment's id stands in the audit of the answer. */
export const asAdded = (result: ApiResult<ZendeskUpdateAnswer>): Write<Added> => {
  if (result.effect !== 'done') {
    const { effect, failure } = result
    return { effect, failure: effect === 'none' ? asUpdateFailure(failure) : failure }
  }
  const { ticket, audit } = result.value
  const event = audit?.events.find(({ type }) => type === 'Comment')
  return { effect: 'done', value: { id: String(event?.id ?? audit?.id ?? ticket.id) } }
}

/** What a refused change means for the ticket: not there, or closed (a refusal that names a state which we did not send). */
export const asUpdateFailure = (failure: Failure): Failure => {
  if (failure.kind === 'not-found') return gone
  const isClosed = failure.kind === 'invalid' && failure.faults.some(({ field }) => field === 'status')
  return isClosed ? closed : failure
}

const listOf = (names: string[]): string =>
  `<p>📎 ✗</p><ul>${names.map((name) => `<li>${escapeText(name)}</li>`).join('')}</ul>`

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

import type { Message } from '../../../../schemas/ticket.ts'
import type { ZendeskUpdateAnswer } from '../../../../schemas/zendesk/ticket.ts'
import type { CallOptions, Failure, FileToAttach, Write } from '../../helpdesk.ts'
import { htmlToText } from '../../html-to-text.ts'
import { nameFaults } from '../../name-faults.ts'
import { refuse } from '../../refuse.ts'
import type { Note, Reply } from '../../ticket-desk.ts'
import { asAdded, asUpdateFailure, putPatiently } from '../add-comment.ts'
import { closed, gone } from '../requester-finder.ts'
import { uploadFiles } from '../upload-files.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { isZendeskId } from '../zendesk-id.ts'
import type { ZendeskTicketBody } from '../zendesk-ticket-body.ts'
import { toZendeskStatus } from '../zendesk-values.ts'

/** A reply is an update of the ticket with a public comment, and carries the new status in the same step. Sent once. */
export const reply = async (
  client: ZendeskClient,
  ticketId: string,
  { html, cc = [], files = [], status }: Reply,
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  if (status === 'other')
    return { effect: 'none', failure: refuse('status', 'A reply sets open, pending, solved or closed.') }
  // The address itself is not repeated: failures hold no personal data.
  if (cc.some((address) => !/^[^\s@]+@[^\s@]+$/.test(address.trim())))
    return { effect: 'none', failure: refuse('cc', 'Not every address in cc is one.') }
  const more: ZendeskTicketBody = {
    ...(status === undefined ? {} : { status: toZendeskStatus(status) }),
    ...(cc.length === 0
      ? {}
      : { email_ccs: cc.map((address) => ({ user_email: address.trim(), action: 'put' })) }),
  }
  return say(client, ticketId, { html, isPrivate: false, files, more }, options)
}

/** Leaves a note, once; private unless said otherwise. */
export const note = (
  client: ZendeskClient,
  ticketId: string,
  { html, private: isPrivate = true, files = [] }: Note,
  options: CallOptions,
): Promise<Write<{ message: Message }>> =>
  say(client, ticketId, { html, isPrivate, files, more: {} }, options)

const say = async (
  client: ZendeskClient,
  ticketId: string,
  given: { html: string; isPrivate: boolean; files: FileToAttach[]; more: ZendeskTicketBody },
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  const { html, isPrivate, files, more } = given
  if (!isZendeskId(ticketId)) return { effect: 'none', failure: noSuchTicket }
  if (html.trim() === '')
    return { effect: 'none', failure: refuse('html', 'There is nothing to say.', 'missing_field') }
  if (files.some((file) => file.bytes.byteLength > mostFileBytes))
    return { effect: 'none', failure: filesTooLarge }
  const uploaded = await uploadFiles(client, files, new Map(), options)
  if (!uploaded.ok) return { effect: 'none', failure: uploaded.failure }
  if (uploaded.value.refused.length > 0) return { effect: 'none', failure: filesRefused }
  const { tokens } = uploaded.value
  const uploads = tokens.length === 0 ? {} : { uploads: tokens }
  const body = { ...more, comment: { html_body: html, public: !isPrivate, ...uploads } }
  const result = await putPatiently(client, ticketId, body, options)
  const added = asAdded(result)
  if (result.effect === 'done' && added.effect === 'done')
    return { effect: 'done', value: { message: messageOf(ticketId, added.value.id, given, result.value) } }
  if (result.effect === 'done') throw new Error('A comment was added and was not.')
  const { effect, failure } = result
  return { effect, failure: effect === 'none' ? asRefusal(failure) : failure }
}

/** Zendesk answers with the ticket: the message is what was sent, under the id that it got. */
const messageOf = (
  ticketId: string,
  id: string,
  { html, isPrivate, files }: { html: string; isPrivate: boolean; files: FileToAttach[] },
  answer: ZendeskUpdateAnswer,
): Message => ({
  id,
  ticketId,
  from: 'agent',
  authorId: answer.audit?.author_id == null ? null : String(answer.audit.author_id),
  authorName: null,
  private: isPrivate,
  html,
  text: htmlToText(html),
  attachments: files.map((file, at) => ({
    id: `${id}-${at}`,
    name: file.name,
    contentType: file.contentType,
    bytes: file.bytes.byteLength,
    url: null,
  })),
  createdAt: answer.ticket.updated_at ?? '',
})

const names = { assignee_id: 'agent', group_id: 'group', custom_status_id: 'statusLabel', comment: 'html' }

/** A ticket that is not there, or closed for good; archived ones are. */
export const asRefusal = (failure: Failure): Failure => {
  const meant = asUpdateFailure(failure)
  if (meant === gone) return noSuchTicket
  return meant === closed ? { kind: 'gone', message: closed.message } : nameFaults(meant, names)
}

/** Zendesk's limit of a file. */
const mostFileBytes = 50 * 2 ** 20
const filesTooLarge: Failure = { kind: 'too-large', message: 'A file may have 50 MB.' }
const filesRefused: Failure = { kind: 'too-large', message: 'The help desk does not take one of the files.' }
export const noSuchTicket: Failure = { kind: 'not-found', message: 'There is no such ticket.' }

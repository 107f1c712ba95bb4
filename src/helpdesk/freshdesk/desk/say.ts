import type { FreshdeskConversation } from '../../../../schemas/freshdesk/conversation.ts'
import type { Message } from '../../../../schemas/ticket.ts'
import type { CallOptions, Failure, Write } from '../../outcome.ts'
import { refuse } from '../../refuse.ts'
import type { Note, Reply } from '../../ticket-desk.ts'
import { toWrite } from '../../to-write.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { toFreshdeskStatus } from '../freshdesk-values.ts'
import { convertToMessage } from './convert-to-message.ts'
import { explainRefusal, noSuchTicket } from './explain-refusal.ts'
import { isFreshdeskId } from './ticket-id.ts'

/** For all files of a ticket together; what hangs there already only Freshdesk knows. */
const mostFileBytes = 20 * 2 ** 20
const nobody = new Map<number, string>()

/**
 * Sends a reply, once. The status comes after it in a call of its own: the other way round a ticket would be solved without the
 * answer that solves it. When that call fails, the reply is out all the same, and `statusFailure` says so.
 */
export const reply = async (
  client: FreshdeskClient,
  ticketId: string,
  given: Reply,
  options: CallOptions,
): Promise<Write<{ message: Message; statusFailure?: Failure }>> => {
  const fault = faultOf(ticketId, given) ?? statusFault(given)
  if (fault !== null) return { effect: 'none', failure: fault }
  const cc = (given.cc ?? []).map((address) => address.trim()).filter((address) => address !== '')
  const body = { body: given.html, ...(cc.length === 0 ? {} : { cc_emails: cc }) }
  const result = await client.conversations.reply(ticketId, body, given.files ?? [], options)
  const said = await settle(client, ticketId, result, options)
  if (said.effect !== 'done' || given.status === undefined) return said
  const status = { status: toFreshdeskStatus(given.status) }
  const changed = await client.tickets.update(ticketId, status, options)
  return changed.effect === 'done'
    ? said
    : { effect: 'done', value: { ...said.value, statusFailure: changed.failure } }
}

/** Leaves a note, once; private unless said otherwise. */
export const note = async (
  client: FreshdeskClient,
  ticketId: string,
  given: Note,
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  const fault = faultOf(ticketId, given)
  if (fault !== null) return { effect: 'none', failure: fault }
  const body = { body: given.html, private: given.private ?? true }
  const result = await client.conversations.note(ticketId, body, given.files ?? [], options)
  return settle(client, ticketId, result, options)
}

const settle = async (
  client: FreshdeskClient,
  ticketId: string,
  result: Awaited<ReturnType<FreshdeskClient['conversations']['note']>>,
  options: CallOptions,
): Promise<Write<{ message: Message }>> => {
  const write = toWrite(result, (entry: FreshdeskConversation) => ({
    message: convertToMessage(entry, ticketId, nobody),
  }))
  if (write.effect !== 'none') return write
  return { effect: 'none', failure: await explainRefusal(client, ticketId, write.failure, options) }
}

const faultOf = (ticketId: string, { html, files = [] }: Reply | Note): Failure | null => {
  if (!isFreshdeskId(ticketId)) return noSuchTicket
  if (html.trim() === '') return refuse('html', 'There is nothing to say.', 'missing_field')
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0)
  if (bytes <= mostFileBytes) return null
  return { kind: 'too-large', message: 'All files of a ticket together may have 20 MB.' }
}

const statusFault = ({ status, cc = [] }: Reply): Failure | null => {
  if (status === 'other') return refuse('status', 'A reply sets open, pending, solved or closed.')
  // The address itself is not repeated: failures hold no personal data.
  return cc.some((address) => !/^[^\s@]+@[^\s@]+$/.test(address.trim()))
    ? refuse('cc', 'Not every address in cc is one.')
    : null
}

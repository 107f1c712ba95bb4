import type { FreshdeskConversation } from '../../../schemas/freshdesk/conversation.ts'
import type { Added, CallOptions, CustomerMessage, Failure, Read, Write } from '../helpdesk.ts'
import type { ApiResult } from '../http-client.ts'
import { toWrite } from '../to-write.ts'
import { faultField } from './fault-field.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'

/** Finds out who asked in a ticket; a `gone` failure when the ticket takes no more notes. */
export type FindRequester = (ticketId: string, options: CallOptions) => Promise<Read<number | null>>

/**
 * Adds an incoming public note in the requester's name. What is refused of it (the files, the author) is left out, since the
 * text is what must arrive.
 */
export const addAsCustomer = async (
  client: FreshdeskClient,
  findRequester: FindRequester,
  ticketId: string,
  message: CustomerMessage,
  options: CallOptions,
): Promise<Write<Added>> => {
  const requester = await findRequester(ticketId, options)
  if (!requester.ok) return { effect: 'none', failure: requester.failure }
  let author = requester.value
  let { html, files } = message

  const send = (): Promise<ApiResult<FreshdeskConversation>> =>
    client.conversations.note(
      ticketId,
      { body: html, private: false, incoming: true, ...(author === null ? {} : { user_id: author }) },
      files,
      options,
    )

  // Author and files can each be refused once: three calls at most.
  for (;;) {
    const result = await send()
    if (result.effect === 'done' || result.effect === 'unknown') return asAdded(result)
    const { failure, refusal } = result
    const named = refusal.faults.map((fault) => faultField(fault.field))
    const isRefused = failure.kind === 'invalid' || failure.kind === 'too-large'
    if (isRefused && files.length > 0 && !named.includes('user_id')) {
      html += listOf(files.map((file) => file.name))
      files = []
    } else if (isRefused && author !== null && named.includes('user_id')) author = null
    else return { effect: 'none', failure: asNoteFailure(failure) }
  }
}

/** The outcome of adding to a ticket's conversation. */
export const asAdded = (result: ApiResult<FreshdeskConversation>): Write<Added> => {
  const write = toWrite(result, (entry) => ({ id: String(entry.id) }))
  return write.effect === 'none' ? { ...write, failure: asNoteFailure(write.failure) } : write
}

/** A ticket that is not there for a note is deleted, spam, archived or merged: none of them takes one. */
const asNoteFailure = (failure: Failure): Failure =>
  failure.kind === 'not-found' ? { kind: 'gone', message: 'The ticket is not there any more.' } : failure

const listOf = (names: string[]): string =>
  `<p>📎 ✗</p><ul>${names.map((name) => `<li>${escapeText(name)}</li>`).join('')}</ul>`

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

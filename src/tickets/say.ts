import * as z from 'zod'
import type { Message } from '../../schemas/ticket.ts'
import type { Failure, Helpdesk } from '../helpdesk/helpdesk.ts'
import type { Operation } from './operation.ts'
import { textToHtml } from './text-to-html.ts'
import type { Said, TextNote, TextReply } from './tickets.ts'

const keptSchema = z.strictObject({
  ticketId: z.string(),
  messageId: z.string(),
  private: z.boolean(),
  createdAt: z.string(),
  adopted: z.boolean(),
  statusProblem: z.string().nullable(),
})

const saidOf = (message: Message, adopted: boolean, statusProblem: string | null): Said => ({
  ticketId: message.ticketId,
  messageId: message.id,
  private: message.private,
  createdAt: message.createdAt,
  adopted,
  statusProblem,
})

const keeping: Pick<Operation<Said>, 'keep' | 'recall'> = {
  keep: (value) => keptSchema.parse(value),
  recall: async (kept) => ({ ok: true, value: keptSchema.parse(kept) }),
}

/** A public reply to the customer, with a status if wanted. */
export const replyOperation = (
  helpdesk: Helpdesk,
  ticketId: string,
  { text, cc, files, status }: TextReply,
): Operation<Said> => {
  const html = textToHtml(text)
  return {
    helpdesk,
    ticketId,
    ...keeping,
    async send(options) {
      const reply = { html, cc, files, ...(status === null ? {} : { status }) }
      const write = await helpdesk.reply(ticketId, reply, options)
      if (write.effect === 'none') return write
      if (write.effect === 'unknown') return { ...write, said: true }
      const { message, statusFailure } = write.value
      const problem = statusFailure === undefined ? null : failedStatus(statusFailure)
      return { effect: 'done', value: saidOf(message, false, problem), messageId: message.id }
    },
    speech: {
      own: { html, private: false },
      async adopt(message, isLate, options) {
        const problem =
          status === null ? null : await setStatus({ helpdesk, ticketId, status }, isLate, options)
        return { ok: true, value: saidOf(message, true, problem) }
      },
    },
  }
}

/** A note, private or not. */
export const noteOperation = (helpdesk: Helpdesk, ticketId: string, note: TextNote): Operation<Said> => {
  const { text, files, private: isPrivate } = note
  const html = textToHtml(text)
  return {
    helpdesk,
    ticketId,
    ...keeping,
    async send(options) {
      const write = await helpdesk.note(ticketId, { html, private: isPrivate, files }, options)
      if (write.effect === 'none') return write
      if (write.effect === 'unknown') return { ...write, said: true }
      const { message } = write.value
      return { effect: 'done', value: saidOf(message, false, null), messageId: message.id }
    },
    speech: {
      own: { html, private: isPrivate },
      adopt: async (message) => ({ ok: true, value: saidOf(message, true, null) }),
    },
  }
}

const failedStatus = ({ message }: Failure): string =>
  `The reply is out, but the ticket did not get its status: ${message}`

/**
 * The status that belongs to a reply which was found after a lost answer; some help desks take a second call for it, which was not
 * made then. Later, somebody may have set another one on purpose, so it is left as it is and told. Resolves with the problem.
 */
const setStatus = async (
  {
    helpdesk,
    ticketId,
    status,
  }: { helpdesk: Helpdesk; ticketId: string; status: NonNullable<TextReply['status']> },
  isLate: boolean,
  options: Parameters<Helpdesk['getTicket']>[1],
): Promise<string | null> => {
  const read = await helpdesk.getTicket(ticketId, options)
  if (!read.ok) return failedStatus(read.failure)
  if (read.value === null) return 'The reply is out, but the ticket is not there any more.'
  if (read.value.status === status) return null
  if (isLate) {
    return `The reply was found after a lost answer. The ticket is ${read.value.status}, not ${status}: set it if it is still wanted.`
  }
  const edit = { status, ifUnchangedSince: read.value.updatedAt }
  const changed = await helpdesk.change(ticketId, edit, options)
  return changed.effect === 'done' ? null : failedStatus(changed.failure)
}

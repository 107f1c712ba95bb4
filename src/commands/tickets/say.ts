import { noteRequestSchema, replyRequestSchema } from '../../../schemas/ticket-request.ts'
import { convertToNote, convertToReply } from '../../api/convert-ticket-request.ts'
import { presentSaid } from '../../api/present-ticket.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { wrapText } from '../../ops/wrap-text.ts'
import type { Said } from '../../tickets/tickets.ts'
import { exitCode, isSet, listOption, oneOption, type ParsedArguments } from '../command.ts'
import { plainText } from '../table.ts'
import { confirm, consentOf } from './confirm.ts'
import { keyOfContent } from './key-of-content.ts'
import { readAttachments } from './read-attachments.ts'
import { readText } from './read-text.ts'
import { reportRefusal } from './report-refusal.ts'
import { statusText, subjectText } from './ticket-text.ts'
import { parseAs, placeOf, type TicketContext, type TicketVerb, ticketIdOf } from './ticket-verb.ts'
import { givenKey, writeTicket } from './write-ticket.ts'

/** Sends a reply to the customer, once a person has said so. */
export const replyToTicket: TicketVerb = async (parsed, terminal) => {
  const id = ticketIdOf(parsed)
  const at = placeOf(parsed)
  const given = givenKey(parsed)
  const consent = consentOf(parsed, terminal)
  const request = parseAs(
    replyRequestSchema,
    {
      text: await readText(parsed, terminal),
      cc: listOption(parsed, 'cc'),
      status: oneOption(parsed, 'status'),
    },
    {},
  )
  const files = await readAttachments(listOption(parsed, 'attach'))
  const reply = { ...convertToReply(request), files }
  const key = given ?? keyOfContent({ what: 'reply', id, ...at, ...reply })
  return async (context) => {
    if (consent === 'ask') {
      const stopped = await askFirst('this reply', reply, { id, parsed, terminal, context })
      if (stopped !== null) return stopped
    }
    return writeTicket(
      {
        operationId: 'replyToTicket',
        ticketId: id,
        at,
        key,
        send: (place) => context.tickets.reply(id, reply, place),
        show: (said, duplicate) =>
          showSaid(said, { what: 'reply', duplicate, isGivenKey: given !== null, parsed, terminal }),
      },
      context,
      { parsed, terminal },
    )
  }
}

/** Adds a note: private, or with `--public` for the customer too, once a person has said so. */
export const addTicketNote: TicketVerb = async (parsed, terminal) => {
  const id = ticketIdOf(parsed)
  const at = placeOf(parsed)
  const given = givenKey(parsed)
  const isPublic = isSet(parsed, 'public')
  const consent = isPublic ? consentOf(parsed, terminal) : 'given'
  const request = parseAs(
    noteRequestSchema,
    { text: await readText(parsed, terminal), private: !isPublic },
    {},
  )
  const note = { ...convertToNote(request), files: await readAttachments(listOption(parsed, 'attach')) }
  const key = given ?? keyOfContent({ what: 'note', id, ...at, ...note })
  return async (context) => {
    if (consent === 'ask') {
      const stopped = await askFirst('this note, which the customer can see,', note, {
        id,
        parsed,
        terminal,
        context,
      })
      if (stopped !== null) return stopped
    }
    return writeTicket(
      {
        operationId: 'addTicketNote',
        ticketId: id,
        at,
        key,
        send: (place) => context.tickets.note(id, note, place),
        show: (said, duplicate) =>
          showSaid(said, { what: 'note', duplicate, isGivenKey: given !== null, parsed, terminal }),
      },
      context,
      { parsed, terminal },
    )
  }
}

/** Shows the ticket and the text, and asks. The exit code when it ends here; null: go on. */
const askFirst = async (
  what: string,
  { text, files, cc = [] }: { text: string; files: { name: string }[]; cc?: string[] },
  options: { id: string; parsed: ParsedArguments; terminal: Terminal; context: TicketContext },
): Promise<number | null> => {
  const { id, parsed, terminal, context } = options
  const ticket = await context.tickets.show(id, placeOf(parsed))
  if (!ticket.ok) {
    const now = context.clock.now()
    return reportRefusal(ticket.refusal, terminal, {
      ticketId: id,
      key: null,
      now,
      json: isSet(parsed, 'json'),
      part: 'body',
    })
  }
  const lines = [
    `#${id} ${subjectText(ticket.value, 60)} (${statusText(ticket.value)})`,
    '',
    ...wrapText(text, Math.max(20, (terminal.stdout.columns ?? 80) - 2)).map((line) => `  ${line}`.trimEnd()),
    '',
    ...(cc.length === 0 ? [] : [`Copies to: ${plainText(cc.join(', '))}`]),
    ...(files.length === 0 ? [] : [`Attached: ${plainText(files.map(({ name }) => name).join(', '))}`]),
  ]
  terminal.stderr.write(`${lines.join('\n')}\n`)
  if (await confirm(`Send ${what} to the customer of #${id}?`, terminal)) return null
  terminal.stderr.write('Nothing was sent.\n')
  return exitCode.failed
}

const showSaid = (
  said: Said,
  options: {
    what: 'reply' | 'note'
    duplicate: boolean
    isGivenKey: boolean
    parsed: ParsedArguments
    terminal: Terminal
  },
): number => {
  const { what, duplicate, isGivenKey, parsed, terminal } = options
  terminal.stdout.write(
    isSet(parsed, 'json')
      ? `${JSON.stringify(presentSaid(said, duplicate))}\n`
      : `${describeSaid(said, what, { duplicate, isGivenKey })}\n`,
  )
  if (said.statusProblem === null) return exitCode.ok
  terminal.stderr.write(`But the ticket did not get its status: ${plainText(said.statusProblem)}\n`)
  return exitCode.failed
}

const describeSaid = (
  said: Said,
  what: 'reply' | 'note',
  { duplicate, isGivenKey }: { duplicate: boolean; isGivenKey: boolean },
): string => {
  const [ticketId, messageId] = [plainText(said.ticketId), plainText(said.messageId)]
  const sent = what === 'reply' ? 'sent' : 'added'
  if (duplicate) {
    return isGivenKey
      ? `This was ${sent} before under this key (message ${messageId} of #${ticketId}); not ${sent} again.`
      : `The same ${what} was ${sent} in the last 24 hours (message ${messageId} of #${ticketId}); not ${sent} again. If it is meant once more, give it a name of its own: --key NAME`
  }
  if (said.adopted)
    return `An earlier try, whose answer was lost, had arrived: message ${messageId} of #${ticketId}. It was not ${sent} again.`
  if (what === 'reply') return `The reply stands in #${ticketId}, for the customer (message ${messageId}).`
  return `The ${said.private ? 'private' : 'public'} note stands in #${ticketId} (message ${messageId}).`
}

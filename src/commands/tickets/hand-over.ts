import { handoverRequestSchema } from '../../../schemas/ticket-request.ts'
import { convertToHandOver } from '../../api/convert-ticket-request.ts'
import { presentHandedOver } from '../../api/present-ticket.ts'
import type { HandedOverTo } from '../../tickets/tickets.ts'
import { exitCode, isSet, listOption, oneOption, textOption } from '../command.ts'
import { plainText } from '../table.ts'
import { keyOfContent } from './key-of-content.ts'
import { readText } from './read-text.ts'
import { parseAs, placeOf, type TicketVerb, ticketIdOf } from './ticket-verb.ts'
import { givenKey, writeTicket } from './write-ticket.ts'

/** Hands a ticket over to people: who gets it, how urgent, a private note, and what the customer may be told. */
export const handOverTicket: TicketVerb = async (parsed, terminal) => {
  const ticketId = ticketIdOf(parsed)
  const at = placeOf(parsed)
  const given = givenKey(parsed)
  const summary = textOption(parsed, 'summary') ?? (await readText(parsed, terminal))
  const request = parseAs(
    handoverRequestSchema,
    {
      agent: textOption(parsed, 'agent'),
      group: textOption(parsed, 'group'),
      pick_agent: !isSet(parsed, 'group-only'),
      status: oneOption(parsed, 'status'),
      priority: oneOption(parsed, 'priority'),
      summary,
      tried: listOption(parsed, 'tried'),
      question: textOption(parsed, 'question'),
      language: textOption(parsed, 'language'),
    },
    {},
  )
  const order = convertToHandOver(request)
  const key = given ?? keyOfContent({ what: 'hand-over', id: ticketId, ...at, ...order })
  return (context) =>
    writeTicket(
      {
        operationId: 'handOverTicket',
        ticketId,
        at,
        key,
        send: (place) => context.tickets.handOver(ticketId, order, place),
        show: (handed, duplicate) => {
          terminal.stdout.write(
            isSet(parsed, 'json')
              ? `${JSON.stringify(presentHandedOver(handed, duplicate))}\n`
              : describeHandOver(handed, { duplicate, isGivenKey: given !== null }),
          )
          if (handed.noteProblem === null) return exitCode.ok
          terminal.stderr.write(`But there is no note: ${plainText(handed.noteProblem)}\n`)
          return exitCode.failed
        },
      },
      context,
      { parsed, terminal },
    )
}

const whys: Record<HandedOverTo['why'], string> = {
  named: 'as you said',
  'least-loaded': 'who is there, as far as the help desk tells, and has the fewest open tickets',
  there: 'who is there, as far as the help desk tells',
  group: 'as you said',
  'agent-away': 'since the agent you named is away',
  'nobody-there': 'none of whom is there now',
  kept: 'who had it already',
  unnamed: 'since you named nobody',
}

const describeHandOver = (
  handed: HandedOverTo,
  { duplicate, isGivenKey }: { duplicate: boolean; isGivenKey: boolean },
): string => {
  const { agent, group, promise } = handed
  const who = [agent?.name, group === null ? undefined : `group ${group.name}`].filter(
    (name) => name !== undefined,
  )
  const before = duplicate
    ? `This was done before${isGivenKey ? ' under this key' : ' in the last 24 hours'}; not done again${isGivenKey ? '' : ' (to do it again: --key NAME)'}. `
    : ''
  const lines = [
    `${before}#${handed.ticketId} is with ${who.length === 0 ? 'nobody in particular' : who.join(', ')} (${whys[handed.why]}).`,
    ...(handed.noteId === null ? [] : [`Private note: message ${handed.noteId}.`]),
    `The customer may be told: ${promise.text}`,
    handed.url,
  ]
  return `${lines.map(plainText).join('\n')}\n`
}

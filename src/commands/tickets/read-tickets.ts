import { presentMessage, presentMessagePage, presentTicket } from '../../api/present-ticket.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { Refusal } from '../../tickets/tickets.ts'
import { countOption, exitCode, isSet, type ParsedArguments } from '../command.ts'
import { lastMessages } from './last-messages.ts'
import { describeMessage, type MessageStyle } from './message-text.ts'
import { reportRefusal } from './report-refusal.ts'
import { describeTicket } from './ticket-text.ts'
import { placeOf, type TicketContext, type TicketVerb, ticketIdOf, timeTextOf } from './ticket-verb.ts'

const mostMessages = 10_000
const shownMessages = 3

/** One ticket's facts, and what was said last. */
export const showTicket: TicketVerb = (parsed, terminal) => {
  const id = ticketIdOf(parsed)
  const at = placeOf(parsed)
  const count = countOption(parsed, 'limit', mostMessages) ?? shownMessages
  return async (context) => {
    const { tickets, clock, namesOf } = context
    const ticket = await tickets.show(id, at)
    if (!ticket.ok) return refused(ticket.refusal, { id, parsed, terminal, context })
    if (isSet(parsed, 'json')) {
      terminal.stdout.write(`${JSON.stringify(presentTicket(ticket.value))}\n`)
      return exitCode.ok
    }
    const isAssigned = ticket.value.agentId !== null || ticket.value.groupId !== null
    const [said, names] = await Promise.all([
      lastMessages(tickets, id, { count, at }),
      isAssigned ? namesOf(at.helpdesk) : { agents: new Map(), groups: new Map() },
    ])
    const facts = describeTicket(ticket.value, { names, timeText: timeTextOf(parsed), now: clock.now() })
    terminal.stdout.write(facts)
    if (!said.ok) return refused(said.refusal, { id, parsed, terminal, context })
    const { messages, before } = said.value
    const left =
      before === 0
        ? ''
        : `(${before} earlier message${before === 1 ? '' : 's'}: relevo tickets conversation ${id})\n\n`
    const style = styleOf(parsed, terminal)
    terminal.stdout.write(`\n${left}${messages.map((message) => describeMessage(message, style)).join('\n')}`)
    return exitCode.ok
  }
}

/** What the customer wrote last. */
export const showLatest: TicketVerb = (parsed, terminal) => {
  const id = ticketIdOf(parsed)
  const at = placeOf(parsed)
  return async (context) => {
    const outcome = await context.tickets.latestCustomerMessage(id, at)
    if (!outcome.ok) return refused(outcome.refusal, { id, parsed, terminal, context })
    const message = outcome.value
    if (isSet(parsed, 'json')) {
      const answer = { message: message === null ? null : presentMessage(message) }
      terminal.stdout.write(`${JSON.stringify(answer)}\n`)
      return exitCode.ok
    }
    terminal.stdout.write(
      message === null
        ? `No customer has written on #${id}.\n`
        : describeMessage(message, styleOf(parsed, terminal)),
    )
    return exitCode.ok
  }
}

/** All that was said, or the last of it, oldest first. */
export const showConversation: TicketVerb = (parsed, terminal) => {
  const id = ticketIdOf(parsed)
  const at = placeOf(parsed)
  const count = countOption(parsed, 'limit', mostMessages) ?? mostMessages
  return async (context) => {
    const outcome = await lastMessages(context.tickets, id, { count, at })
    if (!outcome.ok) return refused(outcome.refusal, { id, parsed, terminal, context })
    const { messages, before } = outcome.value
    if (isSet(parsed, 'json')) {
      terminal.stdout.write(`${JSON.stringify(presentMessagePage({ messages, next: null }))}\n`)
      return exitCode.ok
    }
    const style = styleOf(parsed, terminal)
    const left = before === 0 ? '' : `(${before} earlier message${before === 1 ? '' : 's'} not shown)\n\n`
    terminal.stdout.write(
      messages.length === 0
        ? `Nothing was said on #${id}.\n`
        : `${left}${messages.map((message) => describeMessage(message, style)).join('\n')}`,
    )
    return exitCode.ok
  }
}

const narrowest = 40

const styleOf = (parsed: ParsedArguments, { stdout }: Terminal): MessageStyle => ({
  timeText: timeTextOf(parsed),
  columns: Math.max(narrowest, stdout.columns ?? 80),
  colour: stdout.isTTY === true,
})

const refused = (
  refusal: Refusal,
  {
    id,
    parsed,
    terminal,
    context,
  }: { id: string; parsed: ParsedArguments; terminal: Terminal; context: TicketContext },
): number =>
  reportRefusal(refusal, terminal, {
    ticketId: id,
    key: null,
    now: context.clock.now(),
    json: isSet(parsed, 'json'),
    part: 'query',
  })

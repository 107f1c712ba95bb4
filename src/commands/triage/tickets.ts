import { triagedTicketQuerySchema } from '../../../schemas/triage-api.ts'
import { presentTriagedTicket } from '../../api/present-triage.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { TicketListQuery, TriageTicket } from '../../triage/triage-store.ts'
import { countOption, exitCode, isSet, type ParsedArguments, textOption, UsageError } from '../command.ts'
import { createTimeText } from '../local-time.ts'
import { plainText, renderTable } from '../table.ts'
import { withTriage } from './with-triage.ts'

/** `relevo triage tickets`: what was predicted of each, and what came of it; newest seen first. */
export const listTickets = (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const query = readQuery(parsed)
  return withTriage(terminal, async ({ triage }) => {
    const { tickets, next } = await triage.tickets(query)
    const { stdout } = terminal
    if (isSet(parsed, 'json')) {
      stdout.write(`${JSON.stringify({ tickets: tickets.map(presentTriagedTicket), next })}\n`)
      return exitCode.ok
    }
    if (tickets.length === 0) {
      stdout.write('No tickets.\n')
      return exitCode.ok
    }
    stdout.write(render(tickets, stdout.isTTY === true))
    if (next !== null) stdout.write(`\nThere are more: --cursor ${next}\n`)
    return exitCode.ok
  })
}

const readQuery = (parsed: ParsedArguments): TicketListQuery => {
  const { state, action, outcome } = triagedTicketQuerySchema.shape
  const take = <T>(
    name: string,
    schema: { safeParse(value: unknown): { data?: T | undefined; success: boolean } },
  ) => {
    const value = textOption(parsed, name)
    if (value === undefined) return {}
    const read = schema.safeParse(value)
    if (!read.success || read.data === undefined)
      throw new UsageError(`"${plainText(value)}" is no ${name}; see relevo triage --help.`)
    return { [name]: read.data }
  }
  const text = (name: string) => {
    const value = textOption(parsed, name)
    return value === undefined ? {} : { [name]: value }
  }
  return {
    limit: countOption(parsed, 'limit', 200) ?? 50,
    ...text('helpdesk'),
    ...text('category'),
    ...text('cursor'),
    ...take('state', state),
    ...take('action', action),
    ...take('outcome', outcome),
  }
}

const render = (tickets: TriageTicket[], colour: boolean): string => {
  const timeText = createTimeText(undefined)
  return renderTable(
    tickets,
    [
      { title: 'ticket', cell: ({ helpdesk, ticketId }) => plainText(`${helpdesk} #${ticketId}`) },
      { title: 'changed', cell: ({ changedAt }) => timeText(new Date(changedAt).toISOString()) },
      {
        title: 'predicted',
        cell: ({ prediction, skipped }) =>
          prediction === null ? `(${skipped ?? '–'})` : plainText(prediction.category ?? 'unsure'),
      },
      {
        title: 'sure',
        cell: ({ prediction }) =>
          prediction?.confidence == null ? '' : `${(prediction.confidence * 100).toFixed(0)} %`,
        align: 'right',
      },
      { title: 'by', cell: ({ prediction }) => prediction?.decidedBy ?? '' },
      { title: 'written', cell: ({ state, action, control }) => writtenText(state, action, control) },
      { title: 'left as', cell: ({ left }) => plainText(left?.category ?? '') },
      { title: 'outcome', cell: ({ outcome }) => outcome ?? '' },
      { title: 'why', cell: ({ why }) => plainText(why ?? '') },
    ],
    colour,
  )
}

const writtenText = (
  state: TriageTicket['state'],
  action: TriageTicket['action'],
  control: boolean,
): string => (state === null ? (control ? 'control' : '') : action === null ? state : `${action}: ${state}`)

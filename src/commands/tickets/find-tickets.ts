import { ticketQuerySchema } from '../../../schemas/ticket-request.ts'
import { convertToTicketQuery } from '../../api/convert-ticket-request.ts'
import { presentTicketPage } from '../../api/present-ticket.ts'
import type { TicketPage, TicketQuery } from '../../helpdesk/ticket-desk.ts'
import { systemClock } from '../../ops/clock.ts'
import type { Terminal } from '../../ops/terminal.ts'
import {
  countOption,
  exitCode,
  isSet,
  listOption,
  type ParsedArguments,
  textOption,
  UsageError,
} from '../command.ts'
import { parseMoment } from '../parse-moment.ts'
import { createTable, plainText } from '../table.ts'
import { collectTickets } from './collect-tickets.ts'
import { createCountLine } from './count-line.ts'
import { reportRefusal } from './report-refusal.ts'
import { ticketColumns } from './ticket-text.ts'
import {
  type AccountNames,
  listOrAbsent,
  parseAs,
  placeOf,
  settingsOf,
  type TicketVerb,
  timeTextOf,
} from './ticket-verb.ts'

const most = 10_000
const usual = 25

/** Finds tickets, however many pages it takes. */
export const findTickets: TicketVerb = (parsed, terminal) => {
  const query = readQuery(parsed, systemClock.now())
  const limit = countOption(parsed, 'limit', most) ?? usual
  const at = placeOf(parsed)
  const json = isSet(parsed, 'json')
  return async ({ tickets, clock, namesOf }) => {
    const line = createCountLine(terminal.stderr, clock)
    const outcome = await collectTickets(tickets, query, { limit, at, onPage: line.show })
    line.end()
    if (!outcome.ok) {
      const context = { ticketId: null, key: null, now: clock.now(), json, part: 'query' } as const
      return reportRefusal(outcome.refusal, terminal, context)
    }
    const page = outcome.value
    if (json) {
      terminal.stdout.write(`${JSON.stringify(presentTicketPage(page))}\n`)
      return exitCode.ok
    }
    const isAssigned = page.tickets.some(({ agentId, groupId }) => agentId !== null || groupId !== null)
    const names = isAssigned ? await namesOf(at.helpdesk) : noNames
    terminal.stdout.write(render(page, { names, parsed, terminal, limit }))
    return exitCode.ok
  }
}

const noNames: AccountNames = { agents: new Map(), groups: new Map() }

const render = (
  page: TicketPage,
  options: { names: AccountNames; parsed: ParsedArguments; terminal: Terminal; limit: number },
): string => {
  const { names, parsed, terminal, limit } = options
  const { tickets, total, complete, next } = page
  if (tickets.length === 0) return `No tickets fit.${complete ? '' : ` ${mayBeIncomplete}`}\n`
  const columns = ticketColumns({
    names,
    timeText: timeTextOf(parsed),
    utc: isSet(parsed, 'utc'),
    // What a screen of usual width has left beside the other columns.
    subjectColumns: Math.max(24, Math.min(70, (terminal.stdout.columns ?? 120) - 70)),
  })
  const remarks = [
    next === null
      ? ''
      : `There are more${total === null ? '' : ` (${total} in all)`}; use --limit (now ${limit}, up to ${most}).`,
    complete ? '' : mayBeIncomplete,
  ].filter((remark) => remark !== '')
  const table = createTable(columns, terminal.stdout.isTTY === true)(tickets)
  return remarks.length === 0 ? table : `${table}\n${remarks.join('\n')}\n`
}

const mayBeIncomplete =
  'This may not be all: the help desk’s search lags by minutes, ends at a number of results, or leaves out what is archived.'

const optionNames = {
  requester_email: '--requester',
  requester_phone: '--phone',
  q: '--text',
}

const orders = ticketQuerySchema.shape.order.unwrap().options

const readQuery = (parsed: ParsedArguments, now: number): Omit<TicketQuery, 'limit'> => {
  if (parsed.positionals.length > 1) throw new UsageError('Say what to look for by options: --text "…".')
  const given = parseAs(
    ticketQuerySchema,
    {
      requester_email: textOption(parsed, 'requester'),
      requester_phone: textOption(parsed, 'phone'),
      status: listOrAbsent(listOption(parsed, 'status')),
      priority: listOrAbsent(listOption(parsed, 'priority')),
      type: listOrAbsent(listOption(parsed, 'type')),
      group: textOption(parsed, 'group'),
      agent: textOption(parsed, 'agent'),
      tag: listOrAbsent(listOption(parsed, 'tag')),
      q: textOption(parsed, 'text'),
      ...momentsOf(parsed, now),
      cursor: textOption(parsed, 'cursor'),
      order: orderOf(textOption(parsed, 'order')),
    },
    optionNames,
  )
  const { limit: _, ...query } = convertToTicketQuery(given)
  const fields = settingsOf(listOption(parsed, 'field'), 'field')
  return fields === undefined ? query : { ...query, customFields: valuesOf(fields) }
}

const valuesOf = (fields: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (value === null) throw new UsageError(`--field ${plainText(name)}=… takes a value to look for.`)
      return [name, value]
    }),
  )

const momentsOf = (parsed: ParsedArguments, now: number): Record<string, string> => {
  const names = ['created-after', 'created-before', 'updated-after', 'updated-before']
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOption(parsed, name)
      if (text === undefined) return []
      const moment = parseMoment(text, name, { now, utc: isSet(parsed, 'utc') })
      return [[name.replace('-', '_'), new Date(moment).toISOString()]]
    }),
  )
}

const orderOf = (text: string | undefined): string | undefined => {
  if (text === undefined || orders.some((order) => order === text)) return text
  throw new UsageError(
    `--order takes ${orders.join(', ')}; with = before those that begin with -: --order=-created`,
  )
}

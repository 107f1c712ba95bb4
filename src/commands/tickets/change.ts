import { assignmentRequestSchema, ticketChangesSchema } from '../../../schemas/ticket-request.ts'
import { convertToAssignment, convertToEdit } from '../../api/convert-ticket-request.ts'
import { presentChanged } from '../../api/present-ticket.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { Changed, WriteOutcome, WritePlace } from '../../tickets/tickets.ts'
import {
  exitCode,
  isSet,
  listOption,
  oneOption,
  type ParsedArguments,
  textOption,
  UsageError,
} from '../command.ts'
import { plainText } from '../table.ts'
import { agentText, groupText, statusText, subjectText } from './ticket-text.ts'
import {
  type AccountNames,
  listOrAbsent,
  parseAs,
  placeOf,
  settingsOf,
  type TicketContext,
  type TicketVerb,
  ticketIdOf,
} from './ticket-verb.ts'
import { givenKey, writeTicket } from './write-ticket.ts'

/** Gives a ticket to an agent, a group, both or nobody. */
export const assignTicket: TicketVerb = (parsed, terminal) => {
  const agent = textOption(parsed, 'agent')
  const isNobody = isSet(parsed, 'nobody')
  if (agent !== undefined && isNobody) throw new UsageError('--agent and --nobody exclude each other.')
  const group = textOption(parsed, 'group')
  if (agent === undefined && group === undefined && !isNobody)
    throw new UsageError('Say to whom: --agent, --group, or --nobody.')
  const request = parseAs(assignmentRequestSchema, { agent: isNobody ? null : agent, group }, {})
  const to = { ...convertToAssignment(request), ...preconditionOf(parsed) }
  return changeTicket(parsed, terminal, {
    operationId: 'assignTicket',
    send: ({ tickets }, id, place) => tickets.assign(id, to, place),
  })
}

/** Changes fields of a ticket. */
export const updateTicket: TicketVerb = (parsed, terminal) => {
  const type = oneOption(parsed, 'type')
  const request = parseAs(
    ticketChangesSchema,
    {
      subject: textOption(parsed, 'subject'),
      status: oneOption(parsed, 'status'),
      status_label: textOption(parsed, 'status-label'),
      priority: oneOption(parsed, 'priority'),
      type: type === '' ? null : type,
      add_tags: listOrAbsent(listOption(parsed, 'add-tag')),
      remove_tags: listOrAbsent(listOption(parsed, 'remove-tag')),
      custom_fields: settingsOf(listOption(parsed, 'set'), 'set'),
    },
    optionNames,
  )
  const changes = { ...convertToEdit(request), ...preconditionOf(parsed) }
  return changeTicket(parsed, terminal, {
    operationId: 'updateTicket',
    send: ({ tickets }, id, place) => tickets.update(id, changes, place),
  })
}

const optionNames = {
  status_label: '--status-label',
  add_tags: '--add-tag',
  remove_tags: '--remove-tag',
  custom_fields: '--set',
}

const preconditionOf = (parsed: ParsedArguments): { ifUnchangedSince?: string } => {
  const text = textOption(parsed, 'if-unchanged-since')
  if (text === undefined) return {}
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)))
    return { ifUnchangedSince: text }
  throw new UsageError(
    '--if-unchanged-since takes the time of the last change as "tickets show" tells it: 2026-11-21T09:30:00Z.',
  )
}

const changeTicket = (
  parsed: ParsedArguments,
  terminal: Terminal,
  change: {
    operationId: string
    send: (context: TicketContext, id: string, place: WritePlace) => Promise<WriteOutcome<Changed>>
  },
) => {
  const ticketId = ticketIdOf(parsed)
  const at = placeOf(parsed)
  const key = givenKey(parsed)
  return (context: TicketContext): Promise<number> =>
    writeTicket(
      {
        operationId: change.operationId,
        ticketId,
        at,
        key,
        send: (place) => change.send(context, ticketId, place),
        show: async (changed, duplicate) => {
          if (isSet(parsed, 'json'))
            terminal.stdout.write(`${JSON.stringify(presentChanged(changed, duplicate))}\n`)
          else
            terminal.stdout.write(
              `${duplicate ? 'This was done before under this key; not done again. ' : ''}${describeChanged(changed, await context.namesOf(at.helpdesk))}\n`,
            )
          return reportUnmapped(changed, terminal)
        },
      },
      context,
      { parsed, terminal },
    )
}

const describeChanged = ({ ticket }: Changed, names: AccountNames): string => {
  const facts = [
    statusText(ticket),
    ticket.priority ?? '',
    groupText(ticket, names) && `group ${groupText(ticket, names)}`,
    `agent ${agentText(ticket, names) || 'nobody'}`,
    ticket.tags.length === 0 ? '' : `tags ${plainText(ticket.tags.join(' '))}`,
  ].filter((fact) => fact !== '')
  return `#${ticket.id} ${subjectText(ticket, 60)}: ${facts.join(', ')}`
}

const reasons: Record<Changed['unmapped'][number]['why'], string> = {
  'unknown-field': 'there is no such field',
  'not-a-choice': 'this is none of its choices',
  'wrong-type': 'it takes another kind of value',
  'too-long': 'this is too long',
  refused: 'the help desk refused it',
  defaulted: 'it got its usual value instead',
}

const reportUnmapped = ({ unmapped }: Changed, { stderr }: Terminal): number => {
  for (const { field, why } of unmapped)
    stderr.write(`${plainText(field)} was not set: ${reasons[why]}. The rest was.\n`)
  return unmapped.length === 0 ? exitCode.ok : exitCode.failed
}

import type { Ticket } from '../../../schemas/ticket.ts'
import { shorten } from '../../ops/text-width.ts'
import { sinceText, type TimeText } from '../local-time.ts'
import { type Column, plainText } from '../table.ts'
import type { AccountNames } from './ticket-verb.ts'

/** A state of the account's own by its name, the others by ours. */
export const statusText = ({ status, statusLabel }: Ticket): string =>
  status === 'other' ? plainText(statusLabel ?? 'other') : status

export const agentText = ({ agentId }: Ticket, { agents }: AccountNames): string =>
  agentId === null ? '' : plainText(agents.get(agentId) ?? agentId)

export const groupText = ({ groupId }: Ticket, { groups }: AccountNames): string =>
  groupId === null ? '' : plainText(groups.get(groupId) ?? groupId)

export const subjectText = ({ subject }: Ticket, columns: number): string =>
  shorten(plainText(subject ?? '').trim() || '(no subject)', columns)

/** The columns of a list. `changed` says so when it is in UTC. */
export const ticketColumns = (options: {
  names: AccountNames
  timeText: TimeText
  utc: boolean
  subjectColumns: number
}): Column<Ticket>[] => [
  { title: 'ticket', cell: ({ id }) => `#${id}`, align: 'right' },
  { title: 'subject', cell: (ticket) => subjectText(ticket, options.subjectColumns) },
  { title: 'status', cell: (ticket) => (ticket.deleted ? 'deleted' : shorten(statusText(ticket), 20)) },
  { title: 'priority', cell: ({ priority }) => priority ?? '' },
  { title: 'group', cell: (ticket) => shorten(groupText(ticket, options.names), 20) },
  { title: 'agent', cell: (ticket) => shorten(agentText(ticket, options.names), 20) },
  { title: options.utc ? 'changed (UTC)' : 'changed', cell: ({ updatedAt }) => options.timeText(updatedAt) },
]

/** One ticket's facts, a line each; what is empty is left out. */
export const describeTicket = (
  ticket: Ticket,
  options: { names: AccountNames; timeText: TimeText; now: number },
): string => {
  const { names, timeText, now } = options
  const when = (iso: string) => `${timeText(iso)} (${sinceText(iso, now)})`
  const facts: [string, string][] = [
    ['ticket', `#${ticket.id}${ticket.deleted ? ' (deleted, or marked as spam)' : ''}`],
    ['subject', ticket.subject ?? ''],
    [
      'status',
      ticket.statusLabel === null || ticket.statusLabel.toLowerCase() === ticket.status
        ? ticket.status
        : `${ticket.status} (${ticket.statusLabel})`,
    ],
    ['priority', ticket.priority ?? ''],
    ['type', ticket.type ?? ''],
    ['group', groupText(ticket, names)],
    ['agent', agentText(ticket, names) || 'nobody'],
    ['requester', ticket.requesterId ?? ''],
    ['tags', ticket.tags.join(', ')],
    ...Object.entries(ticket.customFields).map(([name, value]): [string, string] => [name, valueText(value)]),
    ['other id', ticket.externalId ?? ''],
    ['created', when(ticket.createdAt)],
    // As it was told, for --if-unchanged-since.
    ['changed', `${when(ticket.updatedAt)} = ${ticket.updatedAt}`],
    ['address', ticket.url],
  ]
  const shown = facts.filter(([, value]) => value.trim() !== '')
  const width = Math.max(...shown.map(([name]) => plainText(name).length))
  return shown.map(([name, value]) => `${plainText(name).padEnd(width)}  ${plainText(value)}\n`).join('')
}

const valueText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

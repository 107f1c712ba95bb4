import type { SandboxClock } from '../../sandbox-clock.ts'
import { createSender, type Sender } from '../../webhooks/create-sender.ts'
import { fillTemplate } from '../../webhooks/fill-template.ts'
import type { Account } from '../account.ts'
import type { TicketChange } from '../call.ts'
import { type Automation, type EventWords, type WatchedField, watchedFields } from './automation.ts'
import { describeChanges, type FieldChange, labelOf } from './describe-change.ts'

export interface AutomationsOptions {
  account: Account
  rules: readonly Automation[]
  words?: Partial<EventWords>
  /** Default 5, 30 and 60 minutes, each after the attempt before. */
  retryAfterMs?: readonly number[]
  clock: SandboxClock
  seed: number
}

export interface Automations {
  readonly rules: readonly Automation[]
  add(rule: Automation): void
  clear(): void
  readonly sender: Sender
  /** For the sandbox itself: a ticket was made or changed. */
  notice(change: TicketChange): void
  reset(): void
}

const minuteMs = 60_000
const timeoutMs = 10_000

/** Rules that call a webhook. An administrator's mail about those given up, and the limit of calls an hour, are not played. */
export const createAutomations = (options: AutomationsOptions): Automations => {
  const { account, clock, seed } = options
  const words: EventWords = { nothing: '--', names: {}, several: 'joined', ...options.words }
  const delays = options.retryAfterMs ?? [5 * minuteMs, 30 * minuteMs, 60 * minuteMs]
  const sender = createSender({
    clock,
    timeoutMs,
    seed,
    retryAfter: (attempts) => delays[attempts - 1] ?? null,
  })
  let rules = [...options.rules]

  const changesIn = ({ ticket, before }: TicketChange, watch: readonly WatchedField[]): FieldChange[] =>
    watch
      .map((field) => ({
        field,
        from: before === null ? null : labelOf(field, before, account),
        to: labelOf(field, ticket, account),
      }))
      .filter(({ from, to }) => from !== to)

  const eventsOf = (rule: Automation, change: TicketChange): string[] => {
    if (rule.on === 'create') return change.before === null ? ['{ticket_action:created}'] : []
    if (change.before === null) return []
    const changes = changesIn(change, rule.watch ?? watchedFields)
    if (changes.length === 0) return []
    return words.several === 'joined'
      ? [describeChanges(changes, words)]
      : changes.map((each) => describeChanges([each], words))
  }

  return {
    get rules() {
      return rules
    },
    add: (rule) => {
      rules.push(rule)
    },
    clear: () => {
      rules = []
    },
    sender,
    notice: (change) => {
      for (const rule of rules) {
        if (change.by !== null && rule.exceptBy?.includes(change.by)) continue
        for (const event of eventsOf(rule, change)) {
          // What the ticket is when the rule runs; it may be another when the call is read.
          const body = composeBody(rule, change, event, account)
          sender.send({
            name: rule.name,
            ticketId: change.ticket.id,
            url: rule.url,
            compose: () => ({ headers: headersOf(rule), body }),
          })
        }
      }
    },
    reset: () => {
      rules = [...options.rules]
      sender.reset()
    },
  }
}

const headersOf = ({ headers, basic }: Automation): Record<string, string> => ({
  'content-type': 'application/json',
  ...(basic && {
    authorization: `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`,
  }),
  ...headers,
})

/** Values are labels and texts, never the API's numbers. */
const composeBody = (
  rule: Automation,
  { ticket, origin }: TicketChange,
  event: string,
  account: Account,
): string => {
  const requester = account.contacts.get(ticket.requesterId) ?? account.agents.get(ticket.requesterId)
  const label = (field: WatchedField) => labelOf(field, ticket, account) ?? ''
  const url = `${origin}/helpdesk/tickets/${ticket.id}`
  if (rule.template !== undefined) {
    const values = {
      'ticket.id': String(ticket.id),
      'ticket.url': url,
      'ticket.subject': ticket.subject ?? '',
      'ticket.description': ticket.description,
      'ticket.status': label('status'),
      'ticket.status_id': String(ticket.status),
      'ticket.priority': label('priority'),
      'ticket.priority_id': String(ticket.priority),
      'ticket.ticket_type': label('type'),
      'ticket.tags': ticket.tags.join(', '),
      'ticket.group.id': String(ticket.groupId ?? ''),
      'ticket.group.name': label('group'),
      'ticket.agent.id': String(ticket.responderId ?? ''),
      'ticket.agent.name': label('agent'),
      'ticket.requester.id': String(ticket.requesterId),
      'ticket.requester.name': requester?.name ?? '',
      'ticket.requester.email': requester?.email ?? '',
      triggered_event: event,
    }
    return fillTemplate(rule.template, values, rule.escapes ?? false)
  }
  return JSON.stringify({
    freshdesk_webhook: {
      ticket_id: String(ticket.id),
      ticket_url: url,
      ticket_subject: ticket.subject ?? '',
      ticket_status: label('status'),
      ticket_priority: label('priority'),
      ticket_type: label('type'),
      ticket_group_name: label('group'),
      ticket_agent_name: label('agent'),
      triggered_event: event,
    },
  })
}

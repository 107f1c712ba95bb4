import { createHmac, randomUUID } from 'node:crypto'
import type { SandboxClock } from '../../sandbox-clock.ts'
import { createSender, type Sender } from '../../webhooks/create-sender.ts'
import { fillTemplate } from '../../webhooks/fill-template.ts'
import type { Account } from '../account.ts'
import type { TicketChange } from '../call.ts'
import { formatTime } from '../format-time.ts'
import type { WebhookOption } from './webhook-option.ts'

export interface WebhooksOptions {
  account: Account
  webhooks: readonly WebhookOption[]
  retryMs: number
  clock: SandboxClock
  seed: number
}

export interface Webhooks {
  readonly list: readonly WebhookOption[]
  add(webhook: WebhookOption): void
  clear(): void
  readonly sender: Sender
  /** For the sandbox itself: a ticket was made or changed. */
  notice(change: TicketChange): void
  reset(): void
}

const timeoutMs = 10_000
const usualTemplate = '{"ticket_id":"{{ticket.id}}","updated_at":"{{ticket.updated_at_with_timestamp}}"}'
/** Three after a conflict, and after a refusal that says when within a minute; five after a time-out. */
const mostAttempts = { refused: 4, silent: 6 }
const longestWaitS = 60

/** Webhooks, signed as the vendor signs them. Its circuit breaker is not played. */
export const createWebhooks = (options: WebhooksOptions): Webhooks => {
  const { account, clock, seed, retryMs } = options
  let list = [...options.webhooks]
  const sender = createSender({
    ...{ clock, timeoutMs, seed },
    retryAfter: (attempts, { status, retryAfterS }) => {
      if (status === null) return attempts < mostAttempts.silent ? retryMs : null
      if (attempts >= mostAttempts.refused) return null
      if (status === 409) return retryMs
      const isBusy = (status === 429 || status === 503) && retryAfterS !== null && retryAfterS < longestWaitS
      return isBusy ? (retryAfterS ?? 0) * 1000 : null
    },
  })

  return {
    get list() {
      return list
    },
    add: (webhook) => {
      list.push(webhook)
    },
    clear: () => {
      list = []
    },
    sender,
    notice: (change) => {
      const event = change.before === null ? 'create' : 'update'
      for (const [index, webhook] of list.entries()) {
        const { name, url, secret, on, exceptBy, template = usualTemplate } = webhook
        if (on !== undefined && !on.includes(event)) continue
        if (change.by !== null && exceptBy?.includes(change.by)) continue
        const body = fillTemplate(template, placeholdersOf(change, account), true)
        // One for all attempts, and for both of one that is delivered twice.
        const invocation = randomUUID()
        const compose = () => {
          const timestamp = formatTime(clock.now())
          const signature = createHmac('sha256', secret)
            .update(timestamp + body)
            .digest('base64')
          return {
            headers: {
              'content-type': 'application/json',
              'x-zendesk-webhook-id': `sandbox-${index + 1}`,
              'x-zendesk-webhook-invocation-id': invocation,
              'x-zendesk-webhook-signature': signature,
              'x-zendesk-webhook-signature-timestamp': timestamp,
            },
            body,
          }
        }
        sender.send({ name, ticketId: change.ticket.id, url, compose })
      }
    },
    reset: () => {
      list = [...options.webhooks]
      sender.reset()
    },
  }
}

const placeholdersOf = ({ ticket, origin }: TicketChange, account: Account): Record<string, string> => {
  const requester = account.users.get(ticket.requesterId)
  return {
    'ticket.id': String(ticket.id),
    'ticket.title': ticket.subject,
    'ticket.description': ticket.description,
    'ticket.url': `${origin}/agent/tickets/${ticket.id}`,
    'ticket.status': ticket.status,
    'ticket.priority': ticket.priority ?? '',
    'ticket.ticket_type': ticket.type ?? '',
    'ticket.group.name': account.groups.get(ticket.groupId ?? 0)?.name ?? '',
    'ticket.assignee.name': account.users.get(ticket.assigneeId ?? 0)?.name ?? '',
    'ticket.tags': ticket.tags.join(' '),
    'ticket.requester.name': requester?.name ?? '',
    'ticket.requester.email': requester?.email ?? '',
    'ticket.updated_at_with_timestamp': formatTime(ticket.updatedAt),
  }
}

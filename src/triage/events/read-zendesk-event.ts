import type { ToldChange } from '../../../schemas/triage.ts'
import { isLoose, type Loose, looseValue, readTicketId } from './find-ticket-id.ts'
import { toldChange } from './told-change.ts'

/** What a webhook that is subscribed to events sends; `ticketId` null: it is about a person, an article, a comment without a ticket. */
export interface SubscribedEvent {
  ticketId: string | null
  changes: ToldChange[]
}

/**
 * Reads an event of Zendesk's own form (`zen:event-type:ticket.…`; reference: Zendesk §9, names unverified and so read tolerantly). Null:
 * it is not of that form, but a trigger's own template.
 */
export const readZendeskEvent = (body: Loose): SubscribedEvent | null => {
  const [type, subject] = [looseValue(body, 'type'), looseValue(body, 'subject')]
  const kind = typeof type === 'string' ? (/^zen:event-type:([\w.]+)$/.exec(type)?.[1] ?? null) : null
  const named = typeof subject === 'string' ? /^zen:(\w+):(\w+)$/.exec(subject) : null
  if (kind === null && named === null) return null
  const detail = looseValue(body, 'detail')
  const detailId = isLoose(detail) ? readTicketId(looseValue(detail, 'id')) : null
  const ticketId =
    named === null
      ? kind?.startsWith('ticket.') === true
        ? detailId
        : null
      : named[1] === 'ticket'
        ? readTicketId(named[2])
        : null
  const event = looseValue(body, 'event')
  const field = kind === null ? null : (/^ticket\.(\w+)_changed$/.exec(kind)?.[1] ?? null)
  const change =
    ticketId === null || field === null || !isLoose(event)
      ? null
      : toldChange(field, event['previous'] ?? null, event['current'] ?? null)
  return { ticketId, changes: change === null ? [] : [change] }
}

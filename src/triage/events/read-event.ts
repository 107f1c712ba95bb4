import type { IncomingHttpHeaders } from 'node:http'
import type { ToldChange } from '../../../schemas/triage.ts'
import type { ProblemToSend } from '../../ops/compose-problem.ts'
import { parseJsonText } from '../../ops/parse-json-text.ts'
import { compressedEvent, noTicketId, notUnderstood } from './event-problems.ts'
import { findTicketId, isLoose, type Loose, looseValue } from './find-ticket-id.ts'
import { parseTriggeredEvent } from './parse-triggered-event.ts'
import { readBrokenEvent } from './read-broken-event.ts'
import { readZendeskEvent } from './read-zendesk-event.ts'

/** `other`: it is about something that is no ticket. */
export type EventRead =
  | { kind: 'ticket'; ticketId: string; changes: ToldChange[] }
  | { kind: 'other' }
  | { kind: 'unreadable'; problem: ProblemToSend }

const unreadable = (problem: ProblemToSend): EventRead => ({ kind: 'unreadable', problem })

/**
 * Which ticket an event is about, and what it says was changed; all else of the body is passed over. Never throws. JSON whatever its
 * Content-Type, JSON that a text broke, and forms; no XML.
 */
export const readEvent = (headers: IncomingHttpHeaders, bytes: Buffer): EventRead => {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'identity') return unreadable(compressedEvent)
  const media = (headers['content-type'] ?? '').toLowerCase()
  const text = bytes.toString('utf8').trim()
  if (text.startsWith('<') || /^multipart\/|[/+]xml\b/.test(media)) return unreadable(notUnderstood)
  const body = objectOf(parseJsonText(text)) ?? (/^[{["]/.test(text) ? null : readForm(text))
  if (body !== null) return readBody(body)
  const { ticketId, triggeredEvent } = readBrokenEvent(text)
  if (ticketId === null) return unreadable(noTicketId)
  return { kind: 'ticket', ticketId, changes: parseTriggeredEvent(triggeredEvent) }
}

const readBody = (body: Loose): EventRead => {
  const subscribed = readZendeskEvent(body)
  if (subscribed !== null)
    return subscribed.ticketId === null
      ? { kind: 'other' }
      : { kind: 'ticket', ticketId: subscribed.ticketId, changes: subscribed.changes }
  const ticketId = findTicketId(body)
  if (ticketId === null) return unreadable(noTicketId)
  const wrapped = looseValue(body, 'freshdeskwebhook')
  const event =
    looseValue(body, 'triggeredevent') ??
    (isLoose(wrapped) ? looseValue(wrapped, 'triggeredevent') : undefined)
  return { kind: 'ticket', ticketId, changes: parseTriggeredEvent(event) }
}

/** An object, also as the one item of a list. */
const objectOf = (value: unknown): Loose | null => {
  const inner: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  return isLoose(inner) ? inner : null
}

const mostPairs = 1000

/** `ticket_id=11`, also as `freshdesk_webhook[ticket_id]=11`: the innermost name counts, the first of each. Null: no form. */
const readForm = (text: string): Loose | null => {
  if (!/^[^\s=&]+=/.test(text)) return null
  const body = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    const innermost = /\[([^[\]]+)\]$/.exec(name)?.[1] ?? name
    if (!body.has(innermost)) body.set(innermost, value)
    if (body.size >= mostPairs) break
  }
  return Object.fromEntries(body)
}

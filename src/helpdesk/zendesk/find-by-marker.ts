import type { Requester } from '../../../schemas/handoff.ts'
import type { ZendeskTicket } from '../../../schemas/zendesk/ticket.ts'
import { externalId } from '../external-id.ts'
import type { CallOptions, Read } from '../helpdesk.ts'
import { readAll } from './read-pages.ts'
import type { ZendeskClient } from './zendesk-client.ts'

/** 1,000 tickets of one person. */
const mostPages = 10
/** Their clock and ours may differ. */
const clockSkewMs = 300_000

/**
 * Finds tickets that carry `marker`: those with it as external id, which the list knows at once, and, for tickets that came another
 * way (our mail), those of the person with it in the text. Tickets are never searched for, as the index lags.
 */
export const findByMarker = async (
  client: ZendeskClient,
  query: { requester: Requester; marker: string; since: number },
  options: CallOptions,
): Promise<Read<ZendeskTicket[]>> => {
  const { requester, marker, since } = query
  const listed = await client.tickets.byExternalId(marker, options)
  if (listed.effect !== 'done') return { ok: false, failure: listed.failure }
  // Should the filter ever be ignored, the first of all tickets would be a wrong one.
  const named = listed.value.tickets.filter((ticket) => ticket.external_id === marker)
  if (named.length > 0) return { ok: true, value: named }

  const people = await findPeople(client, requester, options)
  if (!people.ok) return people
  const found = new Map<number, ZendeskTicket>()
  for (const userId of people.value) {
    const read = await readAll(
      (page) => client.tickets.requestedBy(userId, page, options),
      (answer) => answer.tickets,
      mostPages,
    )
    if (!read.ok && read.failure.kind !== 'not-found') return read
    for (const ticket of read.ok ? read.value : []) {
      const isRecent = Date.parse(ticket.updated_at ?? '') >= since - clockSkewMs
      if (isRecent && carries(ticket, marker)) found.set(ticket.id, ticket)
    }
  }
  return { ok: true, value: [...found.values()] }
}

const findPeople = async (
  client: ZendeskClient,
  requester: Requester,
  options: CallOptions,
): Promise<Read<number[]>> => {
  const result =
    requester.email === null
      ? await client.people.byExternalId(externalId(requester), options)
      : await client.people.byEmail(requester.email, options)
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  return { ok: true, value: result.value.users.map(({ id }) => id) }
}

const carries = (ticket: ZendeskTicket, marker: string): boolean =>
  [ticket.description, ticket.subject].some((text) => text?.includes(marker) === true)

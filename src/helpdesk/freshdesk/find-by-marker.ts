import type { FreshdeskTicket } from '../../../schemas/freshdesk/ticket.ts'
import type { Requester } from '../../../schemas/handoff.ts'
import { externalId } from '../external-id.ts'
import type { CallOptions, Read } from '../helpdesk.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'
import type { TicketListQuery } from './freshdesk-tickets.ts'
import { readPages } from './read-pages.ts'

/** 1,000 tickets of one person, newest first: whoever has more does not have them within a settle time. */
const mostPages = 10
const perPage = 100
/** Their clock and ours may differ. */
const clockSkewMs = 300_000
const mostContacts = 20

/**
 * Finds tickets that carry `marker` among those of one person. The person may be known by any of the identifiers with which
 * a ticket would have been made: the e-mail, else the phone, else one of ours.
 */
export const findByMarker = async (
  client: FreshdeskClient,
  query: { requester: Requester; marker: string; since: number },
  options: CallOptions,
): Promise<Read<FreshdeskTicket[]>> => {
  const { requester, marker, since } = query
  const list = async (who: Pick<TicketListQuery, 'email' | 'requesterId' | 'uniqueExternalId'>) => {
    const updatedSince = `${new Date(since - clockSkewMs).toISOString().slice(0, 19)}Z`
    const read = await readPages(
      (page) =>
        client.tickets.list(
          {
            ...who,
            page,
            perPage,
            updatedSince,
            orderBy: 'created_at',
            orderType: 'desc',
            include: ['description'],
          },
          options,
        ),
      mostPages,
    )
    return noneWhenUnknown(read)
  }

  const found = new Map<number, FreshdeskTicket>()
  const keep = (tickets: FreshdeskTicket[]) => {
    for (const ticket of tickets) if (carries(ticket, marker)) found.set(ticket.id, ticket)
  }
  if (requester.email !== null) {
    const read = await list({ email: requester.email })
    if (!read.ok) return read
    keep(read.value)
    // Known by this e-mail: then it was not refused, and no other identifier was used.
    if (found.size > 0 || read.known) return { ok: true, value: [...found.values()] }
  }
  if (requester.phone !== null) {
    const ids = await contactIds(client, requester.phone, options)
    if (!ids.ok) return ids
    for (const requesterId of ids.value) {
      const read = await list({ requesterId })
      if (!read.ok) return read
      keep(read.value)
    }
  }
  if (found.size === 0) {
    const read = await list({ uniqueExternalId: externalId(requester) })
    if (!read.ok) return read
    keep(read.value)
  }
  return { ok: true, value: [...found.values()] }
}

/** An unknown person is a 400 here, not an empty list (https://developers.freshdesk.com/api/#list_all_tickets). */
const noneWhenUnknown = (
  read: Read<FreshdeskTicket[]>,
): { ok: true; value: FreshdeskTicket[]; known: boolean } | Extract<Read<never>, { ok: false }> => {
  if (read.ok) return { ...read, known: true }
  const isUnknown =
    read.failure.kind === 'not-found' ||
    (read.failure.kind === 'invalid' && read.failure.faults.some((fault) => identifiers.has(fault.field)))
  return isUnknown ? { ok: true, value: [], known: false } : read
}

const identifiers = new Set(['email', 'requester_id', 'unique_external_id'])

const contactIds = async (
  client: FreshdeskClient,
  phone: string,
  options: CallOptions,
): Promise<Read<number[]>> => {
  const ids = new Set<number>()
  for (const query of [{ phone }, { mobile: phone }]) {
    const result = await client.contacts.list(query, options)
    if (result.effect === 'done') for (const contact of result.value) ids.add(contact.id)
    else if (result.failure.kind !== 'invalid') return { ok: false, failure: result.failure }
  }
  return { ok: true, value: [...ids].slice(0, mostContacts) }
}

const carries = (ticket: FreshdeskTicket, marker: string): boolean =>
  [ticket.description_text, ticket.description, ticket.subject].some(
    (text) => text?.includes(marker) === true,
  )

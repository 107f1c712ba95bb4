import type { CallOptions, Read } from '../../outcome.ts'
import type { TicketQuery } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { TicketListQuery } from '../freshdesk-tickets.ts'
import { contactsByPhone, findPerson } from './people.ts'
import { isFreshdeskId } from './ticket-id.ts'

export type Requesters = Pick<TicketListQuery, 'email' | 'requesterId'>[]

/** More contacts than that under one phone are a company's switchboard. */
const mostContacts = 20

/**
 * Whose tickets are asked for; null: nobody's in particular, none: nobody fits. An e-mail alone costs nothing, as the list takes
 * it; a phone two calls.
 */
export const findRequesters = async (
  client: FreshdeskClient,
  query: TicketQuery,
  options: CallOptions,
): Promise<Read<Requesters | null>> => {
  const { requesterEmail, requesterPhone, requesterId } = query
  const email = requesterEmail?.trim()
  if (email === undefined && requesterPhone === undefined && requesterId === undefined) {
    return { ok: true, value: null }
  }
  if (email === '' || requesterPhone?.trim() === '') return nobody
  if (requesterId !== undefined && !isFreshdeskId(requesterId)) return nobody
  if (email !== undefined && requesterPhone === undefined && requesterId === undefined) {
    return { ok: true, value: [{ email }] }
  }
  let ids: number[] | null = requesterId === undefined ? null : [Number(requesterId)]
  const keep = (found: number[]) => {
    ids = ids === null ? found : ids.filter((id) => found.includes(id))
  }
  if (email !== undefined) {
    const person = await findPerson(client, { email }, options)
    if (!person.ok) return person
    keep(person.value === null ? [] : [Number(person.value.id)])
  }
  if (requesterPhone !== undefined) {
    const contacts = await contactsByPhone(client, requesterPhone.trim(), options)
    if (!contacts.ok) return contacts
    keep(contacts.value.slice(0, mostContacts).map((contact) => contact.id))
  }
  return { ok: true, value: (ids ?? []).map((id) => ({ requesterId: id })) }
}

const nobody: Read<Requesters> = { ok: true, value: [] }

import type { RequesterFacts } from '../../account-desk.ts'
import type { CallOptions, Failure, Read } from '../../outcome.ts'
import type { Remembered } from '../../remembered.ts'
import { convertUser, findUser } from '../desk/people.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { fromZendeskStatus } from '../zendesk-values.ts'

export interface RequesterFactsOptions {
  client: ZendeskClient
  /** The name of an organization by its id; null: there is no such organization. */
  organizationName: (id: string) => Remembered<string | null>
}

/**
 * What is known of a person. The e-mail decides where there is one. People who are new may be unknown for minutes, as they are
 * found by the search index.
 *
 * Costs: one call for somebody unknown; otherwise one for the person, one for their tickets, and one for the organization's name,
 * which is kept for an hour. Tickets are counted in their list, which does not lag; of more than a hundred, one call more counts
 * by the search index, which does. What our agent may not read (organizations, tickets) is null.
 */
export const createRequesterFacts = ({ client, organizationName }: RequesterFactsOptions) => {
  const countOpen = async (userId: number, options: CallOptions): Promise<Read<number | null>> => {
    const listed = await client.tickets.requestedBy(userId, {}, options)
    if (listed.effect !== 'done') return nullWhenForbidden(listed.failure)
    const { tickets, meta } = listed.value
    if (meta?.has_more !== true)
      return { ok: true, value: tickets.filter(({ status }) => isOpen(status)).length }
    // https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/: states have an order, solved is the last but one.
    const counted = await client.tickets.count(`type:ticket requester:${userId} status<solved`, options)
    return counted.effect === 'done'
      ? { ok: true, value: counted.value.count }
      : nullWhenForbidden(counted.failure)
  }

  return async (
    { email, phone }: { email?: string; phone?: string },
    options: CallOptions,
  ): Promise<Read<RequesterFacts | null>> => {
    const who = nonEmpty(email) ? { email: email.trim() } : nonEmpty(phone) ? { phone: phone.trim() } : {}
    const found = await findUser(client, who, options)
    if (!found.ok || found.value === null) return found.ok ? { ok: true, value: null } : found
    const user = found.value
    const [company, openTickets] = await Promise.all([
      user.organization_id == null ? noCompany : organizationName(String(user.organization_id)).get(options),
      countOpen(user.id, options),
    ])
    if (!company.ok) return company
    if (!openTickets.ok) return openTickets
    const facts = { person: convertUser(user), company: company.value, tags: user.tags ?? [] }
    return { ok: true, value: { ...facts, openTickets: openTickets.value } }
  }
}

const noCompany: Read<string | null> = { ok: true, value: null }

const nonEmpty = (text: string | undefined): text is string => text !== undefined && text.trim() !== ''

const isOpen = (status: string | null | undefined): boolean => {
  const word = fromZendeskStatus(status)
  return word !== 'solved' && word !== 'closed'
}

const nullWhenForbidden = (failure: Failure): Read<null> =>
  failure.kind === 'forbidden' ? { ok: true, value: null } : { ok: false, failure }

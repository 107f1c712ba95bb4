import type { FreshdeskContact } from '../../../../schemas/freshdesk/contact.ts'
import type { Person } from '../../../../schemas/ticket.ts'
import type { RequesterFacts } from '../../account-desk.ts'
import type { CallOptions, Failure, Read } from '../../outcome.ts'
import type { Remembered } from '../../remembered.ts'
import { contactByEmail, contactsByPhone, convertAgentPerson, convertContact } from '../desk/people.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { fromFreshdeskStatus } from '../freshdesk-values.ts'

export interface RequesterFactsOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  /** The name of a company by its id; null: there is no such company. */
  companyName: (id: string) => Remembered<string | null>
}

const perPage = 100
/** Each page counts against the list's own limit, which is 20 a minute on the smallest plan. */
const mostPages = 3
/** Without a time Freshdesk lists no ticket older than 30 days, and some stay open for longer. */
const sinceEver = '1970-01-01T00:00:00Z'

interface Requester {
  person: Person
  companyId: number | null
  tags: string[]
}

/**
 * What is known of a person. The e-mail decides where there is one; the first contact with the phone otherwise, as a ticket made
 * by phone gets that one.
 *
 * Costs: one call for somebody unknown; one for the contact (two by phone), one for each hundred tickets of theirs, and one for
 * the company's name, which is kept for an hour. Agents are looked up in the account's list, which is kept as well. Of more than
 * 300 tickets it is not told how many are open. What our key may not read (companies, tickets) is null.
 */
export const createRequesterFacts = ({ client, directory, companyName }: RequesterFactsOptions) => {
  const find = async (
    { email, phone }: { email?: string; phone?: string },
    options: CallOptions,
  ): Promise<Read<Requester | null>> => {
    if (email !== undefined && email.trim() !== '') {
      const contact = await contactByEmail(client, email.trim(), options)
      if (!contact.ok) return contact
      if (contact.value !== null) return { ok: true, value: requesterOf(contact.value) }
      return findAgent(email.trim().toLowerCase(), options)
    }
    if (phone === undefined || phone.trim() === '') return { ok: true, value: null }
    const contacts = await contactsByPhone(client, phone.trim(), options)
    if (!contacts.ok) return contacts
    const [first] = contacts.value
    return { ok: true, value: first === undefined ? null : requesterOf(first) }
  }

  const findAgent = async (email: string, options: CallOptions): Promise<Read<Requester | null>> => {
    const agents = await directory.agents.get(options)
    if (!agents.ok) return agents
    const agent = agents.value?.find((each) => each.contact?.email?.toLowerCase() === email)
    const value =
      agent === undefined ? null : { person: convertAgentPerson(agent), companyId: null, tags: [] }
    return { ok: true, value }
  }

  const countOpen = async (requesterId: string, options: CallOptions): Promise<Read<number | null>> => {
    let open = 0
    for (let page = 1; page <= mostPages; page++) {
      const query = { page, perPage, requesterId: Number(requesterId), updatedSince: sinceEver }
      const result = await client.tickets.list(
        { ...query, orderBy: 'updated_at', orderType: 'desc' },
        options,
      )
      if (result.effect !== 'done') return nullWhenForbidden(result.failure)
      open += result.value.filter(({ status }) => isOpen(status)).length
      if (!result.hasNext || result.value.length === 0) return { ok: true, value: open }
    }
    return { ok: true, value: null }
  }

  return async (
    who: { email?: string; phone?: string },
    options: CallOptions,
  ): Promise<Read<RequesterFacts | null>> => {
    const found = await find(who, options)
    if (!found.ok || found.value === null) return found.ok ? { ok: true, value: null } : found
    const { person, companyId, tags } = found.value
    const [company, openTickets] = await Promise.all([
      companyId === null ? noCompany : companyName(String(companyId)).get(options),
      countOpen(person.id, options),
    ])
    if (!company.ok) return company
    if (!openTickets.ok) return openTickets
    return { ok: true, value: { person, company: company.value, tags, openTickets: openTickets.value } }
  }
}

const noCompany: Read<string | null> = { ok: true, value: null }

const requesterOf = (contact: FreshdeskContact): Requester => ({
  person: convertContact(contact),
  companyId: contact.company_id ?? null,
  tags: contact.tags ?? [],
})

const isOpen = (status: number | null | undefined): boolean => {
  const word = fromFreshdeskStatus(status)
  return word !== 'solved' && word !== 'closed'
}

const nullWhenForbidden = (failure: Failure): Read<null> =>
  failure.kind === 'forbidden' ? { ok: true, value: null } : { ok: false, failure }

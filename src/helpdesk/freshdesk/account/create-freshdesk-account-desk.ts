import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { AccountDesk } from '../../account-desk.ts'
import { notPermitted } from '../../not-permitted.ts'
import { limitFault, rankResponses } from '../../rank-responses.ts'
import { createRemembered } from '../../remembered.ts'
import { createRememberedByKey } from '../../remembered-by-key.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { loadCannedResponses } from './canned-responses.ts'
import { changeTickets, findJob } from './change-tickets.ts'
import { findCompany } from './find-company.ts'
import { listRatings } from './list-ratings.ts'
import { listTimeEntries } from './list-time-entries.ts'
import { createTicketMerger } from './merge-tickets.ts'
import { createRequesterFacts } from './requester-facts.ts'

export interface FreshdeskAccountDeskOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  toTicket: (ticket: FreshdeskTicket) => Ticket
  clock: Clock
}

/** Products change by the month. */
const freshMs = 300_000

/** What stands around the tickets of one Freshdesk account. */
export const createFreshdeskAccountDesk = ({
  client,
  directory,
  toTicket,
  clock,
}: FreshdeskAccountDeskOptions): AccountDesk => {
  const companyName = createRememberedByKey<string | null>(async (id, options) => {
    const result = await client.companies.get(id, options)
    if (result.effect === 'done') return { ok: true, value: result.value.name }
    return result.failure.kind === 'not-found'
      ? { ok: true, value: null }
      : { ok: false, failure: result.failure }
  }, clock)
  const cannedResponses = createRemembered((options) => loadCannedResponses(client, options), clock)
  return {
    requesterFacts: createRequesterFacts({ client, directory, companyName }),
    findCompany: (which, options) => findCompany(client, which, options),
    listProducts: async (options) => {
      const read = await directory.products.get(options, freshMs)
      if (!read.ok) return read
      if (read.value === null) return notPermitted('products')
      return { ok: true, value: read.value.map(({ id, name }) => ({ id: String(id), name })) }
    },
    listCannedResponses: async (query, options) => {
      const fault = limitFault(query.limit)
      if (fault !== null) return { ok: false, failure: fault }
      const read = await cannedResponses.get(options)
      if (!read.ok) return read
      return read.value === null
        ? notPermitted('canned responses')
        : { ok: true, value: rankResponses(read.value, query) }
    },
    mergeTickets: createTicketMerger({ client, toTicket }),
    changeTickets: (ticketIds, changes, options) =>
      changeTickets({ client, directory }, ticketIds, changes, options),
    findJob: (id, options) => findJob(client, id, options),
    listSatisfactionRatings: (from, options) => listRatings(client, from, options),
    listTimeEntries: (ticketId, options) => listTimeEntries(client, ticketId, options),
  }
}

import type { Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { AccountDesk } from '../../account-desk.ts'
import { lackAccountDesk } from '../../lack-account-desk.ts'
import { notPermitted } from '../../not-permitted.ts'
import { limitFault, rankResponses } from '../../rank-responses.ts'
import { createRemembered } from '../../remembered.ts'
import { createRememberedByKey } from '../../remembered-by-key.ts'
import { readAll } from '../read-pages.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import { createTicketsChanger } from './change-tickets.ts'
import { convertMacro } from './convert-macro.ts'
import { findOrganization } from './find-organization.ts'
import { createJobFinder } from './job-finder.ts'
import { listRatings } from './list-ratings.ts'
import { createTicketMerger } from './merge-tickets.ts'
import { createRequesterFacts } from './requester-facts.ts'

export interface ZendeskAccountDeskOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  toTicket: (ticket: ZendeskTicket) => Ticket
  clock: Clock
}

/** Brands change by the month. */
const freshMs = 300_000
/** Of a hundred macros each. */
const mostPages = 50

/** What stands around the tickets of one Zendesk account. Zendesk keeps no time entries; apps do, each its own way. */
export const createZendeskAccountDesk = ({
  client,
  directory,
  toTicket,
  clock,
}: ZendeskAccountDeskOptions): AccountDesk => {
  const organizationName = createRememberedByKey<string | null>(async (id, options) => {
    const result = await client.organizations.get(id, options)
    if (result.effect === 'done') return { ok: true, value: result.value.organization.name }
    return result.failure.kind === 'not-found'
      ? { ok: true, value: null }
      : { ok: false, failure: result.failure }
  }, clock)
  const jobs = createJobFinder(client)
  const responses = createRemembered(async (options) => {
    const read = await readAll(
      (page) => client.account.macros(page, options),
      (answer) => answer.macros,
      mostPages,
    )
    return read.ok ? { ok: true, value: read.value.map(convertMacro).filter((each) => each !== null) } : read
  }, clock)
  return {
    ...lackAccountDesk('Zendesk'),
    requesterFacts: createRequesterFacts({ client, organizationName }),
    findCompany: (which, options) => findOrganization(client, which, options),
    listProducts: async (options) => {
      const read = await directory.brands.get(options, freshMs)
      if (!read.ok) return read
      if (read.value === null) return notPermitted('brands')
      return { ok: true, value: read.value.map(({ id, name }) => ({ id: String(id), name })) }
    },
    listCannedResponses: async (query, options) => {
      const fault = limitFault(query.limit)
      if (fault !== null) return { ok: false, failure: fault }
      const read = await responses.get(options)
      if (!read.ok) return read
      return read.value === null
        ? notPermitted('macros')
        : { ok: true, value: rankResponses(read.value, query) }
    },
    mergeTickets: createTicketMerger({ client, jobs, toTicket, clock }),
    changeTickets: createTicketsChanger({ client, directory, jobs }),
    findJob: jobs.find,
    listSatisfactionRatings: (from, options) => listRatings(client, from, options),
  }
}

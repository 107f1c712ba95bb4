import type { Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { Logger } from '../../../ops/logger.ts'
import { createUnreadableTeller } from '../../create-unreadable-teller.ts'
import type { Failure } from '../../helpdesk.ts'
import type { TicketDesk } from '../../ticket-desk.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import { zendeskCapabilities } from './capabilities.ts'
import { createTicketChanger } from './change-ticket.ts'
import { createTicketFinder } from './find-tickets.ts'
import { listArticles } from './list-articles.ts'
import { listChangedSince } from './list-changes.ts'
import { findPerson } from './people.ts'
import { createConversationReader } from './read-conversation.ts'
import { createOriginReader } from './read-origins.ts'
import { note, reply } from './say.ts'
import { searchKnowledge } from './search-knowledge.ts'

export interface ZendeskDeskOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  toTicket: (ticket: ZendeskTicket) => Ticket
  clock: Clock
  logger: Logger
}

/** People change teams by the minute, not by the hour. */
const freshMs = 300_000

const notPermitted = (what: string): { ok: false; failure: Failure } => {
  const message = `Our agent may not see the ${what} of this account.`
  return { ok: false, failure: { kind: 'forbidden', message, status: 403, code: null } }
}

/** What people and programs do with the tickets of one Zendesk account. */
export const createZendeskDesk = ({
  client,
  directory,
  toTicket,
  clock,
  logger,
}: ZendeskDeskOptions): TicketDesk => {
  const tellUnreadable = createUnreadableTeller(logger)
  const findTickets = createTicketFinder({ client, directory, toTicket })
  const conversation = createConversationReader(client)
  const change = createTicketChanger({ client, directory, toTicket })
  return {
    capabilities: zendeskCapabilities,
    findTickets,
    findFirstTicket: async (query, options) => {
      const read = await findTickets({ ...query, limit: Math.min(query.limit, 10) }, options)
      return read.ok ? { ok: true, value: read.value.tickets[0] ?? null } : read
    },
    listConversation: conversation.list,
    latestCustomerMessage: conversation.latestFromCustomer,
    reply: (ticketId, given, options) => reply(client, ticketId, given, options),
    note: (ticketId, given, options) => note(client, ticketId, given, options),
    assign: async (ticketId, to, options) => {
      const changed = await change(ticketId, to, options)
      return changed.effect === 'done' ? { effect: 'done', value: { ticket: changed.value.ticket } } : changed
    },
    change,
    readOrigins: createOriginReader({ client, directory, toTicket, clock }),
    listAgents: async (options) => {
      const read = await directory.agents.get(options, freshMs)
      if (!read.ok) return read
      return read.value === null ? notPermitted('agents') : { ok: true, value: read.value }
    },
    listGroups: async (options) => {
      const read = await directory.groups.get(options, freshMs)
      if (!read.ok) return read
      if (read.value === null) return notPermitted('groups')
      return { ok: true, value: read.value.map(({ id, name }) => ({ id: String(id), name })) }
    },
    findPerson: (who, options) => findPerson(client, who, options),
    searchKnowledge: (query, options) => searchKnowledge(client, query, options),
    listArticles: (page, options) => listArticles(client, page, options),
    listChangedSince: (from, options) =>
      listChangedSince(client, { toTicket, clock, tellUnreadable }, from, options),
  }
}

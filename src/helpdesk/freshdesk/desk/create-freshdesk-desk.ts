import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { Logger } from '../../../ops/logger.ts'
import { createUnreadableTeller } from '../../create-unreadable-teller.ts'
import type { TicketDesk } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { freshdeskCapabilities } from './capabilities.ts'
import { createTicketChanger } from './change-ticket.ts'
import { createTicketFinder } from './find-tickets.ts'
import { createTurns } from './in-turn.ts'
import { listArticles } from './list-articles.ts'
import { listChanged } from './list-changed.ts'
import { findPerson, listAgents, listGroups } from './people.ts'
import { createConversationReader } from './read-conversation.ts'
import { readOrigins } from './read-origins.ts'
import { note, reply } from './say.ts'
import { searchKnowledge } from './search-knowledge.ts'

export interface FreshdeskDeskOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  toTicket: (ticket: FreshdeskTicket) => Ticket
  clock: Clock
  logger: Logger
}

/** What people and programs do with the tickets of one Freshdesk account. */
export const createFreshdeskDesk = (desk: FreshdeskDeskOptions): TicketDesk => {
  const { client, directory } = desk
  const tellUnreadable = createUnreadableTeller(desk.logger)
  const findTickets = createTicketFinder(desk)
  const change = createTicketChanger({ ...desk, inTurn: createTurns() })
  const conversation = createConversationReader(client, directory)
  return {
    capabilities: freshdeskCapabilities,
    findTickets,
    findFirstTicket: async (query, options) => {
      let cursor = query.cursor
      // A page may be empty and have a next one.
      for (;;) {
        const asked = { ...query, limit: 1, ...(cursor === undefined ? {} : { cursor }) }
        const read = await findTickets(asked, options)
        if (!read.ok) return read
        const [first] = read.value.tickets
        if (first !== undefined || read.value.next === null) return { ok: true, value: first ?? null }
        cursor = read.value.next
      }
    },
    listConversation: conversation.list,
    latestCustomerMessage: conversation.latestFromCustomer,
    reply: (ticketId, given, options) => reply(client, ticketId, given, options),
    note: (ticketId, given, options) => note(client, ticketId, given, options),
    assign: async (ticketId, { agent, group }, options) => {
      const to = { ...(agent === undefined ? {} : { agent }), ...(group === undefined ? {} : { group }) }
      const changed = await change(ticketId, to, options)
      return changed.effect === 'done' ? { effect: 'done', value: { ticket: changed.value.ticket } } : changed
    },
    change,
    readOrigins: (ticketId, options) => readOrigins(desk, ticketId, options),
    listAgents: (options) => listAgents(directory, options),
    listGroups: (options) => listGroups(directory, options),
    findPerson: (who, options) => findPerson(client, who, options),
    searchKnowledge: (query, options) => searchKnowledge(client, query, options),
    listArticles: (page, options) => listArticles(client, page, options),
    listChangedSince: (from, options) => listChanged({ ...desk, tellUnreadable }, from, options),
  }
}

import type { CallOptions, Read } from '../helpdesk.ts'
import type { TicketDesk } from '../ticket-desk.ts'
import { filesCapabilities } from './capabilities.ts'
import { changeTicket } from './change-ticket.ts'
import type { FilesAccount } from './files-account.ts'
import { findPerson } from './find-person.ts'
import { findTickets } from './find-tickets.ts'
import { listChangedSince } from './list-changes.ts'
import { readOrigins } from './read-origins.ts'
import { latestCustomerMessage, listConversation } from './read-ticket.ts'
import { note, reply } from './say.ts'

/** What people and programs do with the tickets of one folder. */
export const createFilesDesk = (account: FilesAccount): TicketDesk => {
  const { directory, disk, door } = account
  /** A list from the configuration is worth nothing while the folder cannot be used. */
  const whileReadable = <T>(name: string, value: T, options: CallOptions): Promise<Read<T>> =>
    door.read(name, options, async () => {
      await disk.names()
      return { ok: true, value }
    })
  return {
    capabilities: filesCapabilities,
    findTickets: (query, options) => findTickets(account, query, options),
    findFirstTicket: async (query, options) => {
      const read = await findTickets(account, { ...query, limit: 1 }, options)
      return read.ok ? { ok: true, value: read.value.tickets[0] ?? null } : read
    },
    listConversation: (ticketId, page, options) => listConversation(account, ticketId, page, options),
    latestCustomerMessage: (ticketId, options) => latestCustomerMessage(account, ticketId, options),
    reply: (ticketId, given, options) => reply(account, ticketId, given, options),
    note: (ticketId, given, options) => note(account, ticketId, given, options),
    assign: async (ticketId, to, options) => {
      const changed = await changeTicket(account, ticketId, to, options)
      return changed.effect === 'done' ? { effect: 'done', value: { ticket: changed.value.ticket } } : changed
    },
    change: (ticketId, edit, options) => changeTicket(account, ticketId, edit, options),
    readOrigins: (ticketId, options) => readOrigins(account, ticketId, options),
    listAgents: (options) => whileReadable('listAgents', directory.agents, options),
    listGroups: (options) => whileReadable('listGroups', directory.groups, options),
    findPerson: (who, options) => findPerson(account, who, options),
    searchKnowledge: async () => ({
      ok: false,
      failure: { kind: 'unsupported', message: 'A directory of files has no knowledge base.' },
    }),
    listArticles: async () => ({
      ok: false,
      failure: { kind: 'unsupported', message: 'A directory of files has no knowledge base.' },
    }),
    listChangedSince: (from, options) => listChangedSince(account, from, options),
  }
}

import type { Delivery } from './delivery.ts'
import type { Tickets } from './tickets/tickets.ts'
import { TicketsUnavailable } from './tickets/tickets-unavailable.ts'

/** Ticket operations before what they need is loaded: each verb waits for it. */
export const loadTickets = (delivery: {
  load: () => Promise<Delivery>
  /** Null: not yet. */
  loaded: () => Delivery | null
}): Tickets => {
  const ready = async () => (await delivery.load()).tickets
  return {
    helpdesks() {
      const loaded = delivery.loaded()
      if (loaded !== null) return loaded.tickets.helpdesks()
      // Whoever asks again, or asks for anything else, finds them. A failure to load is told there.
      delivery.load().catch(() => {})
      throw new TicketsUnavailable('starting', 'The help desks are being loaded. Ask again in a second.')
    },
    find: async (query, at) => (await ready()).find(query, at),
    show: async (ticketId, at) => (await ready()).show(ticketId, at),
    conversation: async (ticketId, page, at) => (await ready()).conversation(ticketId, page, at),
    latestCustomerMessage: async (ticketId, at) => (await ready()).latestCustomerMessage(ticketId, at),
    people: async (at) => (await ready()).people(at),
    person: async (id, at) => (await ready()).person(id, at),
    reply: async (ticketId, reply, at) => (await ready()).reply(ticketId, reply, at),
    note: async (ticketId, note, at) => (await ready()).note(ticketId, note, at),
    assign: async (ticketId, to, at) => (await ready()).assign(ticketId, to, at),
    update: async (ticketId, changes, at) => (await ready()).update(ticketId, changes, at),
    handOver: async (ticketId, order, at) => (await ready()).handOver(ticketId, order, at),
    purge: async (options) => (await ready()).purge(options),
    close: async () => delivery.loaded()?.tickets.close(),
  }
}

import type { FreshdeskConfig } from '../../../schemas/configuration.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Governor } from '../governor.ts'
import type { CallOptions, Helpdesk } from '../helpdesk.ts'
import { createHttpClient } from '../http-client.ts'
import { normaliseBaseUrl } from '../normalise-base-url.ts'
import type { ObserveCall } from '../observed-call.ts'
import { toWrite } from '../to-write.ts'
import { createFreshdeskAccountDesk } from './account/create-freshdesk-account-desk.ts'
import { addAsCustomer, asAdded } from './add-as-customer.ts'
import { convertFromFreshdeskTicket } from './convert-from-freshdesk-ticket.ts'
import { convertToFieldSchema } from './convert-to-field-schema.ts'
import { createTicketCreator } from './create-ticket.ts'
import { createFreshdeskDesk } from './desk/create-freshdesk-desk.ts'
import { readAnyTicket } from './desk/read-any-ticket.ts'
import { findByMarker } from './find-by-marker.ts'
import { createFreshdeskClient } from './freshdesk-client.ts'
import { createFreshdeskDirectory } from './freshdesk-directory.ts'
import { readFreshdeskRefusal } from './freshdesk-error.ts'
import { hasMarkedMessage } from './has-marked-message.ts'
import { probeFreshdesk } from './probe-freshdesk.ts'
import { createRequesterFinder } from './requester-finder.ts'
import { updateTicket } from './update-ticket.ts'

export interface FreshdeskHelpdeskOptions {
  name: string
  config: FreshdeskConfig
  governor: Governor
  clock: Clock
  logger: Logger
  observe: ObserveCall
}

const vendor = { hostSuffix: '.freshdesk.com', apiPath: '/api/v2' }
// Probes and reads of the ticket form come on top of the deliveries under way.
const spareConnections = 4

/**
 * The helpdesk behind one Freshdesk account. Opens connections when they are needed; `close` cuts them and closes the governor.
 * Throws a TypeError when the configuration holds no address.
 */
export const createFreshdeskHelpdesk = (options: FreshdeskHelpdeskOptions): Helpdesk => {
  const { name, config, governor, clock } = options
  const logger = options.logger.child({ helpdesk: name })
  const baseUrl = normaliseBaseUrl(config, vendor)
  const http = createHttpClient({
    helpdesk: name,
    baseUrl,
    apiPath: vendor.apiPath,
    // The API key is the user; any password will do. https://developers.freshdesk.com/api/#authentication
    authorization: `Basic ${Buffer.from(`${config.apiKey}:X`).toString('base64')}`,
    timeouts: config.timeouts,
    connections: config.concurrency + spareConnections,
    readRefusal: readFreshdeskRefusal,
    governor,
    clock,
    logger,
    observe: options.observe,
  })
  const client = createFreshdeskClient(http)
  const directory = createFreshdeskDirectory(client, clock)
  const ticketUrl = (id: number) => `${baseUrl.origin}${baseUrl.prefix}/a/tickets/${id}`
  const createTicket = createTicketCreator({ client, directory, required: config.required, ticketUrl, clock })
  const requesters = createRequesterFinder(client)
  const toTicket = (ticket: Parameters<typeof convertFromFreshdeskTicket>[0]) => {
    requesters.note(ticket)
    return convertFromFreshdeskTicket(ticket, ticketUrl, directory.fields.peek())
  }
  const probe = (call: CallOptions) => probeFreshdesk(client, call)
  governor.setProbe(async () => (await probe({ lane: 'background' })).ok)

  return {
    ...createFreshdeskAccountDesk({ client, directory, toTicket, clock }),
    ...createFreshdeskDesk({ client, directory, toTicket, clock, logger }),
    name,
    vendor: 'freshdesk',
    createTicket,
    addAsCustomer: (ticketId, message, call) =>
      addAsCustomer(client, requesters.find, ticketId, message, call),
    addNote: async (ticketId, note, call) =>
      asAdded(
        await client.conversations.note(ticketId, { body: note.html, private: note.private }, [], call),
      ),
    updateTicket: (ticketId, changes, call) => updateTicket(client, ticketId, changes, call),
    deleteTicket: async (ticketId, call) => toWrite(await client.tickets.delete(ticketId, call), () => null),
    getTicket: async (ticketId, call) => {
      const read = await readAnyTicket(client, ticketId, call)
      if (!read.ok) return read
      return { ok: true, value: read.value === null ? null : toTicket(read.value.ticket) }
    },
    findByMarker: async (query, call) => {
      const read = await findByMarker(client, query, call)
      return read.ok ? { ok: true, value: read.value.map((ticket) => ({ ticket: toTicket(ticket) })) } : read
    },
    hasMarkedMessage: (ticketId, marker, call) => hasMarkedMessage(client, ticketId, marker, call),
    probe,
    fieldSchema: async ({ fresh, ...call }) => {
      const read = await directory.fields.get(call, fresh === true ? 0 : undefined)
      return read.ok ? { ok: true, value: convertToFieldSchema(read.value ?? []) } : read
    },
    availability: governor.availability,
    onAvailability: governor.onAvailability,
    budget: governor.report,
    close: async () => {
      governor.close()
      await http.close()
    },
  }
}

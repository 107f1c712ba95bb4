import type { ZendeskConfig } from '../../../schemas/configuration.ts'
import type { ZendeskTicket } from '../../../schemas/zendesk/ticket.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Governor } from '../governor.ts'
import type { CallOptions, Helpdesk, ProbeReport, Read } from '../helpdesk.ts'
import { createHttpClient } from '../http-client.ts'
import { normaliseBaseUrl } from '../normalise-base-url.ts'
import type { ObserveCall } from '../observed-call.ts'
import { toRead } from '../to-read.ts'
import { createZendeskAccountDesk } from './account/create-zendesk-account-desk.ts'
import { addAsCustomer, addComment } from './add-comment.ts'
import { convertFromZendeskTicket } from './convert-from-zendesk-ticket.ts'
import { convertToFieldSchema } from './convert-to-field-schema.ts'
import { createTicketCreator } from './create-ticket.ts'
import { createZendeskDesk } from './desk/create-zendesk-desk.ts'
import { findByMarker } from './find-by-marker.ts'
import { hasMarkedMessage } from './has-marked-message.ts'
import { createRequesterFinder } from './requester-finder.ts'
import { updateTicket } from './update-ticket.ts'
import { createZendeskClient } from './zendesk-client.ts'
import { createZendeskDirectory } from './zendesk-directory.ts'
import { readZendeskRefusal } from './zendesk-error.ts'
import { isZendeskId } from './zendesk-id.ts'

export interface ZendeskHelpdeskOptions {
  name: string
  config: ZendeskConfig
  governor: Governor
  clock: Clock
  logger: Logger
  observe: ObserveCall
}

const vendor = { hostSuffix: '.zendesk.com', apiPath: '/api/v2' }
// Probes and reads of the ticket form come on top of the deliveries under way.
const spareConnections = 4

/**
 * The helpdesk behind one Zendesk account. Opens connections when they are needed; `close` cuts them and closes the governor.
 * Throws a TypeError when the configuration holds no address.
 */
export const createZendeskHelpdesk = (options: ZendeskHelpdeskOptions): Helpdesk => {
  const { name, config, governor, clock } = options
  const logger = options.logger.child({ helpdesk: name })
  const baseUrl = normaliseBaseUrl({ domain: config.subdomain, baseUrl: config.baseUrl }, vendor)
  const http = createHttpClient({
    helpdesk: name,
    baseUrl,
    apiPath: vendor.apiPath,
    // The token acts as the agent of that address, who is named with `/token` behind.
    // https://developer.zendesk.com/api-reference/introduction/security-and-auth/#api-token
    authorization: `Basic ${Buffer.from(`${config.email}/token:${config.apiToken}`).toString('base64')}`,
    timeouts: config.timeouts,
    connections: config.concurrency + spareConnections,
    readRefusal: readZendeskRefusal,
    governor,
    clock,
    logger,
    observe: options.observe,
  })
  const client = createZendeskClient(http, clock)
  const directory = createZendeskDirectory(client, clock)
  const ticketUrl = (id: number) => `${baseUrl.origin}${baseUrl.prefix}/agent/tickets/${id}`
  const createTicket = createTicketCreator({ client, directory, required: config.required, ticketUrl, clock })
  const requesters = createRequesterFinder(client)
  const toTicket = (ticket: ZendeskTicket) => {
    requesters.note(ticket)
    return convertFromZendeskTicket(ticket, ticketUrl, {
      fields: directory.fields.peek(),
      statuses: directory.statuses.peek(),
    })
  }
  const probe = async (call: CallOptions): Promise<Read<ProbeReport>> =>
    toRead(await client.people.me(call), ({ user }) => ({
      agent: {
        id: String(user.id),
        email: user.email ?? null,
        permissions: user.role == null ? [] : [user.role],
      },
    }))
  governor.setProbe(async () => (await probe({ lane: 'background' })).ok)

  return {
    name,
    vendor: 'zendesk',
    createTicket,
    addAsCustomer: (ticketId, message, call) =>
      addAsCustomer(client, requesters.find, ticketId, message, call),
    addNote: (ticketId, note, call) =>
      addComment(client, ticketId, { html: note.html, public: !note.private }, call),
    updateTicket: (ticketId, changes, call) => updateTicket(client, ticketId, changes, call),
    deleteTicket: async (ticketId, call) => {
      const result = await client.tickets.delete(ticketId, call)
      return result.effect === 'done' ? result : { effect: result.effect, failure: result.failure }
    },
    getTicket: async (ticketId, call) => {
      if (!isZendeskId(ticketId)) return { ok: true, value: null }
      const read = toRead(await client.tickets.get(ticketId, call), ({ ticket }) => toTicket(ticket))
      return !read.ok && read.failure.kind === 'not-found' ? { ok: true, value: null } : read
    },
    findByMarker: async (query, call) => {
      const read = await findByMarker(client, query, call)
      return read.ok ? { ok: true, value: read.value.map((ticket) => ({ ticket: toTicket(ticket) })) } : read
    },
    hasMarkedMessage: (ticketId, marker, call) => hasMarkedMessage(client, ticketId, marker, call),
    probe,
    fieldSchema: async ({ fresh, ...call }) => {
      const freshness = fresh === true ? 0 : undefined
      const fields = await directory.fields.get(call, freshness)
      if (!fields.ok) return fields
      const groups = await directory.groups.get(call, freshness)
      if (!groups.ok) return groups
      const statuses = await directory.statuses.get(call, freshness)
      if (!statuses.ok) return statuses
      return {
        ok: true,
        value: convertToFieldSchema(fields.value ?? [], groups.value ?? [], statuses.value ?? []),
      }
    },
    ...createZendeskAccountDesk({ client, directory, toTicket, clock }),
    ...createZendeskDesk({ client, directory, toTicket, clock, logger }),
    availability: governor.availability,
    onAvailability: governor.onAvailability,
    budget: governor.report,
    close: async () => {
      governor.close()
      await http.close()
    },
  }
}

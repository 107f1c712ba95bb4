import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import {
  helpdeskListSchema,
  latestMessageAnswerSchema,
  messagePageAnswerSchema,
  ticketAnswerSchema,
  ticketPageAnswerSchema,
} from '../../schemas/ticket-api.ts'
import {
  conversationQuerySchema,
  helpdeskQuerySchema,
  readHeadersSchema,
  ticketIdSchema,
  ticketQuerySchema,
} from '../../schemas/ticket-request.ts'
import type { TicketQuery } from '../helpdesk/ticket-desk.ts'
import { sendProblem } from '../ops/problem.ts'
import type { ReadPlace, Refusal } from '../tickets/tickets.ts'
import type { ApiApp, ApiDependencies } from './api-dependencies.ts'
import { convertToTicketQuery } from './convert-ticket-request.ts'
import { presentHelpdesk } from './present-helpdesk.ts'
import { presentMessage, presentMessagePage, presentTicket, presentTicketPage } from './present-ticket.ts'
import { problemResponses } from './problem-responses.ts'
import { composeTicketTag, isKnownVersion } from './ticket-etag.ts'
import { parametersOf } from './ticket-parameters.ts'
import { ticketProblemResponses } from './ticket-problem-responses.ts'
import { cannotLookFor, problemOfRefusal } from './ticket-problems.ts'

const config = { scope: 'tickets:read' } as const
const tags = ['tickets']

/** How long a question may wait for its turn in the rate limit: whoever asked waits too. */
const patienceMs = 20_000

/** Where to ask. Nobody waits for the answer to a connection that is gone, and it would cost of the rate limit. */
const placeOf = (request: FastifyRequest, helpdesk: string | undefined): ReadPlace => ({
  signal: AbortSignal.any([request.signal, AbortSignal.timeout(patienceMs)]),
  reference: request.id,
  ...(helpdesk === undefined ? {} : { helpdesk }),
})

const isUnsupported = (refusal: Refusal): boolean =>
  refusal.kind === 'failed' && refusal.failure.kind === 'unsupported'

/** Finding and reading tickets, on whichever help desk. */
export const addTicketReadRoutes = (app: ApiApp, { tickets, clock }: ApiDependencies): void => {
  const refuse = (reply: FastifyReply, refusal: Refusal) =>
    sendProblem(reply, problemOfRefusal(refusal, { now: clock.now(), part: 'query', hasPrecondition: false }))

  /** What of a query the help desk cannot look for, by the names of the parameters. */
  const missingConditions = (query: TicketQuery, name: string | undefined) => {
    const helpdesk = tickets
      .helpdesks()
      .find((each) => (name === undefined ? each.default : each.name === name))
    if (helpdesk === undefined) return null
    const { conditions } = helpdesk.capabilities
    const parameters = parametersOf(query, (condition) => !conditions.includes(condition))
    return parameters.length === 0 ? null : cannotLookFor(parameters, helpdesk.vendor)
  }

  app.get(
    '/v1/helpdesks',
    {
      config,
      schema: {
        operationId: 'listHelpdesks',
        summary: 'List the help desks',
        description: 'With what each can do, and whether it can be reached now.',
        tags,
        response: { 200: helpdeskListSchema, ...problemResponses() },
      },
    },
    async () => ({ helpdesks: tickets.helpdesks().map(presentHelpdesk) }),
  )

  app.get(
    '/v1/tickets',
    {
      config,
      schema: {
        operationId: 'findTickets',
        summary: 'Find tickets',
        description:
          'Those that fit every condition. A condition that the help desk cannot look for is refused with 422; `find_by` of `GET /v1/helpdesks` names those that it can.',
        tags,
        querystring: ticketQuerySchema,
        response: { 200: ticketPageAnswerSchema, ...ticketProblemResponses() },
      },
    },
    async (request, reply) => {
      const { helpdesk } = request.query
      const query = convertToTicketQuery(request.query)
      const found = await tickets.find(query, placeOf(request, helpdesk))
      if (found.ok) return presentTicketPage(found.value)
      const missing = isUnsupported(found.refusal) ? missingConditions(query, helpdesk) : null
      return missing === null ? refuse(reply, found.refusal) : sendProblem(reply, missing)
    },
  )

  app.get(
    '/v1/tickets/:id',
    {
      config,
      schema: {
        operationId: 'getTicket',
        summary: 'Show a ticket',
        description:
          'The header `ETag` names this version of the ticket, for `If-Match` of a change and for `If-None-Match` here.',
        tags,
        params: ticketIdSchema,
        querystring: helpdeskQuerySchema,
        headers: readHeadersSchema,
        response: {
          200: ticketAnswerSchema.describe('The ticket; `ETag` names this version of it.'),
          304: z.null().describe('It is still the version that `If-None-Match` names.'),
          ...ticketProblemResponses(404, 410),
        },
      },
    },
    async (request, reply) => {
      const found = await tickets.show(request.params.id, placeOf(request, request.query.helpdesk))
      if (!found.ok) return refuse(reply, found.refusal)
      const tag = composeTicketTag(found.value)
      reply.header('etag', tag)
      if (isKnownVersion(request.headers['if-none-match'], tag)) return reply.code(304).send(null)
      return presentTicket(found.value)
    },
  )

  app.get(
    '/v1/tickets/:id/conversation',
    {
      config,
      schema: {
        operationId: 'getConversation',
        summary: 'Read what was said on a ticket',
        description: 'Oldest first, private notes included. The first message is what the ticket began with.',
        tags,
        params: ticketIdSchema,
        querystring: conversationQuerySchema,
        response: { 200: messagePageAnswerSchema, ...ticketProblemResponses(404, 410) },
      },
    },
    async (request, reply) => {
      const { limit, cursor, helpdesk } = request.query
      const page = { limit, ...(cursor === undefined ? {} : { cursor }) }
      const found = await tickets.conversation(request.params.id, page, placeOf(request, helpdesk))
      return found.ok ? presentMessagePage(found.value) : refuse(reply, found.refusal)
    },
  )

  app.get(
    '/v1/tickets/:id/latest-message',
    {
      config,
      schema: {
        operationId: 'getLatestMessage',
        summary: "Read the customer's latest message",
        description: 'The last public message of a customer; `message` is null when there is none.',
        tags,
        params: ticketIdSchema,
        querystring: helpdeskQuerySchema,
        response: { 200: latestMessageAnswerSchema, ...ticketProblemResponses(404, 410) },
      },
    },
    async (request, reply) => {
      const at = placeOf(request, request.query.helpdesk)
      const found = await tickets.latestCustomerMessage(request.params.id, at)
      if (!found.ok) return refuse(reply, found.refusal)
      return { message: found.value === null ? null : presentMessage(found.value) }
    },
  )
}

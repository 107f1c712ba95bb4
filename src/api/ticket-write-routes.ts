import type { FastifyReply, FastifyRequest } from 'fastify'
import { changedAnswerSchema, handedOverAnswerSchema, saidAnswerSchema } from '../../schemas/ticket-api.ts'
import {
  assignmentRequestSchema,
  changeHeadersSchema,
  handoverRequestSchema,
  helpdeskQuerySchema,
  noteRequestSchema,
  replyRequestSchema,
  ticketChangesSchema,
  ticketIdSchema,
  writeHeadersSchema,
} from '../../schemas/ticket-request.ts'
import { sendProblem } from '../ops/problem.ts'
import type { Changed, Refusal, Said, WriteOutcome, WritePlace, WriteRefusal } from '../tickets/tickets.ts'
import { type ApiApp, type ApiDependencies, callerName } from './api-dependencies.ts'
import {
  convertToAssignment,
  convertToEdit,
  convertToHandOver,
  convertToNote,
  convertToReply,
} from './convert-ticket-request.ts'
import { parseIdempotencyKey, refuseBadKey } from './idempotency-key.ts'
import { presentChanged, presentHandedOver, presentSaid } from './present-ticket.ts'
import { composeTicketTag, parseIfMatch } from './ticket-etag.ts'
import { ticketProblemResponses } from './ticket-problem-responses.ts'
import { preconditionFailed, problemOfRefusal } from './ticket-problems.ts'

const write = { config: { scope: 'tickets:write' }, preValidation: refuseBadKey } as const
const common = { tags: ['tickets'], params: ticketIdSchema, querystring: helpdeskQuerySchema }
const speaking = {
  ...common,
  headers: writeHeadersSchema,
  response: {
    200: saidAnswerSchema.describe('It was done before; nothing was sent now.'),
    201: saidAnswerSchema.describe('It stands in the ticket. `Location` is the conversation.'),
    ...ticketProblemResponses(404, 409, 410, 413, 504),
  },
}
const changing = {
  ...common,
  headers: changeHeadersSchema,
  response: {
    200: changedAnswerSchema.describe('The ticket as it is now; the header `ETag` names this version.'),
    ...ticketProblemResponses(404, 409, 410, 412, 413, 504),
  },
}

/** Where to write and for whom. Without the connection's signal: what was begun for a caller who has gone is still finished. */
const placeOf = (request: FastifyRequest, helpdesk: string | undefined): WritePlace => ({
  who: callerName(request),
  key: parseIdempotencyKey(request.headers) ?? null,
  reference: request.id,
  ...(helpdesk === undefined ? {} : { helpdesk }),
})

const conversationOf = (ticketId: string, helpdesk: string | undefined): string =>
  `/v1/tickets/${ticketId}/conversation${helpdesk === undefined ? '' : `?helpdesk=${encodeURIComponent(helpdesk)}`}`

/** Speaking on tickets and changing them, each write once. */
export const addTicketWriteRoutes = (app: ApiApp, { tickets, clock }: ApiDependencies): void => {
  const refuse = (reply: FastifyReply, refusal: Refusal | WriteRefusal, hasPrecondition = false) =>
    sendProblem(reply, problemOfRefusal(refusal, { now: clock.now(), part: 'body', hasPrecondition }))

  const answerSaid = (reply: FastifyReply, outcome: WriteOutcome<Said>, helpdesk: string | undefined) => {
    if (!outcome.ok) return refuse(reply, outcome.refusal)
    const { value, duplicate } = outcome
    return reply
      .code(duplicate ? 200 : 201)
      .header('location', conversationOf(value.ticketId, helpdesk))
      .send(presentSaid(value, duplicate))
  }

  /** Does what is to be done only with the version of the ticket that `If-Match` names. */
  const change = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (precondition: { ifUnchangedSince?: string }) => Promise<WriteOutcome<Changed>>,
  ) => {
    const precondition = parseIfMatch(request.headers['if-match'])
    if (precondition.kind === 'unmet') return sendProblem(reply, preconditionFailed)
    const isConditional = precondition.kind === 'unchanged-since'
    const outcome = await work(isConditional ? { ifUnchangedSince: precondition.updatedAt } : {})
    if (!outcome.ok) return refuse(reply, outcome.refusal, isConditional)
    return reply
      .header('etag', composeTicketTag(outcome.value.ticket))
      .send(presentChanged(outcome.value, outcome.duplicate))
  }

  app.post(
    '/v1/tickets/:id/replies',
    {
      ...write,
      schema: {
        ...speaking,
        operationId: 'replyToTicket',
        summary: 'Reply to the customer',
        description:
          'A public message, which the help desk sends to the customer. Without an `Idempotency-Key` the same text to the same ticket within 10 minutes counts as a repeat.',
        body: replyRequestSchema,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { helpdesk } = request.query
      const outcome = await tickets.reply(id, convertToReply(request.body), placeOf(request, helpdesk))
      return answerSaid(reply, outcome, helpdesk)
    },
  )

  app.post(
    '/v1/tickets/:id/notes',
    {
      ...write,
      schema: {
        ...speaking,
        operationId: 'addTicketNote',
        summary: 'Add a note',
        description:
          'Private unless `private` is false. Without an `Idempotency-Key` the same text to the same ticket within 10 minutes counts as a repeat.',
        body: noteRequestSchema,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { helpdesk } = request.query
      const outcome = await tickets.note(id, convertToNote(request.body), placeOf(request, helpdesk))
      return answerSaid(reply, outcome, helpdesk)
    },
  )

  app.post(
    '/v1/tickets/:id/handover',
    {
      ...write,
      schema: {
        ...common,
        operationId: 'handOverTicket',
        summary: 'Hand a ticket over to people',
        description:
          'Gives it to the right agent or group, sets status and urgency, leaves a private note, and says what the customer may be promised.',
        headers: writeHeadersSchema,
        body: handoverRequestSchema,
        response: { 200: handedOverAnswerSchema, ...ticketProblemResponses(404, 409, 410, 413, 504) },
      },
    },
    async (request, reply) => {
      const order = convertToHandOver(request.body)
      const at = placeOf(request, request.query.helpdesk)
      const outcome = await tickets.handOver(request.params.id, order, at)
      return outcome.ok ? presentHandedOver(outcome.value, outcome.duplicate) : refuse(reply, outcome.refusal)
    },
  )

  app.put(
    '/v1/tickets/:id/assignment',
    {
      ...write,
      schema: {
        ...changing,
        operationId: 'assignTicket',
        summary: 'Assign a ticket',
        description: 'To an agent, a group, or both; null takes off, and what is absent stays.',
        body: assignmentRequestSchema,
      },
    },
    async (request, reply) =>
      change(request, reply, (precondition) =>
        tickets.assign(
          request.params.id,
          { ...convertToAssignment(request.body), ...precondition },
          placeOf(request, request.query.helpdesk),
        ),
      ),
  )

  app.patch(
    '/v1/tickets/:id',
    {
      ...write,
      schema: {
        ...changing,
        operationId: 'updateTicket',
        summary: 'Change a ticket',
        description:
          'What is absent stays as it is. Tags are added and removed; those that others set stay. With `If-Match` nothing is changed when somebody else was quicker.',
        body: ticketChangesSchema,
      },
    },
    async (request, reply) =>
      change(request, reply, (precondition) =>
        tickets.update(
          request.params.id,
          { ...convertToEdit(request.body), ...precondition },
          placeOf(request, request.query.helpdesk),
        ),
      ),
  )
}

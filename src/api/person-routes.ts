import type { FastifyReply } from 'fastify'
import {
  dismissalSchema,
  handoffDetailSchema,
  handoffEditSchema,
  handoffIdSchema,
} from '../../schemas/api.ts'
import type { PersonOutcome } from '../ledger/ledger.ts'
import { requesterKey } from '../ledger/requester-key.ts'
import { sendProblem } from '../ops/problem.ts'
import { type ApiApp, type ApiDependencies, callerName } from './api-dependencies.ts'
import { applyEdit } from './apply-edit.ts'
import { noSuchHandoff, problemOf } from './person-problems.ts'
import { presentDetail } from './present-entry.ts'
import { problemResponses } from './problem-responses.ts'

const response = { 200: handoffDetailSchema, ...problemResponses(404, 409) }

/** The repair desk: a person's verbs on one hand-off. All answer the hand-off as it stands afterwards. */
export const addPersonRoutes = (app: ApiApp, { ledger }: ApiDependencies): void => {
  const answer = async (reply: FastifyReply, id: string, outcome: PersonOutcome) =>
    outcome.kind === 'done'
      ? presentDetail(outcome.entry, await ledger.history(id))
      : sendProblem(reply, problemOf(outcome, id))

  app.post(
    '/v1/handoffs/:id/retry',
    {
      config: { scope: 'handoffs:repair' },
      schema: {
        operationId: 'retryHandoff',
        summary: 'Try again now',
        description: 'Takes a waiting hand-off out of its wait. Safe to repeat.',
        tags: ['repair'],
        params: handoffIdSchema,
        response,
      },
    },
    async (request, reply) =>
      answer(reply, request.params.id, await ledger.retryNow(request.params.id, callerName(request))),
  )

  app.post(
    '/v1/handoffs/:id/release',
    {
      config: { scope: 'handoffs:repair' },
      schema: {
        operationId: 'releaseHandoff',
        summary: 'Send on a hand-off that was parked or refused',
        description: 'Correct it first, when its content is at fault.',
        tags: ['repair'],
        params: handoffIdSchema,
        response: { ...response, ...problemResponses(404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const entry = await ledger.find(id)
      if (entry === null) return sendProblem(reply, noSuchHandoff)
      // What was refused at the door goes on only when it could have come in.
      const fit = entry.state === 'refused' && entry.handoff !== null ? applyEdit(entry.handoff, {}) : null
      if (fit !== null && !fit.ok)
        return sendProblem(reply, {
          status: 422,
          code: 'invalid_handoff',
          detail: 'The hand-off cannot be delivered as it is. Correct it first; see errors.',
          errors: fit.faults,
          handoffId: id,
        })
      return answer(reply, id, await ledger.release(id, callerName(request)))
    },
  )

  app.post(
    '/v1/handoffs/:id/dismiss',
    {
      config: { scope: 'handoffs:repair' },
      schema: {
        operationId: 'dismissHandoff',
        summary: 'End a hand-off without a ticket',
        description: 'It stays on record and in the custody sum, with the reason.',
        tags: ['repair'],
        params: handoffIdSchema,
        body: dismissalSchema,
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      return answer(reply, id, await ledger.dismiss(id, request.body.reason, callerName(request)))
    },
  )

  app.patch(
    '/v1/handoffs/:id',
    {
      config: { scope: 'handoffs:repair' },
      schema: {
        operationId: 'editHandoff',
        summary: 'Correct the content of a hand-off',
        description:
          'Fields that are absent stay as they are; null empties one. Does not send it on: see release.',
        tags: ['repair'],
        params: handoffIdSchema,
        body: handoffEditSchema,
        response: { ...response, ...problemResponses(404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const entry = await ledger.find(id)
      if (entry === null) return sendProblem(reply, noSuchHandoff)
      if (entry.handoff === null)
        return sendProblem(reply, {
          status: 409,
          code: 'content_erased',
          detail: 'The content of this hand-off is no longer kept, so there is nothing to correct.',
          handoffId: id,
        })
      const edit = applyEdit(entry.handoff, request.body)
      if (!edit.ok)
        return sendProblem(reply, {
          status: 422,
          code: 'invalid_handoff',
          detail: 'The hand-off could not be delivered like this; see errors.',
          errors: edit.faults,
          handoffId: id,
        })
      const key = requesterKey(edit.handoff.requester)
      return answer(reply, id, await ledger.edit(id, edit.handoff, key, callerName(request)))
    },
  )
}

import {
  triageCategoryNameSchema,
  triagedTicketPageSchema,
  triagedTicketQuerySchema,
  triageLearnSchema,
  triageModeBodySchema,
  triageReportQuerySchema,
  triageRunIdSchema,
  triageRunListSchema,
  triageRunQuerySchema,
  triageStatusSchema,
  triageUndoSchema,
} from '../../schemas/triage-api.ts'
import { triageReportSchema } from '../../schemas/triage-report.ts'
import { sendProblem } from '../ops/problem.ts'
import type { TicketListQuery } from '../triage/triage-store.ts'
import { type ApiApp, type ApiDependencies, callerName } from './api-dependencies.ts'
import { presentRun, presentTriagedTicket, presentTriageStatus, presentUndo } from './present-triage.ts'
import { problemResponses } from './problem-responses.ts'
import { noSuchCategory, noSuchRun, nothingToLearn, notTriaged, triageOff } from './triage-problems.ts'

type Query = ReturnType<typeof triagedTicketQuerySchema.parse>

const toListQuery = (query: Query): TicketListQuery => ({
  limit: query.limit,
  ...(query.helpdesk === undefined ? {} : { helpdesk: query.helpdesk }),
  ...(query.category === undefined ? {} : { category: query.category }),
  ...(query.state === undefined ? {} : { state: query.state }),
  ...(query.action === undefined ? {} : { action: query.action }),
  ...(query.outcome === undefined ? {} : { outcome: query.outcome }),
  ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
})

const dayMs = 86_400_000
const read = { scope: 'triage:read' } as const
const write = { scope: 'triage:write' } as const

/** Triage: how it is doing and what it is worth, and a person's switches. 409 `triage_off` where it is not configured. */
export const addTriageRoutes = (app: ApiApp, { triage, clock }: ApiDependencies): void => {
  app.get(
    '/v1/triage',
    {
      config: read,
      schema: {
        operationId: 'getTriage',
        summary: 'Show how triage is doing',
        tags: ['triage'],
        response: { 200: triageStatusSchema, ...problemResponses(409) },
      },
    },
    async (_request, reply) =>
      triage === null ? sendProblem(reply, triageOff) : presentTriageStatus(await triage.status()),
  )

  app.get(
    '/v1/triage/report',
    {
      config: read,
      schema: {
        operationId: 'getTriageReport',
        summary: 'Tell what triage is worth, category by category',
        description:
          'From tickets of which both the prediction and what agents made of them are known. What triage wrote itself and nobody changed proves nothing and is left out.',
        tags: ['triage'],
        querystring: triageReportQuerySchema,
        response: {
          200: triageReportSchema.describe('What triage is worth.'),
          ...problemResponses(404, 409),
        },
      },
    },
    async ({ query }, reply) => {
      if (triage === null) return sendProblem(reply, triageOff)
      const helpdesk = query.helpdesk ?? triage.defaultHelpdesk
      const report = await triage.report({ helpdesk, since: clock.now() - query.days * dayMs })
      return report ?? sendProblem(reply, notTriaged)
    },
  )

  app.get(
    '/v1/triage/tickets',
    {
      config: read,
      schema: {
        operationId: 'listTriagedTickets',
        summary: 'List what triage has seen',
        description: 'Newest seen first. Filters are combined.',
        tags: ['triage'],
        querystring: triagedTicketQuerySchema,
        response: { 200: triagedTicketPageSchema, ...problemResponses(409) },
      },
    },
    async ({ query }, reply) => {
      if (triage === null) return sendProblem(reply, triageOff)
      const { tickets, next } = await triage.tickets(toListQuery(query))
      return { tickets: tickets.map(presentTriagedTicket), next }
    },
  )

  app.get(
    '/v1/triage/runs',
    {
      config: read,
      schema: {
        operationId: 'listTriageRuns',
        summary: 'List what was written, day by day',
        description: 'A run is what was written on one UTC day under one model and one set of settings.',
        tags: ['triage'],
        querystring: triageRunQuerySchema,
        response: { 200: triageRunListSchema, ...problemResponses(409) },
      },
    },
    async ({ query }, reply) => {
      if (triage === null) return sendProblem(reply, triageOff)
      return { runs: (await triage.runs(query)).map(presentRun) }
    },
  )

  app.post(
    '/v1/triage/runs/:run/undo',
    {
      config: write,
      schema: {
        operationId: 'undoTriageRun',
        summary: 'Take back what a run wrote',
        description:
          'Each field that still has the value which triage gave it gets the one from before; what somebody has changed since stays. Answers when it is through, which may take minutes; a repeat goes on where it stopped.',
        tags: ['triage'],
        params: triageRunIdSchema,
        response: { 200: triageUndoSchema, ...problemResponses(404, 409) },
      },
    },
    async (request, reply) => {
      if (triage === null) return sendProblem(reply, triageOff)
      const leaving = new AbortController()
      // Whoever hangs up does not want more of it; what is done is done, and a repeat goes on.
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) leaving.abort()
      })
      const report = await triage.undo(request.params.run, {
        who: callerName(request),
        signal: leaving.signal,
        onProgress: () => {},
      })
      return report === null ? sendProblem(reply, noSuchRun) : presentUndo(report)
    },
  )

  for (const [verb, operationId, summary, description] of [
    [
      'stop',
      'stopTriage',
      'Write nothing any more',
      'From the next ticket on, in every replica. Predictions go on. Safe to repeat.',
    ],
    ['start', 'startTriage', 'Write again, as far as modes allow', 'Safe to repeat.'],
  ] as const)
    app.post(
      `/v1/triage/${verb}`,
      {
        config: write,
        schema: {
          operationId,
          summary,
          description,
          tags: ['triage'],
          response: { 200: triageStatusSchema, ...problemResponses(409) },
        },
      },
      async (request, reply) => {
        if (triage === null) return sendProblem(reply, triageOff)
        await (verb === 'stop' ? triage.stop(callerName(request)) : triage.resume(callerName(request)))
        return presentTriageStatus(await triage.status())
      },
    )

  app.put(
    '/v1/triage/categories/:category',
    {
      config: write,
      schema: {
        operationId: 'setTriageMode',
        summary: 'Say how far triage may go for a category',
        description:
          'While the service runs, before what is configured; null: as configured. Safe to repeat.',
        tags: ['triage'],
        params: triageCategoryNameSchema,
        body: triageModeBodySchema,
        response: { 200: triageStatusSchema, ...problemResponses(404, 409) },
      },
    },
    async (request, reply) => {
      if (triage === null) return sendProblem(reply, triageOff)
      const { category } = request.params
      const isKnown = await triage.setMode(category, request.body.mode, callerName(request))
      return isKnown ? presentTriageStatus(await triage.status()) : sendProblem(reply, noSuchCategory)
    },
  )

  app.post(
    '/v1/triage/learn',
    {
      config: write,
      schema: {
        operationId: 'learnTriage',
        summary: 'Train a new model now',
        description:
          'In the background, from what agents did. It is used when it is better than the one in use; see `learning` of the status.',
        tags: ['triage'],
        response: { 202: triageLearnSchema, ...problemResponses(409) },
      },
    },
    async (request, reply) => {
      if (triage === null) return sendProblem(reply, triageOff)
      const outcome = await triage.learn(callerName(request))
      if (outcome.kind === 'off') return sendProblem(reply, nothingToLearn(outcome.why))
      return reply.code(202).send({ ok: true as const, status: outcome.kind })
    },
  )
}

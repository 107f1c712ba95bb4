import {
  custodySchema,
  handoffDetailSchema,
  handoffIdSchema,
  handoffPageSchema,
  handoffQuerySchema,
} from '../../schemas/api.ts'
import { keptAnswerSchema, keptQuerySchema } from '../../schemas/kept.ts'
import type { ListQuery } from '../ledger/ledger.ts'
import { sendProblem } from '../ops/problem.ts'
import type { ApiApp, ApiDependencies } from './api-dependencies.ts'
import { noSuchHandoff } from './person-problems.ts'
import { presentCustody } from './present-custody.ts'
import { presentDetail, presentRecord } from './present-entry.ts'
import { presentKept } from './present-kept.ts'
import { problemResponses } from './problem-responses.ts'

type Query = ReturnType<typeof handoffQuerySchema.parse>

const toListQuery = (query: Query): ListQuery => ({
  limit: query.limit,
  ...(query.state === undefined ? {} : { state: query.state }),
  ...(query.source === undefined ? {} : { source: query.source }),
  ...(query.helpdesk === undefined ? {} : { helpdesk: query.helpdesk }),
  ...(query.flag === undefined ? {} : { flag: query.flag }),
  ...(query.received_after === undefined ? {} : { receivedAfter: query.received_after }),
  ...(query.received_before === undefined ? {} : { receivedBefore: query.received_before }),
  ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
})

/** Looking at the ledger: lists, one hand-off, the custody sum, how often agents kept what was decided. */
export const addReadRoutes = (app: ApiApp, { ledger, clock }: ApiDependencies): void => {
  app.get(
    '/v1/handoffs',
    {
      config: { scope: 'handoffs:read' },
      schema: {
        operationId: 'listHandoffs',
        summary: 'List hand-offs',
        description: 'Newest first, without their content. Filters are combined.',
        tags: ['ledger'],
        querystring: handoffQuerySchema,
        response: { 200: handoffPageSchema.describe('A page of hand-offs.'), ...problemResponses() },
      },
    },
    async (request) => {
      const { entries, next } = await ledger.list(toListQuery(request.query))
      return { handoffs: entries.map(presentRecord), next }
    },
  )

  app.get(
    '/v1/handoffs/:id',
    {
      config: { scope: 'handoffs:read' },
      schema: {
        operationId: 'getHandoff',
        summary: 'Show one hand-off with its history',
        tags: ['ledger'],
        params: handoffIdSchema,
        response: { 200: handoffDetailSchema, ...problemResponses(404) },
      },
    },
    async (request, reply) => {
      const entry = await ledger.find(request.params.id)
      if (entry === null) return sendProblem(reply, noSuchHandoff)
      return presentDetail(entry, await ledger.history(entry.id))
    },
  )

  app.get(
    '/v1/custody',
    {
      config: { scope: 'handoffs:read' },
      schema: {
        operationId: 'getCustody',
        summary: 'Count where every hand-off is',
        description: 'received = delivered + under_way + parked + dismissed, counted on the spot.',
        tags: ['ledger'],
        response: { 200: custodySchema, ...problemResponses() },
      },
    },
    async () => presentCustody(await ledger.custody()),
  )

  app.get(
    '/v1/classifications/kept',
    {
      config: { scope: 'handoffs:read' },
      schema: {
        operationId: 'getKeptClassifications',
        summary: 'Tell how often agents kept what was decided',
        description:
          'Each ticket is looked at once: when it is solved, or a week after it was made. `kept` means that type, group and tags are still those of the category.',
        tags: ['classification'],
        querystring: keptQuerySchema,
        response: { 200: keptAnswerSchema, ...problemResponses() },
      },
    },
    ({ query }) => presentKept(ledger, { since: query.since, now: clock.now() }),
  )
}

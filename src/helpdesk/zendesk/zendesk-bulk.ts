import type * as z from 'zod'
import { zendeskJobAnswerSchema } from '../../../schemas/zendesk/job-status.ts'
import { get, pathWith, withQuery } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import type { ZendeskTicketBody } from './zendesk-ticket-body.ts'

type JobAnswer = Promise<ApiResult<z.infer<typeof zendeskJobAnswerSchema>>>

/** Comments are plain text. */
export interface ZendeskMergeBody {
  ids: number[]
  target_comment: string
  source_comment: string
  target_comment_is_public: boolean
  source_comment_is_public: boolean
}

/** Tags that are added and taken away work in a bulk update alone. */
export type ZendeskBulkBody = ZendeskTicketBody & { additional_tags?: string[]; remove_tags?: string[] }

/**
 * What is done to several tickets at once: Zendesk answers with a job, and takes 30 jobs at a time (429 beyond).
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#merge-tickets-into-target-ticket
 */
export interface ZendeskBulk {
  merge(into: string, body: ZendeskMergeBody, options: CallOptions): JobAnswer
  update(ids: string[], ticket: ZendeskBulkBody, options: CallOptions): JobAnswer
  job(id: string, options: CallOptions): JobAnswer
}

export const createZendeskBulk = (http: HttpClient): ZendeskBulk => ({
  merge: (into, body, options) =>
    http.call(
      {
        method: 'POST',
        route: '/tickets/{id}/merge',
        path: pathWith('/tickets/{id}/merge', into),
        operation: 'update',
        cost: 1,
        body: { json: body },
        schema: zendeskJobAnswerSchema,
      },
      options,
    ),
  update: (ids, ticket, options) =>
    http.call(
      {
        method: 'PUT',
        route: '/tickets/update_many',
        path: withQuery('/tickets/update_many', { ids: ids.join(',') }),
        operation: 'update',
        cost: 1,
        body: { json: { ticket } },
        schema: zendeskJobAnswerSchema,
      },
      options,
    ),
  job: (id, options) => get(http, '/job_statuses/{id}', zendeskJobAnswerSchema, options, { id }),
})

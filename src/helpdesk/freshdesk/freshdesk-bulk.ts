import * as z from 'zod'
import {
  type FreshdeskJob,
  freshdeskJobSchema,
  freshdeskJobStartSchema,
} from '../../../schemas/freshdesk/job.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import type { FreshdeskTicketChanges } from './freshdesk-tickets.ts'

/** `convert_recepients_to_cc` is Freshdesk's spelling. Notes are HTML. */
export interface FreshdeskMergeBody {
  primary_id: number
  ticket_ids: number[]
  convert_recepients_to_cc: boolean
  note_in_primary: { body: string; private: boolean }
  note_in_secondary: { body: string; private: boolean }
}

/** What is done to several tickets at once. */
export interface FreshdeskBulk {
  /** https://developers.freshdesk.com/api/#merge_tickets */
  merge(body: FreshdeskMergeBody, options: CallOptions): Promise<ApiResult<null>>
  /** Freshdesk works on it in a job. `subject` is not taken, and `tags` replaces all tags. */
  update(
    ids: number[],
    properties: FreshdeskTicketChanges,
    options: CallOptions,
  ): Promise<ApiResult<{ job_id: string }>>
  job(id: string, options: CallOptions): Promise<ApiResult<FreshdeskJob>>
}

export const createFreshdeskBulk = (http: HttpClient): FreshdeskBulk => ({
  merge: (body, options) =>
    http.call(
      {
        method: 'PUT',
        route: '/tickets/merge',
        path: '/tickets/merge',
        operation: 'update',
        cost: 1,
        body: { json: body },
        schema: z.unknown().transform(() => null),
      },
      options,
    ),
  update: (ids, properties, options) =>
    http.call(
      {
        method: 'POST',
        route: '/tickets/bulk_update',
        path: '/tickets/bulk_update',
        operation: 'update',
        cost: 1,
        body: { json: { bulk_action: { ids, properties } } },
        schema: freshdeskJobStartSchema,
      },
      options,
    ),
  job: (id, options) => get(http, '/jobs/{id}', freshdeskJobSchema, options, { id }),
})

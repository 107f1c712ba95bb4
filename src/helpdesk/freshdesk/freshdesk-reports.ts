import {
  type FreshdeskRating,
  freshdeskRatingListSchema,
} from '../../../schemas/freshdesk/satisfaction-rating.ts'
import {
  type FreshdeskTimeEntry,
  freshdeskTimeEntryListSchema,
} from '../../../schemas/freshdesk/time-entry.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { type Page, pageQuery } from './page-query.ts'

/** What customers said of the service, and what work it took. */
export interface FreshdeskReports {
  /** Those made since a time, ISO 8601 UTC. https://developers.freshdesk.com/api/#view_all_satisfaction_ratings */
  ratings(query: Page & { createdSince: string }, options: CallOptions): Promise<ApiResult<FreshdeskRating[]>>
  /** https://developers.freshdesk.com/api/#list_all_ticket_timeentries */
  timeEntries(ticketId: string, page: Page, options: CallOptions): Promise<ApiResult<FreshdeskTimeEntry[]>>
}

export const createFreshdeskReports = (http: HttpClient): FreshdeskReports => ({
  ratings: (query, options) =>
    get(http, '/surveys/satisfaction_ratings', freshdeskRatingListSchema, options, {
      query: { ...pageQuery(query), created_since: query.createdSince },
    }),
  timeEntries: (id, page, options) =>
    get(http, '/tickets/{id}/time_entries', freshdeskTimeEntryListSchema, options, {
      id,
      query: pageQuery(page),
    }),
})

import type * as z from 'zod'
import {
  zendeskOrganizationAnswerSchema,
  zendeskOrganizationListSchema,
  zendeskOrganizationSearchSchema,
} from '../../../schemas/zendesk/organization.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'

type Answer<S extends z.ZodType> = Promise<ApiResult<z.infer<S>>>

/** Customers' firms, to read. https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/ */
export interface ZendeskOrganizations {
  get(id: string | number, options: CallOptions): Answer<typeof zendeskOrganizationAnswerSchema>
  /** Whose name begins like this, without case. Any agent may; the search by the exact name is for administrators. */
  byName(name: string, options: CallOptions): Answer<typeof zendeskOrganizationListSchema>
  /** By the search index, which lags by minutes. */
  search(query: string, options: CallOptions): Answer<typeof zendeskOrganizationSearchSchema>
}

export const createZendeskOrganizations = (http: HttpClient): ZendeskOrganizations => ({
  get: (id, options) => get(http, '/organizations/{id}', zendeskOrganizationAnswerSchema, options, { id }),
  byName: (name, options) =>
    get(http, '/organizations/autocomplete', zendeskOrganizationListSchema, options, { query: { name } }),
  search: (query, options) =>
    get(http, '/search', zendeskOrganizationSearchSchema, options, {
      query: { query, per_page: 100 },
    }),
})

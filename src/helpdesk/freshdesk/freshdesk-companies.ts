import type * as z from 'zod'
import {
  type FreshdeskCompany,
  freshdeskCompanyNamesSchema,
  freshdeskCompanySchema,
  freshdeskCompanySearchSchema,
} from '../../../schemas/freshdesk/company.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'

/** Customers' firms, to read. https://developers.freshdesk.com/api/#companies */
export interface FreshdeskCompanies {
  get(id: string | number, options: CallOptions): Promise<ApiResult<FreshdeskCompany>>
  /** Companies of whose name a word begins like this, without case. At once, unlike the search. */
  byName(name: string, options: CallOptions): Promise<ApiResult<z.infer<typeof freshdeskCompanyNamesSchema>>>
  /** Without its double quotes. The index lags by minutes. https://developers.freshdesk.com/api/#filter_companies */
  search(
    query: string,
    options: CallOptions,
  ): Promise<ApiResult<z.infer<typeof freshdeskCompanySearchSchema>>>
}

export const createFreshdeskCompanies = (http: HttpClient): FreshdeskCompanies => ({
  get: (id, options) => get(http, '/companies/{id}', freshdeskCompanySchema, options, { id }),
  byName: (name, options) =>
    get(http, '/companies/autocomplete', freshdeskCompanyNamesSchema, options, { query: { name } }),
  search: (query, options) =>
    get(http, '/search/companies', freshdeskCompanySearchSchema, options, {
      query: { query: `"${query}"` },
    }),
})

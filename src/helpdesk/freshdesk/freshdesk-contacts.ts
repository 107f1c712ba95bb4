import {
  type FreshdeskContact,
  freshdeskContactListSchema,
  freshdeskContactSchema,
} from '../../../schemas/freshdesk/contact.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { type Page, pageQuery } from './page-query.ts'

/** A name and at least one of the others. */
export interface FreshdeskContactBody {
  name: string
  email?: string
  phone?: string
  mobile?: string
  unique_external_id?: string
}

export interface FreshdeskContacts {
  /** No match is an empty list. Blocked and deleted contacts are left out. */
  list(
    query: Page & { email?: string; phone?: string; mobile?: string },
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskContact[]>>
  get(id: string, options: CallOptions): Promise<ApiResult<FreshdeskContact>>
  /** An e-mail that is taken, by a deleted contact too, is a 409 with `refusal.existingId`. */
  create(body: FreshdeskContactBody, options: CallOptions): Promise<ApiResult<FreshdeskContact>>
}

export const createFreshdeskContacts = (http: HttpClient): FreshdeskContacts => ({
  list: (query, options) =>
    get(http, '/contacts', freshdeskContactListSchema, options, {
      operation: 'list-contacts',
      query: { ...pageQuery(query), email: query.email, phone: query.phone, mobile: query.mobile },
    }),
  get: (id, options) => get(http, '/contacts/{id}', freshdeskContactSchema, options, { id }),
  create: (body, options) =>
    http.call(
      {
        method: 'POST',
        route: '/contacts',
        path: '/contacts',
        operation: 'other',
        cost: 1,
        body: { json: body },
        schema: freshdeskContactSchema,
      },
      options,
    ),
})

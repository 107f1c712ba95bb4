import type * as z from 'zod'
import {
  type ZendeskMe,
  type ZendeskUser,
  zendeskMeSchema,
  zendeskUserAnswerSchema,
  zendeskUserListSchema,
} from '../../../schemas/zendesk/user.ts'
import { get, withQuery } from '../api-request.ts'
import type { CallOptions, Failure } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { cursorQuery, type Page } from './read-pages.ts'

export type UserList = z.infer<typeof zendeskUserListSchema>

export interface ZendeskPeople {
  /** Who the token's e-mail is. Passes a shut door. Zendesk answers 200 to anybody: nobody is a refusal. */
  me(options: CallOptions): Promise<ApiResult<ZendeskMe>>
  get(id: string, options: CallOptions): Promise<ApiResult<{ user: ZendeskUser }>>
  /** Agents and administrators. */
  agents(page: Page, options: CallOptions): Promise<ApiResult<UserList>>
  byPhone(phone: string, options: CallOptions): Promise<ApiResult<UserList>>
  /** By the index, which may lag behind for people who are new. */
  byEmail(email: string, options: CallOptions): Promise<ApiResult<UserList>>
  /** By the same index; the external id that `createOrUpdate` was given. */
  byExternalId(externalId: string, options: CallOptions): Promise<ApiResult<UserList>>
  /** Finds by `external_id` or makes. No mail goes out. Safe to repeat. */
  createOrUpdate(
    user: { name: string; phone?: string; external_id: string },
    options: CallOptions,
  ): Promise<ApiResult<{ user: ZendeskUser }>>
}

const refusesNobody = ({ user }: ZendeskMe): Failure | null => {
  const isAgent = user.role === 'agent' || user.role === 'admin'
  if (user.id != null && isAgent) return null
  const message =
    user.id == null
      ? 'The help desk refuses our credentials (it knows us as nobody).'
      : 'The help desk refuses our credentials (the e-mail is no agent’s).'
  return { kind: 'credentials', message, status: 401 }
}

export const createZendeskPeople = (http: HttpClient): ZendeskPeople => ({
  me: (options) => get(http, '/users/me', zendeskMeSchema, options, { probe: true, refuses: refusesNobody }),
  get: (id, options) => get(http, '/users/{id}', zendeskUserAnswerSchema, options, { id }),
  agents: (page, options) => {
    const path = withQuery('/users', cursorQuery(page))
    // One key twice, which a record cannot say.
    const both = `${path}&role%5B%5D=agent&role%5B%5D=admin`
    return http.call(
      {
        method: 'GET',
        route: '/users',
        path: both,
        operation: 'other',
        cost: 1,
        schema: zendeskUserListSchema,
      },
      options,
    )
  },
  byPhone: (phone, options) =>
    get(http, '/users/search', zendeskUserListSchema, options, {
      operation: 'list-contacts',
      query: { query: `phone:"${phone.replaceAll('"', '')}"` },
    }),
  byEmail: (email, options) =>
    get(http, '/users/search', zendeskUserListSchema, options, {
      operation: 'list-contacts',
      query: { query: `email:"${email.replaceAll('"', '')}"` },
    }),
  byExternalId: (externalId, options) =>
    get(http, '/users/search', zendeskUserListSchema, options, {
      operation: 'list-contacts',
      query: { external_id: externalId },
    }),
  createOrUpdate: (user, options) =>
    http.call(
      {
        method: 'POST',
        route: '/users/create_or_update',
        path: '/users/create_or_update',
        operation: 'other',
        cost: 1,
        body: { json: { user: { ...user, skip_verify_email: true } } },
        schema: zendeskUserAnswerSchema,
      },
      options,
    ),
})

import * as z from 'zod'
import { zendeskAuditListSchema } from '../../../schemas/zendesk/audit.ts'
import {
  type ZendeskTicket,
  type ZendeskUpdateAnswer,
  zendeskCommentListSchema,
  zendeskExportSchema,
  zendeskSearchCountSchema,
  zendeskSearchSchema,
  zendeskTicketAnswerSchema,
  zendeskTicketListSchema,
  zendeskUpdateAnswerSchema,
} from '../../../schemas/zendesk/ticket.ts'
import { get, pathWith } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiCall, ApiResult, HttpClient } from '../http-client.ts'
import { silentRefusal } from '../refusal.ts'
import { cursorQuery, type Page } from './read-pages.ts'
import type { TicketLimits } from './ticket-limits.ts'
import type { ZendeskTicketBody } from './zendesk-ticket-body.ts'

export type TicketList = z.infer<typeof zendeskTicketListSchema>
export type SearchAnswer = z.infer<typeof zendeskSearchSchema>
export type ExportAnswer = z.infer<typeof zendeskExportSchema>

export interface SearchQuery {
  query: string
  sortBy: 'created_at' | 'updated_at'
  sortOrder: 'asc' | 'desc'
  page: number
  perPage: number
}

export type CommentList = z.infer<typeof zendeskCommentListSchema>
export type AuditList = z.infer<typeof zendeskAuditListSchema>

export interface ZendeskTickets {
  /**
   * `key`: Zendesk remembers it for two hours. The same key and body answer the same ticket; another body is a 400 with
   * `IdempotentRequestError`; a 409 means that the first request still runs.
   */
  create(
    ticket: ZendeskTicketBody,
    key: string | null,
    options: CallOptions,
  ): Promise<ApiResult<{ ticket: ZendeskTicket }>>
  get(id: string, options: CallOptions): Promise<ApiResult<{ ticket: ZendeskTicket }>>
  /** Not unique, and not enforced by Zendesk. Deleted and archived tickets are left out. */
  byExternalId(externalId: string, options: CallOptions): Promise<ApiResult<TicketList>>
  requestedBy(userId: number, page: Page, options: CallOptions): Promise<ApiResult<TicketList>>
  /** Refused without being sent when this ticket has had its 30 updates in ten minutes. */
  update(id: string, ticket: ZendeskTicketBody, options: CallOptions): Promise<ApiResult<ZendeskUpdateAnswer>>
  addTags(id: string, tags: string[], options: CallOptions): Promise<ApiResult<null>>
  removeTags(id: string, tags: string[], options: CallOptions): Promise<ApiResult<null>>
  delete(id: string, options: CallOptions): Promise<ApiResult<null>>
  /** Page 1 to 10 of a hundred at most: beyond a thousand results it is a 422. The index lags by minutes. */
  search(query: SearchQuery, options: CallOptions): Promise<ApiResult<SearchAnswer>>
  /** How many a search would find, however many; by the same index. */
  count(query: string, options: CallOptions): Promise<ApiResult<{ count: number }>>
  /** In the order of change, deleted tickets too. Administrators only. At most a thousand a page. */
  export(
    from: ({ cursor: string } | { startTime: number }) & { perPage: number },
    options: CallOptions,
  ): Promise<ApiResult<ExportAnswer>>
  comments(
    id: string,
    page: Page & { newestFirst?: boolean },
    options: CallOptions,
  ): Promise<ApiResult<CommentList>>
  /** Who changed what, a hundred a page from 1; of closed and archived tickets too. */
  audits(id: string, page: number, options: CallOptions): Promise<ApiResult<AuditList>>
}

const anything = z.unknown().transform(() => null)

export const createZendeskTickets = (http: HttpClient, limits: TicketLimits): ZendeskTickets => {
  const change = async <T>(
    id: string,
    call: Pick<ApiCall<T>, 'method' | 'route' | 'body' | 'schema'>,
    options: CallOptions,
  ): Promise<ApiResult<T>> => {
    const retryAt = limits.blockedUntil(id)
    if (retryAt !== null) {
      const message = 'This ticket has had as many updates as Zendesk takes in ten minutes.'
      return { effect: 'none', failure: { kind: 'rate-limited', message, retryAt }, refusal: silentRefusal }
    }
    const isRecordLimit: NonNullable<ApiCall<T>['isRecordLimit']> = (refused) => limits.isOwn(id, refused)
    const path = pathWith(call.route, id)
    const sent: CallOptions = {
      ...options,
      onSend: () => {
        limits.sent(id)
        options.onSend?.()
      },
    }
    return http.call({ ...call, path, operation: 'update', cost: 1, isRecordLimit }, sent)
  }

  return {
    create: (ticket, key, options) =>
      http.call(
        {
          method: 'POST',
          route: '/tickets',
          path: '/tickets',
          operation: 'create',
          cost: 1,
          body: { json: { ticket } },
          ...(key === null ? {} : { headers: { 'idempotency-key': key } }),
          schema: zendeskTicketAnswerSchema,
        },
        options,
      ),
    get: (id, options) => get(http, '/tickets/{id}', zendeskTicketAnswerSchema, options, { id }),
    byExternalId: (externalId, options) =>
      get(http, '/tickets', zendeskTicketListSchema, options, {
        operation: 'list-tickets',
        query: { external_id: externalId },
      }),
    requestedBy: (userId, page, options) =>
      get(http, '/users/{id}/tickets/requested', zendeskTicketListSchema, options, {
        id: userId,
        operation: 'list-tickets',
        query: { ...cursorQuery(page), sort: '-updated_at' },
      }),
    update: (id, ticket, options) =>
      change(
        id,
        {
          method: 'PUT',
          route: '/tickets/{id}',
          body: { json: { ticket } },
          schema: zendeskUpdateAnswerSchema,
        },
        options,
      ),
    addTags: (id, tags, options) =>
      change(
        id,
        { method: 'PUT', route: '/tickets/{id}/tags', body: { json: { tags } }, schema: anything },
        options,
      ),
    removeTags: (id, tags, options) =>
      change(
        id,
        { method: 'DELETE', route: '/tickets/{id}/tags', body: { json: { tags } }, schema: anything },
        options,
      ),
    delete: (id, options) =>
      http.call(
        {
          method: 'DELETE',
          route: '/tickets/{id}',
          path: pathWith('/tickets/{id}', id),
          operation: 'other',
          cost: 1,
          schema: anything,
        },
        options,
      ),
    search: ({ query, sortBy, sortOrder, page, perPage }, options) =>
      get(http, '/search', zendeskSearchSchema, options, {
        operation: 'list-tickets',
        query: { query, sort_by: sortBy, sort_order: sortOrder, page, per_page: perPage },
      }),
    count: (query, options) =>
      get(http, '/search/count', zendeskSearchCountSchema, options, {
        operation: 'list-tickets',
        query: { query },
      }),
    export: (from, options) =>
      get(http, '/incremental/tickets/cursor', zendeskExportSchema, options, {
        operation: 'list-tickets',
        query: {
          ...('cursor' in from ? { cursor: from.cursor } : { start_time: from.startTime }),
          per_page: from.perPage,
        },
      }),
    comments: (id, { newestFirst = false, ...page }, options) =>
      get(http, '/tickets/{id}/comments', zendeskCommentListSchema, options, {
        id,
        query: {
          ...cursorQuery(page),
          sort: newestFirst ? '-created_at' : 'created_at',
          include: 'users',
        },
      }),
    audits: (id, page, options) =>
      get(http, '/tickets/{id}/audits', zendeskAuditListSchema, options, {
        id,
        query: { sort_order: 'desc', page, per_page: 100 },
      }),
  }
}

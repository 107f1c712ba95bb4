import * as z from 'zod'
import {
  type FreshdeskReadableTickets,
  type FreshdeskTicket,
  type FreshdeskTicketSearch,
  freshdeskReadableTicketsSchema,
  freshdeskTicketListSchema,
  freshdeskTicketSchema,
  freshdeskTicketSearchSchema,
} from '../../../schemas/freshdesk/ticket.ts'
import { get, pathWith } from '../api-request.ts'
import type { CallOptions, FileToAttach } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { encodeWithFiles, type FreshdeskTicketBody } from './freshdesk-ticket-body.ts'
import { type Page, pageQuery } from './page-query.ts'

export type TicketInclude = 'conversations' | 'requester' | 'company' | 'stats'
export type ListInclude = 'stats' | 'requester' | 'description'

/** Without `updatedSince` Freshdesk lists only tickets created in the past 30 days. */
export interface TicketListQuery extends Page {
  filter?: 'new_and_my_open' | 'watching' | 'spam' | 'deleted'
  email?: string
  requesterId?: number
  uniqueExternalId?: string
  /** ISO 8601 UTC */
  updatedSince?: string
  orderBy?: 'created_at' | 'due_by' | 'updated_at' | 'status'
  orderType?: 'asc' | 'desc'
  include?: ListInclude[]
}

export interface FreshdeskTicketChanges {
  status?: number
  priority?: number
  subject?: string
  type?: string | null
  group_id?: number | null
  responder_id?: number | null
  /** Replaces all tags. */
  tags?: string[]
  custom_fields?: Record<string, unknown>
}

export interface FreshdeskTickets {
  create(
    body: FreshdeskTicketBody,
    files: FileToAttach[],
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskTicket>>
  /** Every include costs one credit more. Deleted tickets are found, with `deleted: true`. */
  get(id: string, options: CallOptions, include?: TicketInclude[]): Promise<ApiResult<FreshdeskTicket>>
  /** The archive has an address of its own. https://developers.freshdesk.com/api/#view_archived_ticket */
  getArchived(
    id: string,
    options: CallOptions,
    include?: TicketInclude[],
  ): Promise<ApiResult<FreshdeskTicket>>
  /** Without its double quotes; 512 characters at most. 30 a page, pages 1 to 10. The index lags by minutes. */
  search(query: string, page: number, options: CallOptions): Promise<ApiResult<FreshdeskTicketSearch>>
  /** Every include costs two credits more a page. An unknown e-mail is a 400 for the field `email`. */
  list(query: TicketListQuery, options: CallOptions): Promise<ApiResult<FreshdeskTicket[]>>
  /** The same, but for tickets that cannot be read: those are told by their ids, and the page is read all the same. */
  listReadable(query: TicketListQuery, options: CallOptions): Promise<ApiResult<FreshdeskReadableTickets>>
  update(
    id: string,
    changes: FreshdeskTicketChanges,
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskTicket>>
  delete(id: string, options: CallOptions): Promise<ApiResult<null>>
}

export const createFreshdeskTickets = (http: HttpClient): FreshdeskTickets => ({
  create: (body, files, options) =>
    http.call(
      {
        method: 'POST',
        route: '/tickets',
        path: '/tickets',
        operation: 'create',
        cost: 1,
        body: encodeWithFiles(body, files),
        schema: freshdeskTicketSchema,
      },
      options,
    ),
  get: (id, options, include = []) =>
    get(http, '/tickets/{id}', freshdeskTicketSchema, options, {
      id,
      cost: 1 + include.length,
      query: { include: joined(include) },
    }),
  getArchived: (id, options, include = []) =>
    get(http, '/tickets/archived/{id}', freshdeskTicketSchema, options, {
      id,
      cost: 1 + include.length,
      query: { include: joined(include) },
    }),
  search: (query, page, options) =>
    get(http, '/search/tickets', freshdeskTicketSearchSchema, options, {
      query: { query: `"${query}"`, page },
    }),
  list: (query, options) => get(http, '/tickets', freshdeskTicketListSchema, options, listCallOf(query)),
  listReadable: (query, options) =>
    get(http, '/tickets', freshdeskReadableTicketsSchema, options, listCallOf(query)),
  update: (id, changes, options) =>
    http.call(
      {
        method: 'PUT',
        route: '/tickets/{id}',
        path: pathWith('/tickets/{id}', id),
        operation: 'update',
        cost: 1,
        body: { json: changes },
        schema: freshdeskTicketSchema,
      },
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
        schema: z.unknown().transform(() => null),
      },
      options,
    ),
})

const listCallOf = (query: TicketListQuery) => ({
  operation: 'list-tickets' as const,
  cost: 1 + 2 * (query.include?.length ?? 0),
  query: {
    ...pageQuery(query),
    filter: query.filter,
    email: query.email,
    requester_id: query.requesterId,
    unique_external_id: query.uniqueExternalId,
    updated_since: query.updatedSince,
    order_by: query.orderBy,
    order_type: query.orderType,
    include: joined(query.include ?? []),
  },
})

const joined = (include: string[]): string | undefined =>
  include.length === 0 ? undefined : include.join(',')

import {
  type FreshdeskConversation,
  freshdeskConversationListSchema,
  freshdeskConversationSchema,
} from '../../../schemas/freshdesk/conversation.ts'
import { get, pathWith } from '../api-request.ts'
import type { CallOptions, FileToAttach } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { encodeWithFiles } from './freshdesk-ticket-body.ts'
import { type Page, pageQuery } from './page-query.ts'

/** `private` defaults to true at Freshdesk, so it is always said. `user_id`: who wrote it, an agent or a contact. */
export interface FreshdeskNoteBody {
  body: string
  private: boolean
  incoming?: boolean
  user_id?: number
}

export interface FreshdeskConversations {
  /** Oldest first. */
  list(ticketId: string, page: Page, options: CallOptions): Promise<ApiResult<FreshdeskConversation[]>>
  listArchived(
    ticketId: string,
    page: Page,
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskConversation[]>>
  /** Sends an e-mail to the requester. */
  reply(
    ticketId: string,
    body: { body: string; user_id?: number; cc_emails?: string[] },
    files: FileToAttach[],
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskConversation>>
  note(
    ticketId: string,
    body: FreshdeskNoteBody,
    files: FileToAttach[],
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskConversation>>
}

export const createFreshdeskConversations = (http: HttpClient): FreshdeskConversations => {
  const post = (
    route: string,
    ticketId: string,
    body: object,
    files: FileToAttach[],
    options: CallOptions,
  ): Promise<ApiResult<FreshdeskConversation>> =>
    http.call(
      {
        method: 'POST',
        route,
        path: pathWith(route, ticketId),
        operation: 'other',
        cost: 1,
        body: encodeWithFiles(body, files),
        schema: freshdeskConversationSchema,
      },
      options,
    )
  return {
    list: (ticketId, page, options) =>
      get(http, '/tickets/{id}/conversations', freshdeskConversationListSchema, options, {
        id: ticketId,
        query: pageQuery(page),
      }),
    listArchived: (ticketId, page, options) =>
      get(http, '/tickets/archived/{id}/conversations', freshdeskConversationListSchema, options, {
        id: ticketId,
        query: pageQuery(page),
      }),
    reply: (ticketId, body, files, options) => post('/tickets/{id}/reply', ticketId, body, files, options),
    note: (ticketId, body, files, options) => post('/tickets/{id}/notes', ticketId, body, files, options),
  }
}

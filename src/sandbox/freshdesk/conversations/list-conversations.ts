import type { Account, StoredConversation } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { pageAnswer } from '../paging.ts'
import { notFound } from '../problems.ts'
import { convertToConversationJson } from './convert-to-conversation-json.ts'

/** A ticket's entries, oldest first. */
export const conversationsOf = (ticketId: number, account: Account): StoredConversation[] =>
  account.conversations.of(ticketId)

const createRoute = (path: string, archived: boolean): Route => ({
  method: 'GET',
  path,
  permission: 'tickets:view',
  query: ['page', 'per_page'],
  handle: (call: Call) => {
    const id = numberParam(call, 'id')
    if (call.account.tickets.get(id)?.archived !== archived) return notFound()
    return pageAnswer(call, conversationsOf(id, call.account), (entry) =>
      convertToConversationJson(entry, call),
    )
  },
})

export const listConversationsRoutes: readonly Route[] = [
  createRoute('/tickets/archived/:id/conversations', true),
  createRoute('/tickets/:id/conversations', false),
]

import { type Answer, jsonAnswer } from '../../answer.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { convertToConversationJson } from '../conversations/convert-to-conversation-json.ts'
import { conversationsOf } from '../conversations/list-conversations.ts'
import { notFound } from '../problems.ts'
import { convertToTicketJson, embed } from './convert-to-ticket-json.ts'
import { readIncludes } from './read-includes.ts'

const includes = ['conversations', 'requester', 'company', 'stats'] as const
/** The vendor embeds ten at most, oldest first. */
const maxEmbedded = 10

const view = (call: Call, archived: boolean): Answer => {
  const ticket = call.account.tickets.get(numberParam(call, 'id'))
  if (ticket?.archived !== archived) return notFound()
  const read = readIncludes(call, includes)
  if ('answer' in read) return read.answer
  const shown = convertToTicketJson(ticket, call)
  for (const include of read.includes) {
    if (include !== 'conversations') Object.assign(shown, embed(ticket, include, call))
    else {
      shown['conversations'] = conversationsOf(ticket.id, call.account)
        .slice(0, maxEmbedded)
        .map((conversation) => convertToConversationJson(conversation, call))
    }
  }
  return jsonAnswer(200, shown)
}

export const viewTicketRoute: Route = {
  method: 'GET',
  path: '/tickets/:id',
  permission: 'tickets:view',
  includeCost: 1,
  query: ['include'],
  handle: (call) => view(call, false),
}

/** The archive has addresses of its own; elsewhere its tickets are unknown (the latter is an assumption). */
export const viewArchivedTicketRoute: Route = {
  method: 'GET',
  path: '/tickets/archived/:id',
  permission: 'tickets:view',
  includeCost: 1,
  query: ['include'],
  handle: (call) => view(call, true),
}

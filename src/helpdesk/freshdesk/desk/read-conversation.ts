import * as z from 'zod'
import type { FreshdeskConversation } from '../../../../schemas/freshdesk/conversation.ts'
import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Message } from '../../../../schemas/ticket.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { refuse, refuseCursor } from '../../refuse.ts'
import type { MessagePage } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { convertToMessage, descriptionOf, isDescriptionAgain, type Names } from './convert-to-message.ts'
import { readAnyTicket } from './read-any-ticket.ts'

const perPage = 100
/** 50,000 entries; further ones are out of reach rather than asked for for ever. */
const mostPages = 500

/** `entry`: how many entries of the vendor's conversation have been read. */
const cursorSchema = z.strictObject({ ticket: z.string(), entry: z.int().min(0) })

export interface ConversationReader {
  /**
   * What was said, oldest first: the description, then replies and notes. A page costs the ticket with its requester (2 credits)
   * and one or two pages of a hundred entries.
   */
  list(
    ticketId: string,
    page: { limit: number; cursor?: string },
    options: CallOptions,
  ): Promise<Read<MessagePage | null>>
  /**
   * The last public message of a customer. Freshdesk lists the oldest first and does not say how many there are, so the last page
   * is looked for by doubling and halving: 2 credits for the ticket and one page for up to a hundred entries, about
   * 2 · log2(pages) for more, and one for each page walked back over that holds only agents' words.
   */
  latestFromCustomer(
    ticketId: string,
    options: CallOptions,
  ): Promise<Read<{ message: Message | null } | null>>
}

export const createConversationReader = (
  client: FreshdeskClient,
  directory: FreshdeskDirectory,
): ConversationReader => {
  const open = async (ticketId: string, options: CallOptions): Promise<Read<Opened | null>> => {
    const read = await readAnyTicket(client, ticketId, options, ['requester'])
    if (!read.ok) return read
    if (read.value === null) return { ok: true, value: null }
    const { ticket, archived } = read.value
    const load = archived ? client.conversations.listArchived : client.conversations.list
    return {
      ok: true,
      value: { ticket, load: (page: number) => load(ticketId, { page, perPage }, options) },
    }
  }

  const namesFor = async (ticket: FreshdeskTicket, options: CallOptions): Promise<Names> => {
    // Names are a comfort: without them the conversation is shown all the same.
    const agents = await directory.agents.get(options)
    const known = agents.ok ? (agents.value ?? []) : []
    const names = new Map(known.map((agent) => [agent.id, agent.contact?.name ?? '']))
    if (ticket.requester != null) names.set(ticket.requester.id, ticket.requester.name ?? '')
    return new Map([...names].filter(([, name]) => name !== ''))
  }

  const list: ConversationReader['list'] = async (ticketId, { limit, cursor }, options) => {
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
      return { ok: false, failure: refuse('limit', 'A page holds 1 to 100 messages.') }
    }
    const from = cursor === undefined ? null : parseCursor(cursorSchema, cursor)
    if (cursor !== undefined && from?.ticket !== ticketId) return { ok: false, failure: refuseCursor() }
    const opened = await open(ticketId, options)
    if (!opened.ok) return opened
    if (opened.value === null) return { ok: true, value: null }
    const { ticket, load } = opened.value
    const names = await namesFor(ticket, options)

    const messages: Message[] = from === null ? [descriptionOf(ticket, names)] : []
    let entry = from?.entry ?? 0
    let isMore = true
    let answeredAt: number | null = null
    while (messages.length < limit && isMore) {
      const page = Math.floor(entry / perPage) + 1
      const result = await load(page)
      if (result.effect !== 'done') {
        return result.failure.kind === 'not-found'
          ? { ok: true, value: null }
          : { ok: false, failure: result.failure }
      }
      answeredAt = result.answeredAt
      const unread = result.value.slice(entry % perPage)
      for (const item of unread) {
        if (messages.length >= limit) break
        entry += 1
        if (entry > 1 || !isDescriptionAgain(ticket, item)) {
          messages.push(convertToMessage(item, ticketId, names))
        }
      }
      const isPageRead = entry % perPage === 0 && unread.length > 0
      isMore = isPageRead ? result.hasNext && page < mostPages : entry % perPage < result.value.length
    }
    // A description alone leaves open whether there is more: the next page tells.
    const next = isMore ? encodeCursor({ ticket: ticketId, entry }) : null
    return { ok: true, value: { messages, next, answeredAt } }
  }

  const latestFromCustomer: ConversationReader['latestFromCustomer'] = async (ticketId, options) => {
    const opened = await open(ticketId, options)
    if (!opened.ok) return opened
    if (opened.value === null) return { ok: true, value: null }
    const { ticket, load } = opened.value
    const names = await namesFor(ticket, options)
    const last = await findLastPage(load)
    if (!last.ok) return last
    let { page, entries } = last.value
    for (;;) {
      const said = entries.findLast((entry) => entry.incoming === true && entry.private !== true)
      if (said !== undefined) {
        return { ok: true, value: { message: convertToMessage(said, ticketId, names) } }
      }
      page -= 1
      if (page < 1) break
      const result = await load(page)
      if (result.effect !== 'done') return { ok: false, failure: result.failure }
      entries = result.value
    }
    const description = descriptionOf(ticket, names)
    return { ok: true, value: { message: description.from === 'customer' ? description : null } }
  }

  return { list, latestFromCustomer }
}

interface Opened {
  ticket: FreshdeskTicket
  load: Load
}

type Load = (page: number) => ReturnType<FreshdeskClient['conversations']['list']>

/** Doubles until there is no page, then halves the gap. A page beyond the end is empty. */
const findLastPage = async (
  load: Load,
): Promise<Read<{ page: number; entries: FreshdeskConversation[] }>> => {
  let found: { page: number; entries: FreshdeskConversation[] } = { page: 1, entries: [] }
  let beyond = mostPages + 1
  let page = 1
  while (page < beyond) {
    const result = await load(page)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    if (result.value.length > 0) found = { page, entries: result.value }
    if (result.value.length > 0 && !result.hasNext) break
    if (result.value.length === 0) beyond = page
    if (beyond <= mostPages) page = Math.floor((found.page + beyond) / 2)
    else page = Math.min(page * 2, mostPages)
    if (page <= found.page) break
  }
  return { ok: true, value: found }
}

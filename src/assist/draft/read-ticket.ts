import type { Message } from '../../../schemas/ticket.ts'
import type { Classifier } from '../../classify/classifier.ts'
import type { Refusal, Tickets } from '../../tickets/tickets.ts'
import type { DraftFailure } from '../assist.ts'
import { firstName } from './compose-letter.ts'
import { cutQuotes } from './cut-quotes.ts'
import { findParticulars } from './find-particulars.ts'
import { findSignature } from './find-signature.ts'
import { customerText, type TicketContext, type TicketMessage } from './ticket-context.ts'
import { visibleText } from './visible-text.ts'

/** The newest ones, and of those so many characters; an answer seldom hangs on what was said before. */
const mostMessages = 30
const mostCharacters = 40_000
const longestMessage = 12_000
const pageSize = 100
/** A thousand messages; of a longer conversation its first thousand are what is read. */
const mostPages = 10

export type ReadTicket =
  | { kind: 'read'; context: TicketContext }
  | { kind: 'failed'; code: DraftFailure; detail: string | null }

export interface ReadTicketOptions {
  tickets: Pick<Tickets, 'show' | 'conversation'>
  classifier: Classifier | null
  detectLanguage: (text: string) => Promise<string | null>
}

/** Reads a ticket for a draft, bounded, without what it quotes. Two calls or more of the help desk, and none that writes. */
export const createReadTicket =
  ({ tickets, classifier, detectLanguage }: ReadTicketOptions) =>
  async ({
    helpdesk,
    ticketId,
    signal,
  }: {
    helpdesk: string
    ticketId: string
    signal: AbortSignal
  }): Promise<ReadTicket> => {
    const at = { helpdesk, signal }
    const shown = await tickets.show(ticketId, at)
    if (!shown.ok) return failed(shown.refusal)
    if (shown.value.deleted) return { kind: 'failed', code: 'ticket-not-found', detail: null }
    const read: Message[] = []
    let cursor: string | null = null
    for (let page = 0; page < mostPages; page++) {
      const next: Awaited<ReturnType<Tickets['conversation']>> = await tickets.conversation(
        ticketId,
        { limit: pageSize, ...(cursor === null ? {} : { cursor }) },
        at,
      )
      if (!next.ok) return failed(next.refusal)
      read.push(...next.value.messages)
      cursor = next.value.next
      if (cursor === null) break
    }
    const messages = keepNewest(read)
    const subject =
      shown.value.subject === null ? null : visibleText(shown.value.subject).slice(0, 500) || null
    const said = customerText({ subject, messages })
    if (said === '') return { kind: 'failed', code: 'nothing-said', detail: null }
    const classification = await classifier?.classify({
      subject,
      text: customerText({ subject: null, messages }),
      botCategory: null,
      language: null,
      trustBot: false,
    })
    const customers = read.filter(({ from }) => from === 'customer')
    const named = customers.findLast(({ authorName }) => firstName(authorName) !== null)?.authorName ?? null
    const signatures = [...new Set(customers.map(({ text }) => findSignature(text)))].filter(
      (name) => name !== null,
    )
    // Two who sign are two people, and nobody knows which of them is greeted.
    const signed = signatures.length === 1 ? (signatures[0] ?? null) : null
    return {
      kind: 'read',
      context: {
        helpdesk,
        ticketId,
        url: shown.value.url,
        subject,
        messages,
        language: classification?.language?.code ?? (await detectLanguage(said)),
        category: classification?.category ?? null,
        customerName: named ?? signed,
        names: [
          ...new Set(
            [...read.map(({ authorName }) => authorName), ...signatures].filter((name) => name !== null),
          ),
        ],
        particulars: findParticulars(said),
      },
    }
  }

const keepNewest = (read: readonly Message[]): TicketMessage[] => {
  const kept: TicketMessage[] = []
  let length = 0
  for (const message of read.slice(-mostMessages).reverse()) {
    const text = visibleText(cutQuotes(message.text)).slice(0, longestMessage)
    if (text === '') continue
    length += text.length
    if (kept.length > 0 && length > mostCharacters) break
    kept.unshift({
      from: message.from,
      private: message.private,
      author: message.authorName,
      at: Date.parse(message.createdAt) || 0,
      text,
    })
  }
  return kept
}

const failed = (refusal: Refusal): ReadTicket => {
  if (refusal.kind === 'no-helpdesk') return { kind: 'failed', code: 'helpdesk', detail: refusal.message }
  const { failure } = refusal
  const isGone = failure.kind === 'not-found' || failure.kind === 'gone'
  return { kind: 'failed', code: isGone ? 'ticket-not-found' : 'helpdesk', detail: failure.message }
}

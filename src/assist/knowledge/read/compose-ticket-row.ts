import type { Message, Ticket } from '../../../../schemas/ticket.ts'
import { stripReply } from '../../../classify/model/text/strip-reply.ts'
import type { KnowledgeRow } from '../store/knowledge-store.ts'
import { hashEntry } from './hash-entry.ts'
import { keepInstructions } from './keep-instructions.ts'
import { maskNames } from './mask-names.ts'

const mostAsked = 2_000
const mostSolved = 4_000
const mostTitle = 200
/** "You are welcome" solves nothing. */
const leastSolved = 60
/** Of what is left when the case is taken out of it. */
const leastKept = 30

export interface TicketRowTools {
  /** For one ticket, and the names of who wrote on it: masks secrets, people and accounts in its texts. */
  openMask: (names: readonly string[]) => (text: string) => string
  detectLanguage: (text: string) => string | null
}

/**
 * What a resolved ticket teaches: what its customer asked first, and the last public reply of an agent that says something. Null: it
 * teaches nothing. Both without quoted mails, signatures, secrets and personal data; of the reply only what is no case of that
 * customer's. Pure but for its tools.
 */
export const composeTicketRow = (
  helpdesk: string,
  ticket: Ticket,
  messages: readonly Message[],
  { openMask, detectLanguage }: TicketRowTools,
): KnowledgeRow | null => {
  const names = messages.map(({ authorName }) => authorName)
  const mask = openMask(names.flatMap((name) => name ?? []))
  // Addresses first: with a name taken out of it, one is none any more.
  const clean = (text: string, most: number): string =>
    maskNames(mask(stripReply(text).trim().slice(0, most).toWellFormed()), names)
  const spoken = messages.filter((message) => !message.private)
  // Whoever is introduced anywhere is known everywhere.
  for (const { text } of [{ text: ticket.subject ?? '' }, ...messages])
    mask(text.slice(0, mostSolved).toWellFormed())
  const askedAt = spoken.findIndex(({ from, text }) => from === 'customer' && text.trim() !== '')
  const first = spoken[askedAt]
  if (first === undefined) return null
  const solved = spoken
    .slice(askedAt + 1)
    .filter(({ from }) => from === 'agent')
    .map(({ text }) => clean(text, mostSolved))
    .filter((text) => text.length >= leastSolved)
    .map(keepInstructions)
    .findLast((text) => text.length >= leastKept)
  if (solved === undefined) return null
  // An empty line is where the solution begins.
  const asked = clean(first.text, mostAsked).replace(/\n\s*\n/g, '\n')
  const title = clean((ticket.subject ?? '').trim() || (asked.split('\n')[0] ?? ''), mostTitle)
  const body = `${asked}\n\n${solved}`
  return {
    id: `ticket:${helpdesk}:${ticket.id}`,
    kind: 'ticket',
    helpdesk,
    language: detectLanguage(body),
    title,
    url: ticket.url,
    body,
    hash: hashEntry(title, body, ticket.url),
    changed_at: Date.parse(ticket.updatedAt) || 0,
  }
}

import type { DeliveryConfig } from '../../schemas/delivery-configuration.ts'
import type { Handoff } from '../../schemas/handoff.ts'
import type { Entry } from '../ledger/ledger.ts'
import { isSomebodyElse } from './is-somebody-else.ts'
import { createComparison } from './similarity.ts'

/**
 * Whether the person has a ticket that this hand-off may belong to, by what the ledger knows, without asking the help desk.
 * `why` goes into the history: it shows the rule and its figures, and none of the person's words.
 */
export type Candidate =
  | { kind: 'none'; why: string }
  | { kind: 'same-conversation'; ticketId: string; url: string | null; why: string }
  | { kind: 'same-subject'; ticketId: string; url: string | null; score: number; why: string }

export interface CandidateQuery {
  handoff: Handoff
  source: string
  /** What the requester was delivered before, in any order; entries of another product must be left out. */
  recent: Pick<Entry, 'id' | 'source' | 'ticket' | 'endedAt' | 'handoff'>[]
  delivery: Pick<DeliveryConfig, 'addToOpen' | 'addWindow' | 'addSimilarity'>
  now: number
}

type Ticketed = CandidateQuery['recent'][number] & {
  ticket: { id: string; url: string | null }
  handoff: Handoff
  endedAt: number
}

const hasTicket = (entry: CandidateQuery['recent'][number]): entry is Ticketed =>
  entry.ticket !== null && entry.ticket.id !== '' && entry.handoff !== null && entry.endedAt !== null

const textOf = (handoff: Handoff): string => `${handoff.subject ?? ''} ${handoff.summary}`

const figure = (score: number): string => score.toFixed(2)

const hours = (ms: number): string => `${Math.round(ms / 360_000) / 10} h`

/**
 * The rules, in order: the same conversation of the same source belongs to its ticket; otherwise the most similar text of
 * the same person within `addWindow`, if it is at least `addSimilarity` alike. The address alone does not make a person when
 * the names or phones say otherwise.
 */
export const decideCandidate = ({ handoff, source, recent, delivery, now }: CandidateQuery): Candidate => {
  if (!delivery.addToOpen) return { kind: 'none', why: 'Additions are switched off.' }
  const earlier = recent.filter(hasTicket).sort((a, b) => b.endedAt - a.endedAt)
  const conversation =
    handoff.conversationId === null
      ? undefined
      : earlier.find(
          (entry) => entry.source === source && entry.handoff.conversationId === handoff.conversationId,
        )
  if (conversation !== undefined) {
    const { id, url } = conversation.ticket
    return {
      kind: 'same-conversation',
      ticketId: id,
      url,
      why: `Same conversation as ${conversation.id} (#${id}).`,
    }
  }
  const compare = createComparison(textOf(handoff))
  const compared = earlier
    .filter((entry) => now - entry.endedAt <= delivery.addWindow)
    .filter((entry) => !isSomebodyElse(handoff.requester, entry.handoff.requester))
    .map((entry) => ({ entry, ...compare(textOf(entry.handoff)) }))
    .sort((a, b) => b.score - a.score)
  const best = compared[0]
  if (best === undefined)
    return { kind: 'none', why: 'A new ticket: this person has no recent one to add to.' }
  const rule = `similarity ${figure(best.score)}, needed ${figure(delivery.addSimilarity)}, ${best.sharedWords.length} telling words shared${best.conflict ? ', but other numbers' : ''}`
  if (best.score < delivery.addSimilarity) {
    return { kind: 'none', why: `Another subject than ${best.entry.id} (${rule}).` }
  }
  const { id, url } = best.entry.ticket
  return {
    kind: 'same-subject',
    ticketId: id,
    url,
    score: best.score,
    why: `Same subject as ${best.entry.id} (#${id}) within ${hours(delivery.addWindow)} (${rule}).`,
  }
}

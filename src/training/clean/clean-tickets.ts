import { createHash } from 'node:crypto'
import { type Target, targets } from '../../classify/bundles/bundle.ts'
import { joinSubjectAndBody } from '../../classify/join-subject-and-body.ts'
import { normaliseText } from '../../classify/model/text/normalise-text.ts'
import { isOverLong } from '../cut-body.ts'
import type { PastTicket } from '../past-ticket.ts'
import type { CleanTicket } from './clean-ticket.ts'
import { isAutomatic } from './is-automatic.ts'
import { tellingSubject } from './telling-subject.ts'

/** Why a ticket was left out. */
export type CleanReason = 'empty' | 'too-short' | 'automatic' | 'untouched' | 'duplicate'

export interface Cleaned {
  tickets: CleanTicket[]
  dropped: Record<CleanReason, number>
  /** Texts that the same words were filed differently for, and no way prevails; they teach nothing of that target. */
  conflicts: Partial<Record<Target, number>>
  /** Of which only the beginning is learnt from. */
  overLong: number
}

const fewestLetters = 3
/** A label that so many of the same text have is what it is filed under. */
const prevailing = 2 / 3
const mostWeight = 4
/** A form, a shared mailbox or a colleague who files for others is not one customer whose tickets are all alike. */
const largestGroup = { texts: 50, part: 0.01 }

/**
 * What of past tickets is worth learning from. Pure. Texts that are the same but for numbers, addresses and references are kept once,
 * with a weight that grows by the root of their number; tickets that are still under way weigh half.
 */
export const cleanTickets = (past: readonly PastTicket[]): Cleaned => {
  const dropped: Cleaned['dropped'] = { empty: 0, 'too-short': 0, automatic: 0, untouched: 0, duplicate: 0 }
  const copies = new Map<string, { ticket: CleanTicket; labels: PastTicket['labels'][] }>()
  let overLong = 0
  for (const ticket of past) {
    const text = joinSubjectAndBody(tellingSubject(ticket.subject, ticket.body), ticket.body)
    const reason = findReason(ticket, text)
    if (reason !== null) {
      dropped[reason] += 1
      continue
    }
    const key = keyOf(text)
    const known = copies.get(key)
    if (known !== undefined) {
      known.labels.push(ticket.labels)
      dropped.duplicate += 1
      continue
    }
    if (isOverLong(text)) overLong += 1
    const { name, labels, language, group, createdAt } = ticket
    const weight = ticket.state === 'underWay' ? 0.5 : 1
    copies.set(key, {
      ticket: { name, text, labels, language, group, createdAt, weight },
      labels: [labels],
    })
  }
  const conflicts: Cleaned['conflicts'] = {}
  const tickets = [...copies.values()].map(({ ticket, labels }) => {
    if (labels.length === 1) return ticket
    const agreed: CleanTicket['labels'] = {}
    for (const target of targets) {
      const label = findPrevailing(labels.flatMap((each) => each[target] ?? []))
      if (label === null) conflicts[target] = (conflicts[target] ?? 0) + 1
      else if (label !== undefined) agreed[target] = label
    }
    const weight = ticket.weight * Math.min(mostWeight, Math.sqrt(labels.length))
    return { ...ticket, labels: agreed, weight }
  })
  return { tickets: withoutLargeGroups(tickets), dropped, conflicts, overLong }
}

const findReason = (ticket: PastTicket, text: string): CleanReason | null => {
  if (ticket.state === 'untouched') return 'untouched'
  if (text === '') return 'empty'
  if ((text.slice(0, 1_000).match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return 'too-short'
  return isAutomatic(ticket.subject, ticket.body) ? 'automatic' : null
}

/** Of a hash, so that no text is in memory twice. */
const keyOf = (text: string): string =>
  createHash('sha1').update(normaliseText(text).replace(/\s+/g, ' ').trim()).digest('base64')

/** Undefined: there is no label at all. Null: none prevails. */
const findPrevailing = (labels: readonly string[]): string | null | undefined => {
  if (labels.length === 0) return undefined
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const [label, count] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))
  return count >= labels.length * prevailing ? label : null
}

const withoutLargeGroups = (tickets: CleanTicket[]): CleanTicket[] => {
  const sizes = new Map<string, number>()
  for (const { group } of tickets) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const most = Math.max(largestGroup.texts, tickets.length * largestGroup.part)
  return tickets.map((ticket) =>
    ticket.group !== null && (sizes.get(ticket.group) ?? 0) > most ? { ...ticket, group: null } : ticket,
  )
}

import type { Ticket } from '../../../schemas/ticket.ts'
import { readTimes, type TicketTimes } from '../../helpdesk/follow/read-times.ts'
import type { Beginning } from '../../helpdesk/ticket-desk.ts'
import type { createCategoryRecogniser } from '../../training/targets/create-category-recogniser.ts'
import type { TriageEvent } from '../triage-event.ts'
import type { SeenTicket, TriageStore, TriageTicket } from '../triage-store.ts'
import { composeLeft } from './compose-left.ts'
import type { ReadChange } from './compose-tally.ts'
import { judgeKnown } from './judge-known.ts'
import { type JudgeNewOptions, judgeNew, type NewTicket } from './judge-new.ts'

export interface JudgePageOptions extends JudgeNewOptions {
  store: Pick<TriageStore, 'known' | 'switches'>
  recognise: ReturnType<typeof createCategoryRecogniser>
}

export interface PageToJudge {
  tickets: readonly Ticket[]
  beginnings: ReadonlyMap<string, Beginning> | undefined
  groups: ReadonlyMap<string, string>
  begunAt: number
  /** 0: the list was never read to its end. */
  caughtUpAt: number
  /** ms, of our clock. */
  now: number
  signal: AbortSignal
}

export interface JudgedPage {
  tickets: SeenTicket[]
  /** Those that an event should have told of. */
  changes: ReadChange[]
  /** To be told once the page is stored. */
  events: TriageEvent[]
}

/** The most that the store is asked for at once. */
const idsAtOnce = 1_000

/** What a page of changes comes to. Stores nothing. Throws what `judgeNew` does, and `TriageUnavailable`. */
export const judgePage = async (page: PageToJudge, options: JudgePageOptions): Promise<JudgedPage> => {
  const { helpdesk, store, recognise } = options
  const versions = newestVersions(page)
  const known = await readKnown(store, helpdesk.name, [...versions.keys()])
  const judged: JudgedPage = { tickets: [], changes: [], events: [] }
  const fresh: NewTicket[] = []
  for (const [id, { ticket, times }] of versions) {
    const before = known.get(id)
    if (before === undefined) {
      fresh.push({ ticket, times, beginning: page.beginnings?.get(id) })
      continue
    }
    const left = composeLeft(ticket, { groups: page.groups, recognise })
    const version = judgeKnown(before, { left, deleted: ticket.deleted, times })
    if (version === null) continue
    judged.tickets.push(version.seen)
    if (version.change !== null) judged.changes.push(version.change)
    judged.events.push(...judgedEvent(helpdesk.name, before, version.seen))
  }
  if (fresh.length === 0) return judged
  const switches = await store.switches()
  const verdicts = await judgeNew(fresh, options, { ...page, switches })
  for (const { ticket, times } of fresh) {
    const verdict = verdicts.get(ticket.id) ?? { prediction: null, skipped: 'defect' }
    const left = composeLeft(ticket, { groups: page.groups, recognise })
    const hasEnded = ticket.deleted || left.status === 'solved' || left.status === 'closed'
    const endedAt = hasEnded ? times.changedAt : null
    const { createdAt, changedAt } = times
    const seen = { ticketId: ticket.id, createdAt, changedAt, left, outcome: null, endedAt }
    judged.tickets.push({ ...seen, ...verdict })
    judged.changes.push({ ticketId: ticket.id, changedAt, knownSince: null })
    judged.events.push(newEvent(helpdesk.name, verdict))
  }
  return judged
}

/** A page may bring a ticket twice. */
const newestVersions = ({
  tickets,
  now,
}: PageToJudge): Map<string, { ticket: Ticket; times: TicketTimes }> => {
  const versions = new Map<string, { ticket: Ticket; times: TicketTimes }>()
  for (const ticket of tickets) {
    const times = readTimes(ticket, now)
    const other = versions.get(ticket.id)
    if (other === undefined || times.changedAt >= other.times.changedAt)
      versions.set(ticket.id, { ticket, times })
  }
  return versions
}

const readKnown = async (
  store: Pick<TriageStore, 'known'>,
  helpdesk: string,
  ids: readonly string[],
): Promise<Map<string, TriageTicket>> => {
  const known = new Map<string, TriageTicket>()
  for (let at = 0; at < ids.length; at += idsAtOnce)
    for (const [id, ticket] of await store.known(helpdesk, ids.slice(at, at + idsAtOnce)))
      known.set(id, ticket)
  return known
}

const judgedEvent = (helpdesk: string, before: TriageTicket, { outcome }: SeenTicket): TriageEvent[] => {
  const category = before.prediction?.category ?? null
  if (category === null || outcome === null || outcome === before.outcome) return []
  return [{ kind: 'judged', helpdesk, category, outcome }]
}

const newEvent = (
  helpdesk: string,
  { prediction, skipped }: Pick<SeenTicket, 'prediction' | 'skipped'>,
): TriageEvent => {
  if (prediction == null) return { kind: 'skipped', helpdesk, why: skipped ?? 'defect' }
  const { decidedBy, category, confidence } = prediction
  return { kind: 'predicted', helpdesk, decidedBy, category, confidence }
}

import type { CategoryConfig } from '../../../schemas/configuration.ts'
import { prioritySchema } from '../../../schemas/handoff.ts'
import type { ValueField } from '../../../schemas/triage.ts'
import type { Entry, Ledger } from '../../ledger/ledger.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { type ChoiceSnapshot, parseChoices } from '../choices/choice-snapshot.ts'
import { groupNow } from '../choices/resolve-group.ts'
import type { TriageStore, TriageTicket } from '../triage-store.ts'
import type { OwnRecord, OwnWrite } from './own-values.ts'

export interface OwnRecordsOptions {
  /** Whose tickets they are; all of them are of this help desk. */
  helpdesk: string
  tickets: readonly Pick<PastTicket, 'name' | 'createdAt'>[]
  store: Pick<TriageStore, 'known' | 'feed'>
  ledger: Pick<Ledger, 'list'>
  categories: Readonly<Record<string, CategoryConfig>>
  signal: AbortSignal
}

const knownAtOnce = 1_000
const listedAtOnce = 200
/** The help desk's clock may be off, and a ticket was received before it was made. */
const earlierMs = 86_400_000

/**
 * What triage wrote into these tickets, and what was filed when hand-offs became tickets, by `PastTicket.name`. Hand-offs are found by
 * the ticket that they became. Throws `TriageUnavailable` and `LedgerUnavailable`; rejects with the signal's reason.
 */
export const readOwnRecords = async (options: OwnRecordsOptions): Promise<Map<string, OwnRecord>> => {
  const { helpdesk, tickets, store, ledger, categories, signal } = options
  const records = new Map<string, OwnRecord>()
  const put = (name: string, record: OwnRecord | null): void => {
    if (record !== null) records.set(name, withCurrentGroup(record, snapshot))
  }
  if (tickets.length === 0) return records
  const snapshot = parseChoices((await store.feed(helpdesk))?.choices ?? null)
  const names = new Set(tickets.map(({ name }) => name))
  const nameOf = (id: string) => `${helpdesk}:${id}`
  let cursor: string | null | undefined
  const since = earliestOf(tickets) - earlierMs
  while (cursor !== null) {
    signal.throwIfAborted()
    const page: Awaited<ReturnType<Ledger['list']>> = await ledger.list({
      helpdesk,
      state: ['delivered'],
      ...(since > 0 ? { receivedAfter: since } : {}),
      limit: listedAtOnce,
      ...(cursor === undefined ? {} : { cursor }),
    })
    for (const entry of page.entries) {
      const name = nameOf(entry.ticket?.id ?? '')
      if (names.has(name)) put(name, ofHandoff(entry, categories))
    }
    cursor = page.next
  }
  const ids = [...names].map((name) => name.slice(helpdesk.length + 1))
  for (let at = 0; at < ids.length; at += knownAtOnce) {
    signal.throwIfAborted()
    for (const ticket of (await store.known(helpdesk, ids.slice(at, at + knownAtOnce))).values()) {
      put(nameOf(ticket.ticketId), ofTriage(ticket))
    }
  }
  return records
}

/** A group that got another name since is still the one that we wrote, and not an agent's correction. */
const withCurrentGroup = (record: OwnRecord, snapshot: ChoiceSnapshot | null): OwnRecord => {
  if (record === 'unknown' || record.values.group === null) return record
  return { ...record, values: { ...record.values, group: groupNow(snapshot, record.values.group) } }
}

/** One ticket without a time may be of any. */
const earliestOf = (tickets: OwnRecordsOptions['tickets']): number =>
  tickets.reduce((earliest, { createdAt }) => Math.min(earliest, createdAt ?? 0), Number.POSITIVE_INFINITY)

/**
 * What triage may have written into a ticket; null: nothing. Pure. What was sent and of which it is not known whether it took effect
 * counts as written; what was taken back does not: who sets it again is a person.
 */
export const ofTriage = (
  ticket: Pick<TriageTicket, 'state' | 'action' | 'planned' | 'prediction' | 'sentAt'>,
): OwnRecord | null => {
  const { state, action, planned, prediction, sentAt } = ticket
  switch (state) {
    case null:
    case 'due':
    case 'undone':
      return null
    case 'left':
      if (sentAt === null) return null
      break
    case 'sending':
    case 'unknown':
    case 'done':
    case 'undoing':
      break
    default:
      return state satisfies never
  }
  if (planned === null) return action === 'suggest' ? null : 'unknown'
  if (planned.changes.length === 0 && planned.tags.length === 0) return null
  const category = prediction?.category ?? null
  const written = (field: ValueField) =>
    planned.changes.find((change) => change.field === field)?.after ?? null
  const priority = prioritySchema.safeParse(written('priority')).data ?? null
  return {
    category,
    values: { group: written('group'), type: written('type'), priority },
    tags: planned.tags,
  }
}

/**
 * What the classification of a hand-off filed in the ticket that was made of it; null: nothing of its own. Pure. A bot's word is no
 * prediction of ours: of that, only what a model filled in besides is.
 */
export const ofHandoff = (
  { ticket, handoff, classification }: Pick<Entry, 'ticket' | 'handoff' | 'classification'>,
  categories: Readonly<Record<string, CategoryConfig>>,
): OwnRecord | null => {
  if (ticket?.action !== 'created') return null
  // Its content was removed after its time, or at an erasure.
  if (classification === null) return handoff === null ? 'unknown' : null
  const { decidedBy, category, type, group, priority, tags } = classification
  if (decidedBy !== 'bot') return orNull({ category, values: { type, group, priority }, tags })
  const given = category !== null && Object.hasOwn(categories, category) ? categories[category] : undefined
  return orNull({
    category: null,
    values: {
      type: given?.type === undefined ? type : null,
      group: given?.group === undefined ? group : null,
      priority: given?.priority === undefined ? priority : null,
    },
    tags: [],
  })
}

const orNull = (write: OwnWrite): OwnWrite | null => {
  const { category, values, tags } = write
  const isNothing =
    category === null && tags.length === 0 && Object.values(values).every((value) => value === null)
  return isNothing ? null : write
}

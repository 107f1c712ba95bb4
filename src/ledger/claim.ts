import { type Candidate, decideTurns, type Turns } from './decide-turns.ts'
import type { Claim, ClaimRequest, Entry } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { busyInLine, callNext, lineName, oldestInLine } from './line.ts'
import { selectEntries } from './read-entry.ts'
import { givenBack } from './settle.ts'
import { whereOpen } from './states.ts'

// Most candidates are free to go, and looking at one costs two more looks: at its line. Only when those are not enough, as behind a
// requester with thousands of hand-offs, are many looked at; but not without end, so that a long line cannot hold the store.
const firstCandidates = { perPlace: 2, atLeast: 8 }
const furtherCandidates = 200
const maxRounds = 5

type Due = Candidate & { dueAt: number; lostBy: string | null }

const selectDue = (
  transaction: LedgerTransaction,
  { helpdesk, receivedUntil }: Pick<ClaimRequest, 'helpdesk' | 'receivedUntil'>,
  now: number,
) => {
  const due = transaction
    .selectFrom('handoffs')
    .select([
      'id',
      'requester_key',
      'due_at',
      'lined',
      'owner',
      busyInLine.as('busy'),
      oldestInLine.as('oldest'),
    ])
    // Only an open one has a due time.
    .where('helpdesk', '=', helpdesk)
    .where('behind', '=', 0)
    .where('due_at', '<=', now)
    .orderBy('due_at')
  return receivedUntil === undefined ? due : due.where('received_at', '<=', receivedUntil)
}
type DueRow = Awaited<ReturnType<ReturnType<typeof selectDue>['execute']>>[number]

/** In due order; what two replicas accepted in the same millisecond, in the order of ids, as everywhere. */
const readDue = (rows: DueRow[]): Due[] =>
  rows
    .map((row) => ({
      id: row.id,
      requesterKey: row.requester_key,
      dueAt: row.due_at ?? 0,
      lined: row.lined === 1,
      busy: row.busy,
      oldest: row.oldest,
      lostBy: row.owner,
    }))
    .sort((one, other) => one.dueAt - other.dueAt || (one.id < other.id ? -1 : 1))

/** The candidates by requester, those who were due first first; `linesAtOnce` requesters in each group. */
const groupByLine = (due: Due[], linesAtOnce: number): Map<string, string[]>[] => {
  const lines = new Map<string, string[]>()
  for (const { id, requesterKey } of due) lines.set(requesterKey, [...(lines.get(requesterKey) ?? []), id])
  const all = [...lines]
  const groups: Map<string, string[]>[] = []
  for (let from = 0; from < all.length; from += linesAtOnce) {
    groups.push(new Map(all.slice(from, from + linesAtOnce)))
  }
  return groups
}

const stepAside = async (transaction: LedgerTransaction, ids: string[]): Promise<void> => {
  if (ids.length === 0) return
  await transaction.updateTable('handoffs').set({ behind: 1, lined: 1 }).where('id', 'in', ids).execute()
}

/**
 * Leases due hand-offs; see `Ledger.claim`. Where several transactions may write at the same time, each takes the locks of the
 * lines that it decides about, passes over those that another has, and looks again under the locks: what it saw before
 * may be history. Nobody waits, so a worker that stands still in the middle holds up the requesters it looks at and no one else.
 */
export const createClaim = (context: LedgerContext) => {
  const { database } = context

  const take = async (
    transaction: LedgerTransaction,
    request: ClaimRequest,
    taken: Due[],
    now: number,
  ): Promise<void> => {
    await transaction
      .updateTable('handoffs')
      .set((row) => ({
        state: 'delivering',
        owner: request.owner,
        due_at: now + request.leaseMs,
        lined: 1,
        fence: row('fence', '+', 1),
        attempts: row('attempts', '+', 1),
      }))
      .where(
        'id',
        'in',
        taken.map(({ id }) => id),
      )
      .execute()
    await context.history.record(
      transaction,
      taken.map(({ id, lostBy }) => ({
        id,
        at: now,
        event: 'delivering',
        why: lostBy === null ? null : `The lease of ${lostBy} ran out.`,
        by: request.owner,
      })),
    )
  }

  /** What is decided, and may be acted on in this transaction. */
  const decide = async (
    transaction: LedgerTransaction,
    request: ClaimRequest,
    seen: { due: Due[]; room: number; now: number },
  ): Promise<Turns<Due>> => {
    if (database.writers === 1) return decideTurns(seen.due, seen.room)
    const { helpdesk } = request
    const sure: Turns<Due> = { taken: [], steppedAside: [] }
    for (const lines of groupByLine(seen.due, seen.room)) {
      const names = new Map([...lines].map(([requesterKey, ids]) => [lineName(requesterKey, helpdesk), ids]))
      const held = await database.locking.tryToTake(transaction, [...names.keys()])
      const ids = [...held].flatMap((name) => names.get(name) ?? [])
      if (ids.length === 0) continue
      // Without the condition of the due list's index: PostgreSQL would go through all of it for these few wherever its
      // statistics still say that next to nothing is open.
      const query = selectDue(transaction, request, seen.now).where('id', 'in', ids)
      const again = readDue(await database.locking.skipLocked(query).execute())
      const turns = decideTurns(again, seen.room - sure.taken.length)
      sure.taken.push(...turns.taken)
      sure.steppedAside.push(...turns.steppedAside)
      if (sure.taken.length >= seen.room) break
    }
    return sure
  }

  const claimIds = async (
    transaction: LedgerTransaction,
    request: ClaimRequest,
    now: number,
  ): Promise<string[]> => {
    const claimed: string[] = []
    for (let round = 0; round < maxRounds && claimed.length < request.limit; round++) {
      const room = request.limit - claimed.length
      const { perPlace, atLeast } = firstCandidates
      const limit = Math.max(round === 0 ? atLeast : furtherCandidates, room * perPlace)
      const rows = await selectDue(transaction, request, now).where(whereOpen).limit(limit).execute()
      const turns = await decide(transaction, request, { due: readDue(rows), room, now })
      if (turns.taken.length > 0) await take(transaction, request, turns.taken, now)
      await stepAside(
        transaction,
        turns.steppedAside.map(({ id }) => id),
      )
      claimed.push(...turns.taken.map(({ id }) => id))
      if (rows.length < limit) break
    }
    return claimed
  }

  /** What cannot be read cannot be delivered, and must not hold up the rest. */
  const parkUnreadable = async (transaction: LedgerTransaction, entry: Entry): Promise<void> => {
    const why = 'Its stored content cannot be read.'
    await transaction
      .updateTable('handoffs')
      .set({ ...givenBack, state: 'parked', why })
      .where('id', '=', entry.id)
      .execute()
    await context.history.record(transaction, [
      { id: entry.id, at: context.clock.now(), event: 'parked', why, by: null },
    ])
    await callNext(transaction, entry)
  }

  return async (request: ClaimRequest): Promise<Claim[]> => {
    const now = await context.sureTime()
    return database.write(async (transaction) => {
      const ids = await claimIds(transaction, request, now)
      if (ids.length === 0) return []
      const rows = await selectEntries(transaction).where('handoffs.id', 'in', ids).execute()
      const claims = new Map<string, Claim>()
      for (const row of rows) {
        const entry = context.readEntry(row)
        const { handoff } = entry
        if (handoff === null) await parkUnreadable(transaction, entry)
        else claims.set(entry.id, { owner: request.owner, fence: row.fence, entry: { ...entry, handoff } })
      }
      return ids.flatMap((id) => claims.get(id) ?? [])
    })
  }
}

import { type Candidate, decideTurns } from './decide-turns.ts'
import type { Claim, ClaimRequest, Entry } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { busyInLine, callNext, oldestInLine } from './line.ts'
import { selectEntries } from './read-entry.ts'
import { givenBack } from './settle.ts'
import { whereOpen } from './states.ts'

// One claim looks at no more than this many times `candidatesAtOnce` rows, so that a long line cannot hold the store.
const maxRounds = 4
const candidatesAtOnce = 200

type Due = Candidate & { lostBy: string | null }

const findDue = async (
  transaction: LedgerTransaction,
  helpdesk: string,
  now: number,
  limit: number,
): Promise<Due[]> => {
  const rows = await transaction
    .selectFrom('handoffs')
    .select(['id', 'requester_key', 'lined', 'owner', busyInLine.as('busy'), oldestInLine.as('oldest')])
    .where(whereOpen)
    .where('helpdesk', '=', helpdesk)
    .where('behind', '=', 0)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    requesterKey: row.requester_key,
    lined: row.lined === 1,
    busy: row.busy,
    oldest: row.oldest,
    lostBy: row.owner,
  }))
}

const stepAside = async (transaction: LedgerTransaction, ids: string[]): Promise<void> => {
  if (ids.length === 0) return
  await transaction.updateTable('handoffs').set({ behind: 1, lined: 1 }).where('id', 'in', ids).execute()
}

/** Leases due hand-offs; see `Ledger.claim`. */
export const createClaim = (context: LedgerContext) => {
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

  const claimIds = async (transaction: LedgerTransaction, request: ClaimRequest): Promise<string[]> => {
    const now = context.clock.now()
    const claimed: string[] = []
    for (let round = 0; round < maxRounds && claimed.length < request.limit; round++) {
      const room = request.limit - claimed.length
      const due = await findDue(transaction, request.helpdesk, now, Math.max(room, candidatesAtOnce))
      const turns = decideTurns(due, room)
      const taken = due.filter(({ id }) => turns.taken.includes(id))
      if (taken.length > 0) await take(transaction, request, taken, now)
      await stepAside(transaction, turns.steppedAside)
      claimed.push(...turns.taken)
      if (due.length < candidatesAtOnce) break
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

  return async (request: ClaimRequest): Promise<Claim[]> =>
    context.database.write(async (transaction) => {
      const ids = await claimIds(transaction, request)
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

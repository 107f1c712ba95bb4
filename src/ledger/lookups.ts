import { setImmediate } from 'node:timers/promises'
import type { Entry, Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { selectEntries } from './read-entry.ts'
import { whereOpen, whereSettled } from './states.ts'

type Lookups = Pick<Ledger, 'find' | 'recentlyDelivered' | 'nextDueAt' | 'probe'>

const largePayload = 100_000

/** The small questions that others ask the ledger. */
export const createLookups = ({ database, clock, readEntry }: LedgerContext): Lookups => ({
  async find(id) {
    const row = await selectEntries(database.kysely).where('handoffs.id', '=', id).executeTakeFirst()
    return row === undefined ? null : readEntry(row)
  },

  async recentlyDelivered({ requesterKey, helpdesk, since, limit }) {
    const rows = await selectEntries(database.kysely)
      .where(whereSettled)
      .where('requester_key', '=', requesterKey)
      .where('helpdesk', '=', helpdesk)
      .where('state', '=', 'delivered')
      .where('ended_at', '>=', since)
      .orderBy('ended_at', 'desc')
      .limit(limit)
      .execute()
    const entries: Entry[] = []
    for (const row of rows) {
      entries.push(readEntry(row))
      // Twenty of a megabyte each would hold up every request for a third of a second.
      if ((row.payload?.length ?? 0) > largePayload) await setImmediate()
    }
    return entries
  },

  async nextDueAt(helpdesk) {
    const row = await database.kysely
      .selectFrom('handoffs')
      .select('due_at')
      .where(whereOpen)
      .where('helpdesk', '=', helpdesk)
      .where('behind', '=', 0)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst()
    return row?.due_at ?? null
  },

  async probe() {
    const probe = (transaction: LedgerTransaction) =>
      transaction
        .insertInto('probes')
        .values({ name: 'health', at: clock.now() })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((row) => ({ at: row.ref('excluded.at') })),
        )
        .execute()
    // By the way that accepting goes: whoever asks wants to know whether that is open, however much is read beside it.
    await database.write(probe, { express: true })
  },
})

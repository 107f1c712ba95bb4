import type { Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { Clock } from '../../ops/clock.ts'
import type { ShareRow, ShareStore } from './share-store.ts'

export interface DatabaseShareStoreDependencies {
  helpdesk: string
  database: Database
  /** For a store without a clock of its own. */
  clock: Pick<Clock, 'now'>
}

// The column holds whole numbers up to 2^31.
const needScale = 1_000_000_000

/**
 * Shares in the table `account_shares`, agreed on by name of the help desk. The store's time is read before the transaction
 * waits for its lock, so that it is late rather than early: others are taken for ended later, and an own share earlier.
 */
export const createDatabaseShareStore = ({
  helpdesk,
  database,
  clock,
}: DatabaseShareStoreDependencies): ShareStore => ({
  beat: async (decide) => {
    const now = (await database.now()) ?? clock.now()
    await database.write(async (transaction) => {
      await database.locking.take(transaction, [`account-share:${helpdesk}`])
      const { own, over } = decide({ rows: await readRows(transaction, helpdesk), now })
      await writeRow(transaction, helpdesk, own)
      if (over.length === 0) return
      await transaction
        .deleteFrom('account_shares')
        .where('helpdesk', '=', helpdesk)
        .where('replica', 'in', over)
        .execute()
    })
  },
})

const readRows = async (transaction: Transaction<Tables>, helpdesk: string): Promise<ShareRow[]> => {
  const rows = await transaction
    .selectFrom('account_shares')
    .selectAll()
    .where('helpdesk', '=', helpdesk)
    .execute()
  return rows.map((row) => ({
    replica: row.replica,
    part: row.part,
    spentPart: row.spent_part,
    mostPart: row.most_part,
    neededPart: row.wanted / needScale,
    pausedUntil: row.paused_until,
    windowMs: row.window_ms,
    expiresAt: row.expires_at,
  }))
}

const writeRow = async (transaction: Transaction<Tables>, helpdesk: string, row: ShareRow): Promise<void> => {
  const values = {
    part: row.part,
    spent_part: row.spentPart,
    most_part: row.mostPart,
    wanted: Math.ceil(row.neededPart * needScale),
    paused_until: row.pausedUntil,
    window_ms: row.windowMs,
    expires_at: row.expiresAt,
  }
  await transaction
    .insertInto('account_shares')
    .values({ helpdesk, replica: row.replica, ...values })
    .onConflict((conflict) => conflict.columns(['helpdesk', 'replica']).doUpdateSet(values))
    .execute()
}

import type { Database } from '../database/database.ts'
import { createLedger } from '../ledger/create-ledger.ts'
import type { CustodySum } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'

/** The custody sum as `relevo custody` counts it, over a store that stays open. */
export const readCustody = async (
  database: Database,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<CustodySum> => {
  const ledger = createLedger({
    database: { ...database, signals: null, close: async () => {} },
    clock,
    logger,
  })
  try {
    return await ledger.custody()
  } finally {
    await ledger.close()
  }
}

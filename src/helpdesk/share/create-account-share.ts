import type { Database } from '../../database/database.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { AccountShare } from '../account-share.ts'
import { createDatabaseShareStore } from './create-database-share-store.ts'
import { createLeasedShare } from './create-leased-share.ts'

export interface AccountShareDependencies {
  /** Its name is what is shared: every process that uses the account must call it the same. */
  helpdesk: string
  /** Says in the table which process it is. */
  replica: string
  database: Database
  clock: Clock
  logger: Logger
  /** Of the help desk's budget. */
  windowMs: number
  random: () => number
  everyMs?: number
  leaseMs?: number
}

/**
 * This process's share of a help desk account that others on the same store use too. Begins to agree on it at once; close it
 * when the help desk is closed and before the store is.
 */
export const createAccountShare = (dependencies: AccountShareDependencies): AccountShare => {
  const { helpdesk, replica, database, clock, random } = dependencies
  // A process that was started anew under the same name has forgotten what its row says was spent.
  const start = Math.floor(random() * 2 ** 32).toString(36)
  return createLeasedShare({
    ...dependencies,
    replica: `${replica} ${clock.now().toString(36)}${start}`,
    store: createDatabaseShareStore({ helpdesk, database, clock }),
  })
}

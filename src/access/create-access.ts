import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import { type Clock, sleep } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { Access } from './access.ts'
import { AccessUnavailable } from './access-unavailable.ts'
import { createApiKeys } from './create-api-keys.ts'
import { createAuditTrail } from './create-audit-trail.ts'
import { createDoorkeeper } from './create-doorkeeper.ts'
import { createKeyLookup } from './create-key-lookup.ts'
import { createLastUse } from './create-last-use.ts'
import { readKeys } from './key-rows.ts'

// As long as the ledger waits: a store that is away keeps what was asked of it for longer than anybody waits for an end.
const closeWithinMs = 3_000

// Requests fail by the hundred while the store is away; one line in ten seconds says it.
const repeatAfterMs = 10_000

/** Keys, their guard and the audit trail over a database, which it does not close. */
export const createAccess = (options: {
  database: Database
  clock: Clock
  logger: Logger
  configuredKeys: readonly string[]
  /** Of stored keys without a rate of their own. */
  rateLimit: { max: number; window: number }
}): Access => {
  const { database, clock, logger, configuredKeys, rateLimit } = options
  const guard = guardStore(database, AccessUnavailable)
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = (message: string) => (error: unknown) => {
    if (clock.now() - toldAt < repeatAfterMs) return
    toldAt = clock.now()
    logger.error({ reason: error instanceof Error ? error.message : null }, message)
  }
  const lookup = createKeyLookup({
    read: (ids) => readKeys(database, ids),
    clock,
    onFailure: tell('API keys could not be looked up'),
  })
  const lastUse = createLastUse({ database, clock, onFailure: tell('the last use of a key was not written') })
  return {
    doorkeeper: createDoorkeeper({ configuredKeys, rateLimit, clock, stored: { lookup, lastUse } }),
    keys: createApiKeys({ database, clock, guard, onRevoked: lookup.forget }),
    trail: createAuditTrail({ database, clock, logger, guard }),
    close: async () => {
      const patience = new AbortController()
      const ended = Promise.all([lookup.idle(), lastUse.idle()])
      await Promise.race([ended, sleep(clock, closeWithinMs, patience.signal)])
      patience.abort()
    },
  }
}

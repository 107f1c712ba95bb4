import type { Configuration } from '../schemas/configuration.ts'
import { purgeSessions } from './access/users/purge-sessions.ts'
import { createCallStore } from './assist/llm/calls/create-call-store.ts'
import { createDraftStore } from './assist/store/create-draft-store.ts'
import type { Database } from './database/database.ts'
import { createInbox } from './inbox/create-inbox.ts'
import type { Inbox } from './inbox/inbox.ts'
import type { Clock } from './ops/clock.ts'
import type { Logger } from './ops/logger.ts'
import { createOutbox } from './outbox/create-outbox.ts'
import type { Purge } from './retention.ts'

const dayMs = 86_400_000

/**
 * How what the desk keeps ages: texts of replies, drafts and calls, and tickets in the list, as the contents of hand-offs do; sessions
 * when they end. Also where there is no desk any more. Knowledge of tickets is masked, and bounded by its number.
 */
export const createDeskPurges = (options: {
  config: Pick<Configuration, 'desk' | 'retention'>
  database: Database
  /** The one of the desk, so that its pages follow; absent: there is none. */
  inbox?: Pick<Inbox, 'purge'>
  clock: Clock
  logger: Logger
}): Purge[] => {
  const { config, database, clock, logger } = options
  const keepMs = config.retention.payloads
  // Nobody waits that long at a draft, but over night.
  const keepDraftsMs = Math.max(keepMs, dayMs)
  const outbox = createOutbox({ database, undoMs: config.desk.undo, clock })
  const inbox = options.inbox ?? createInbox({ database, clock, limit: config.desk.inbox.limit })
  const drafts = createDraftStore({ database, logger })
  const calls = createCallStore({ database, tokensPerDay: 0, costPerDay: 0 })
  return [
    { what: 'sessions', purge: ({ limit }) => purgeSessions(database, { now: clock.now(), limit }) },
    { what: 'replies', purge: ({ limit }) => outbox.purge({ endedBefore: clock.now() - keepMs, limit }) },
    { what: 'tickets', purge: ({ limit }) => inbox.purge({ solvedBefore: clock.now() - keepMs, limit }) },
    { what: 'drafts', purge: ({ limit }) => drafts.purge({ before: clock.now() - keepDraftsMs, limit }) },
    { what: 'calls', purge: ({ limit }) => calls.purge({ before: clock.now() - keepDraftsMs, limit }) },
  ]
}

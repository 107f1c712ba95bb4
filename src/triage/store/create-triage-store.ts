import type { Database } from '../../database/database.ts'
import { guardStore } from '../../database/guard-store.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageStore } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { createCommitPage } from './commit-page.ts'
import { createCountDue, createCountTickets } from './count-tickets.ts'
import { createReadPart } from './create-read-part.ts'
import { createReadTicket } from './create-read-ticket.ts'
import { createFeeds } from './feeds.ts'
import { createForget } from './forget.ts'
import { createHints } from './hints.ts'
import { createListTickets } from './list-tickets.ts'
import { createReadEvidence } from './read-evidence.ts'
import { createRuns } from './runs.ts'
import { createStep } from './step.ts'
import type { StoreContext } from './store-context.ts'
import { createSwitches } from './switches.ts'
import { createTickets } from './tickets.ts'

/**
 * What triage remembers, in the store that the ledger uses too. Nothing in it names a person: tickets stand by their ids with values
 * of the account's own lists. The one exception are words that a model's reasons quote for a note that is still to be written:
 * they go when it is written or given up, after some weeks in any case (`forgetWords`), and with an erasure (`forgetWordsOf`).
 */
export const createTriageStore = (options: { database: Database; logger: Logger }): TriageStore => {
  const { database, logger } = options
  const readPart = createReadPart(logger)
  const context: StoreContext = {
    database,
    guard: guardStore(database, TriageUnavailable),
    readPart,
    readTicket: createReadTicket(readPart),
  }
  return {
    ...createFeeds(context),
    ...createTickets(context),
    ...createHints(context),
    ...createRuns(context),
    ...createSwitches(context),
    ...createForget(context),
    commitPage: createCommitPage(context),
    list: createListTickets(context),
    step: createStep(context),
    evidence: createReadEvidence(context),
    counts: createCountTickets(context),
    countDue: createCountDue(context),
  }
}

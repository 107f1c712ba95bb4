import type { Database } from '../database/database.ts'
import { type Clock, sleep } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { createBells } from './bells.ts'
import { createClaim } from './claim.ts'
import { createCustody } from './custody.ts'
import { createEscalations } from './escalations.ts'
import { createFindStuck } from './find-stuck.ts'
import { createGuard } from './guard.ts'
import { createHandoffIds } from './handoff-id.ts'
import { createHistoryWriter, readHistory } from './history.ts'
import type { Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import { LedgerUnavailable } from './ledger-unavailable.ts'
import { createList } from './list.ts'
import { lookForDue } from './look-for-due.ts'
import { createLookups } from './lookups.ts'
import { createMendLines } from './mend-lines.ts'
import { createPersonVerbs } from './person-verbs.ts'
import { createPut } from './put.ts'
import { createReadEntry } from './read-entry.ts'
import { createErase, createPurge } from './retention.ts'
import { createReviews } from './reviews.ts'
import { createIndexing } from './search/create-indexing.ts'
import { createSearch } from './search/create-search.ts'
import { createListDecided } from './search/list-decided.ts'
import { createWordIndex } from './search/word-index.ts'
import { createSettle } from './settle.ts'
import { createStats } from './stats.ts'
import { createWait } from './wait.ts'
import { createWake } from './wake.ts'

export interface CreateLedgerOptions {
  /** The ledger closes it. */
  database: Database
  clock: Clock
  logger: Logger
  /** The time that all replicas agree on, compared at this moment; the clock's unless there is a better one. */
  sureTime?: () => Promise<number>
  /** Makes ids of the form of `createHandoffIds`: unique for ever, and rising with time. */
  newId?: (now: number) => string
}

// A store that is away keeps what was asked of it waiting for longer than anybody waits for a service to end. What is not answered
// by then fails when the store is closed, and is asked for again by those to whom it matters.
const closeWithinMs = 3_000

/** The ledger over a database; what each verb promises stands at `Ledger`. */
export const createLedger = (options: CreateLedgerOptions): Ledger => {
  const { database, clock, logger, newId, sureTime = async () => clock.now() } = options
  const guard = createGuard({ database, clock, logger })
  const context: LedgerContext = {
    database,
    clock,
    sureTime,
    logger,
    bells: createBells({ logger, signals: database.signals }),
    history: createHistoryWriter(),
    readEntry: createReadEntry({ logger }),
    words: createWordIndex(database),
  }
  const stopLooking = lookForDue(context)
  const underWay = new Set<Promise<unknown>>()
  let closing: Promise<void> | null = null

  const refuse = (): Promise<never> =>
    Promise.reject(new LedgerUnavailable('unavailable', 'Relevo is shutting down; try again.'))

  /** Every verb runs guarded; none begins after the end, and the end waits for those that have begun. */
  const verb =
    <Input extends unknown[], Output>(run: (...input: Input) => Promise<Output>) =>
    (...input: Input): Promise<Output> => {
      if (closing !== null) return refuse()
      const running = guard(() => run(...input)).finally(() => underWay.delete(running))
      underWay.add(running)
      return running
    }

  const { put, idle } = createPut({ ...context, guard, newId: newId ?? createHandoffIds() })
  const settle = createSettle(context)
  const person = createPersonVerbs(context)
  const lookups = createLookups(context)
  const escalations = createEscalations(context)
  const reviews = createReviews(context)
  const decided = createListDecided(context)
  const indexing = createIndexing(context, context.words)
  const stuck = createFindStuck(context)
  const wait = createWait({ ...context, find: lookups.find })

  return {
    // Not `verb`: the batch is guarded as a whole, and a wrapper for each hand-off would cost on the hottest path.
    put: (entry) => (closing === null ? put(entry) : refuse()),
    claim: verb(createClaim(context)),
    renew: verb(settle.renew),
    markWrite: verb(settle.markWrite),
    clearWrite: verb(settle.clearWrite),
    recordClassification: verb(settle.recordClassification),
    recordPolicy: verb(settle.recordPolicy),
    moveTo: verb(settle.moveTo),
    flag: verb(settle.flag),
    complete: verb(settle.complete),
    retryLater: verb(settle.retryLater),
    hold: verb(settle.hold),
    wake: verb(createWake(context)),
    park: verb(settle.park),
    retryNow: verb(person.retryNow),
    release: verb(person.release),
    edit: verb(person.edit),
    dismiss: verb(person.dismiss),
    find: verb(lookups.find),
    history: verb((id: string) => readHistory(database.kysely, id)),
    list: verb(createList(context)),
    recentlyDelivered: verb(lookups.recentlyDelivered),
    stuckReasons: verb(stuck.stuckReasons),
    listStuck: verb(stuck.listStuck),
    custody: verb(createCustody(context)),
    stats: verb(createStats(context)),
    waitUntilSettled: verb(wait.waitUntilSettled),
    onDue: context.bells.onDue,
    nextDueAt: verb(lookups.nextDueAt),
    mendLines: verb(createMendLines(context)),
    claimEscalations: verb(escalations.claimEscalations),
    postponeEscalation: verb(escalations.postponeEscalation),
    endEscalation: verb(escalations.endEscalation),
    nextEscalationAt: verb(escalations.nextEscalationAt),
    dueReviews: verb(reviews.dueReviews),
    postponeReview: verb(reviews.postponeReview),
    endReview: verb(reviews.endReview),
    expireReviews: verb(reviews.expireReviews),
    countKept: verb(reviews.countKept),
    forgetKept: verb(reviews.forgetKept),
    search: verb(createSearch(context)),
    searchProgress: verb(indexing.searchProgress),
    indexForSearch: verb(indexing.indexForSearch),
    listDecided: verb(decided.listDecided),
    findDecided: verb(decided.findDecided),
    purge: verb(createPurge(context)),
    erase: verb(createErase(context)),
    probe: verb(lookups.probe),
    close() {
      closing ??= (async () => {
        wait.stop()
        stopLooking()
        const patience = new AbortController()
        const ended = idle().then(() => Promise.allSettled(underWay))
        await Promise.race([ended, sleep(clock, closeWithinMs, patience.signal)])
        patience.abort()
        context.bells.close()
        await database.close()
      })()
      return closing
    },
  }
}

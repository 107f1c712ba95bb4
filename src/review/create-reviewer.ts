import type { Filed, KeptOutcome } from '../../schemas/kept.ts'
import type { CallOptions, Helpdesk } from '../helpdesk/helpdesk.ts'
import { isTransient } from '../helpdesk/remembered.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import type { DueReview, ReviewVerbs } from '../ledger/review.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { givenUpAfterMs } from './decide-when.ts'
import { type ReviewHelpdesk, reviewTicket } from './review-ticket.ts'

export interface Reviewer {
  start(): void
  /** Looks at nothing more, and lets go of what waits for its turn. */
  stop(): Promise<void>
}

/** Told of each ticket that was looked at, and of those that were given up as untold. */
export interface ReviewEvent {
  source: string
  decidedBy: Filed['decidedBy']
  category: string
  outcome: KeptOutcome
}

export interface ReviewerOptions {
  ledger: ReviewVerbs
  helpdesks: ReadonlyMap<string, ReviewHelpdesk & Pick<Helpdesk, 'availability'>>
  categoryTags: Readonly<Record<string, readonly string[]>>
  clock: Clock
  logger: Logger
  observe: (event: ReviewEvent) => void
}

const firstMs = 60_000
const everyMs = 300_000
const tidyEveryMs = 3_600_000
// A few calls at a time, in the lane behind all others: a backlog of a week is worked off in hours, and nobody notices.
const portion = 20
const atOnce = 2
const expiredAtOnce = 200
const afterFailureMs = 3_600_000
const afterRefusalMs = 86_400_000
/** Counts of days before are of no use to anybody. */
const keptForMs = 400 * 86_400_000

/**
 * Looks, every five minutes, at tickets that are due for it: whether agents kept what was decided. One process at a time does it; when two
 * do, each ticket still counts once. A help desk that is away or limits us is left alone until the next round.
 */
export const createReviewer = (options: ReviewerOptions): Reviewer => {
  const { ledger, helpdesks, categoryTags, clock, logger, observe } = options
  const stopping = new AbortController()
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()
  let tidyAt = 0

  const tell = ({ source, filed }: DueReview, outcome: KeptOutcome): void => {
    if (filed !== null) observe({ source, decidedBy: filed.decidedBy, category: filed.category, outcome })
  }

  /** What goes wrong with one thing is told, and keeps nothing else from being done, nor an end from being waited for. */
  const guarded = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof LedgerUnavailable)
        logger.debug({ code: error.code }, 'tickets are looked at later: the ledger is unavailable')
      else logger.error({ err: error }, 'looking at tickets failed; it is tried again')
      return otherwise
    }
  }

  /** False: this help desk is not to be asked for more now. */
  const look = async (review: DueReview, helpdesk: ReviewHelpdesk): Promise<boolean> => {
    const { handoffId } = review
    const options: CallOptions = { lane: 'background', signal: stopping.signal, reference: handoffId }
    const asking = reviewTicket(review, { helpdesk, categoryTags, now: clock.now(), options })
    const reviewed = await asking.catch((error: unknown) => {
      logger.error({ err: error, handoffId }, 'looking at a ticket failed by a defect; it is tried again')
      return { kind: 'later' as const, dueAt: clock.now() + afterRefusalMs }
    })
    switch (reviewed.kind) {
      case 'judged':
        if (await ledger.endReview(review, reviewed.outcome)) tell(review, reviewed.outcome)
        return true
      case 'later':
        await ledger.postponeReview(handoffId, reviewed.dueAt)
        return true
      case 'failed': {
        const { failure, asked } = reviewed
        logger.debug({ handoffId, failure: failure.kind }, 'a ticket could not be looked at')
        if (!asked) return false
        const goesOn = !isTransient(failure)
        // Put off also when all of them fail: one that always does must not stand in the way of the others.
        await ledger.postponeReview(handoffId, clock.now() + (goesOn ? afterRefusalMs : afterFailureMs))
        return goesOn
      }
      default:
        return reviewed satisfies never
    }
  }

  const lookAt = async (name: string): Promise<void> => {
    const helpdesk = helpdesks.get(name)
    for (let more = true; more && helpdesk !== undefined; ) {
      if (stopping.signal.aborted || helpdesk.availability().state === 'shut') return
      const due = await ledger.dueReviews({ helpdesk: name, limit: portion })
      more = due.length === portion
      let isWilling = true
      const queue = due.values()
      const work = async (): Promise<void> => {
        for (const review of queue) {
          if (!isWilling || stopping.signal.aborted) return
          if (!(await guarded(() => look(review, helpdesk), false))) isWilling = false
        }
      }
      await Promise.all(Array.from({ length: atOnce }, work))
      if (!isWilling) return
    }
  }

  /** Once an hour: there is hardly ever anything to do. */
  const tidy = async (): Promise<void> => {
    if (clock.now() < tidyAt) return
    const deliveredBefore = clock.now() - givenUpAfterMs
    for (let more = true; more && !stopping.signal.aborted; ) {
      const expired = await ledger.expireReviews({ deliveredBefore, limit: expiredAtOnce })
      more = expired.length === expiredAtOnce
      for (const review of expired) tell(review, 'untold')
    }
    await ledger.forgetKept(clock.now() - keptForMs)
    tidyAt = clock.now() + tidyEveryMs
  }

  const goRound = async (): Promise<void> => {
    await guarded(tidy, undefined)
    await Promise.all([...helpdesks.keys()].map((name) => guarded(() => lookAt(name), undefined)))
  }

  const schedule = (inMs: number): void => {
    cancel = clock.after(inMs, () => {
      running = goRound().then(() => {
        if (!stopping.signal.aborted) schedule(everyMs)
      })
    })
  }

  return {
    start: () => schedule(firstMs),
    async stop() {
      stopping.abort()
      cancel()
      await running
    },
  }
}

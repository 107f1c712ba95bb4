import { createFeedReader } from '../../helpdesk/follow/create-feed-reader.ts'
import { createFollower } from '../../helpdesk/follow/create-follower.ts'
import { InboxUnavailable } from '../../inbox/inbox-unavailable.ts'
import { LedgerUnavailable } from '../../ledger/ledger-unavailable.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageStore } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { arrivingMs, type ChangeTakerOptions, createChangeTaker } from './create-change-taker.ts'
import type { Finder, FoundDesk } from './finder.ts'
import { followHints } from './follow-hints.ts'

export interface FinderOptions extends Omit<ChangeTakerOptions, 'helpdesk' | 'store'> {
  helpdesk: FoundDesk
  store: TriageStore
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1. */
  random: () => number
  /** What stands in the way of reading has become another; null: nothing does. */
  onProblem?: (problem: string | null) => void
}

/** What an event told of and the list does not bring for so long is read by itself. */
const patienceMs = 30_000
const mostHints = 1_000

/**
 * Asks a help desk again and again what has changed, and takes it in. While it tells of changes by events it is asked when one comes
 * and now and then besides; what it does not list in time is read by itself. No fault ends it: it waits, and goes on where it stopped.
 */
export const createFinder = (options: FinderOptions): Finder => {
  const { helpdesk, store, settings, hasEvents, clock, logger, random } = options
  const { every, sweep, since } = settings.triage
  const taker = createChangeTaker(options)
  let eventAt = 0
  let followAt = 0

  /** True: something was told of since the list was last asked for. What it did not bring in time is read here. */
  const lookForHints = async (askedAt: number, signal: AbortSignal): Promise<boolean> => {
    const now = clock.now()
    const hints = await store.hints({
      helpdesk: helpdesk.name,
      toldBefore: Number.MAX_SAFE_INTEGER,
      limit: mostHints,
    })
    const isFresh = (toldAt: number): boolean => toldAt >= askedAt && toldAt <= now
    const feed = await store.feed(helpdesk.name)
    // The feed knows of the newest, however many wait; but not while it has one of before our clock was set back.
    if (isFresh(feed?.eventAt ?? 0) || hints.some(({ toldAt }) => isFresh(toldAt))) return true
    // One that is told in the future is of before our clock was set back.
    const late = hints.filter(({ toldAt }) => toldAt <= now - patienceMs || toldAt > now)
    if (late.length === 0 || followAt > now) return false
    const isRead = await followHints(late, { helpdesk, store, taker, clock, logger }, signal)
    followAt = isRead ? 0 : now + every
    return false
  }

  return createFollower({
    helpdesk,
    reader: createFeedReader({
      helpdesk,
      place: () => store.feed(helpdesk.name),
      beginnings: true,
      sinceMs: since,
      clock,
      logger,
    }),
    take: ({ place, page, cursor, end: _end, ...told }, signal) => {
      eventAt = place?.eventAt ?? 0
      const { tickets, beginnings, next, atEnd } = page
      const caughtUpAt = place?.caughtUpAt ?? 0
      const read = { ...told, eventAt, caughtUpAt, expected: cursor, tickets, beginnings, next, atEnd }
      return taker.take(read, signal)
    },
    everyMs: every,
    restMs: () => (hasEvents && clock.now() - eventAt < arrivingMs ? sweep : every),
    ...(hasEvents ? { isTold: lookForHints } : {}),
    codeOf: (error) =>
      error instanceof TriageUnavailable ||
      error instanceof LedgerUnavailable ||
      error instanceof InboxUnavailable
        ? error.code
        : null,
    ...(options.onProblem === undefined ? {} : { onProblem: options.onProblem }),
    clock,
    logger,
    random,
  })
}

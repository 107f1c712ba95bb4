import { LedgerUnavailable } from '../../ledger/ledger-unavailable.ts'
import { backoffMs } from '../../ops/backoff.ts'
import type { Clock } from '../../ops/clock.ts'
import { createBell } from '../../ops/create-bell.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageStore } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { arrivingMs, type ChangeTakerOptions, createChangeTaker } from './create-change-taker.ts'
import { createFeedReader } from './create-feed-reader.ts'
import { decidePause, isPassing } from './decide-pause.ts'
import type { Finder, FoundDesk } from './finder.ts'
import { followHints } from './follow-hints.ts'
import { ReadFailed } from './read-failed.ts'

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

/** Events come in crowds; the list is asked for once for all of a while. */
const leastBetweenMs = 5_000
/** What an event told of and the list does not bring for so long is read by itself. */
const patienceMs = 30_000
const mostHints = 1_000
/** Whoever shares a feed for a moment, as when a duty changes hands, steps aside. */
const overtakenMs = 2_000
/** What should pass and has not by then is told like what does not pass. */
const lastingFailures = 10
const lastingMs = 600_000
const trouble = { first: 1_000, ceiling: 60_000 }

/**
 * Asks a help desk again and again what has changed, and takes it in. While it tells of changes by events it is asked when one comes
 * and now and then besides; what it does not list in time is read by itself. No fault ends it: it waits, and goes on where it stopped.
 */
export const createFinder = (options: FinderOptions): Finder => {
  const { helpdesk, store, settings, hasEvents, clock, logger, random } = options
  const { every, sweep, since } = settings.triage
  const stopping = new AbortController()
  const { signal } = stopping
  const bell = createBell(clock)
  const taker = createChangeTaker(options)
  const reader = createFeedReader({ helpdesk, store, sinceMs: since, clock, logger })
  let running: Promise<void> | null = null
  let isPoked = false
  let hasOpened = false
  let failures = 0
  let failingSince = 0
  /** Undefined: nothing has been read by this process yet. */
  let problem: string | null | undefined
  let askedAt = 0
  let eventAt = 0
  let followAt = 0

  const tell = (next: string | null): void => {
    if (next === problem) return
    problem = next
    options.onProblem?.(next)
  }

  /** Reads to the end, and tells how long to wait until the next time (ms). */
  const catchUp = async (): Promise<number> => {
    askedAt = clock.now()
    isPoked = false
    for await (const { page, cursor, end, ...told } of reader.pages(signal)) {
      const { tickets, beginnings, next, atEnd } = page
      eventAt = told.eventAt
      const isOurs = await taker.take({ ...told, expected: cursor, tickets, beginnings, next, atEnd }, signal)
      if (!isOurs) {
        logger.info({ helpdesk: helpdesk.name }, 'somebody else reads these changes, too')
        return overtakenMs * (1 + random())
      }
      failures = 0
      if (end === 'circles') {
        tell(
          `${helpdesk.name} says that more has changed, and tells nothing new: its list of changes goes round in circles.`,
        )
        logger.warn(
          { helpdesk: helpdesk.name },
          'the list of changes goes round in circles; going on by time',
        )
        return every
      }
    }
    tell(null)
    return isArriving() ? sweep : every
  }

  const isArriving = (): boolean => hasEvents && clock.now() - eventAt < arrivingMs

  /** How long to wait after an error (ms). */
  const pauseAfter = (error: unknown): number => {
    failures += 1
    if (failures === 1) failingSince = clock.now()
    if (error instanceof ReadFailed) {
      const { failure } = error
      const isLasting =
        !isPassing(failure) || failures >= lastingFailures || clock.now() - failingSince >= lastingMs
      if (isLasting || helpdesk.availability().state === 'shut') tell(failure.message)
      const level = isLasting ? 'warn' : 'debug'
      logger[level]({ helpdesk: helpdesk.name, failure: failure.kind }, 'changes could not be read')
      return decidePause(failure, { failures, now: clock.now(), random })
    }
    const isAway = error instanceof TriageUnavailable || error instanceof LedgerUnavailable
    if (isAway) logger.warn({ helpdesk: helpdesk.name, code: error.code }, 'changes could not be stored')
    else logger.error({ err: error, helpdesk: helpdesk.name }, 'changes could not be taken in')
    return backoffMs(failures, trouble, () => 0.5 + random() / 2)
  }

  /** Waits, and is woken by `isOver` at a ring or every so often. The time is taken by a timer: clocks are set back. */
  const waitFor = async (ms: number, everyMs: number, isOver: () => Promise<boolean>): Promise<void> => {
    let isDone = false
    const cancel = clock.after(ms, () => {
      isDone = true
      bell.ring()
    })
    try {
      while (!signal.aborted && !isDone && !(await isOver()))
        await bell.wait(Number.isFinite(everyMs) ? clock.now() + everyMs : null)
    } finally {
      cancel()
    }
  }

  const pause = (ms: number): Promise<void> => {
    hasOpened = false
    return waitFor(ms, Number.POSITIVE_INFINITY, async () => hasOpened)
  }

  /** Until it is time, or something has happened. */
  const rest = async (ms: number): Promise<void> => {
    await waitFor(Math.min(ms, leastBetweenMs), Number.POSITIVE_INFINITY, async () => false)
    const isTold = async () => isPoked || (hasEvents && (await lookForHints()))
    await waitFor(ms - leastBetweenMs, hasEvents ? leastBetweenMs : Number.POSITIVE_INFINITY, isTold)
  }

  /** True: something was told of since the list was last asked for. What it did not bring in time is read here. */
  const lookForHints = async (): Promise<boolean> => {
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

  const run = async (): Promise<void> => {
    const forget = helpdesk.onAvailability(({ state }) => {
      if (state !== 'open') return
      hasOpened = true
      bell.ring()
    })
    while (!signal.aborted) {
      try {
        await rest(await catchUp())
      } catch (error) {
        if (!signal.aborted) await pause(pauseAfter(error))
      }
    }
    forget()
  }

  return {
    start() {
      if (signal.aborted) return
      running ??= run()
    },
    async stop() {
      stopping.abort()
      bell.ring()
      await running
    },
    poke() {
      isPoked = true
      bell.ring()
    },
    problem: () => problem ?? null,
  }
}

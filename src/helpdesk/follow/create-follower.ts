import { backoffMs } from '../../ops/backoff.ts'
import type { Clock } from '../../ops/clock.ts'
import { createBell } from '../../ops/create-bell.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Helpdesk } from '../helpdesk.ts'
import type { FeedPlace, FeedReader, PageOfFeed } from './create-feed-reader.ts'
import { decidePause, isPassing } from './decide-pause.ts'
import { ReadFailed } from './read-failed.ts'

/** Events come in crowds; the list is asked for once for all of a while. */
const leastBetweenMs = 5_000
/** Whoever shares a feed for a moment, as when a duty changes hands, steps aside. */
const overtakenMs = 2_000
/** What should pass and has not by then is told like what does not pass. */
const lastingFailures = 10
const lastingMs = 600_000
const trouble = { first: 1_000, ceiling: 60_000 }

export interface FollowerOptions<Place extends FeedPlace> {
  helpdesk: Pick<Helpdesk, 'name' | 'availability' | 'onAvailability'>
  reader: FeedReader<Place>
  /** Stores a page with its place; false: somebody else was quicker, and nothing was stored. */
  take(page: PageOfFeed<Place>, signal: AbortSignal): Promise<boolean>
  /** How often changes are asked for (ms). */
  everyMs: number
  /** Once everything was read: how long to wait until the next time (ms); null: that was all. Absent: `everyMs`. */
  restMs?: () => number | null
  /** Asked every few seconds while it rests: true, and it looks. */
  isTold?: (askedAt: number, signal: AbortSignal) => Promise<boolean>
  /** The code of an error of the store that passes by itself; null: it is another one. */
  codeOf: (error: unknown) => string | null
  /** What stands in the way of reading has become another; null: nothing does. */
  onProblem?: (problem: string | null) => void
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1. */
  random: () => number
}

/** Asks a help desk again and again what has changed. */
export interface Follower {
  start(): void
  /** Lets go at once: a call under way is aborted, a commit under way ends. Idempotent; may be started no more. */
  stop(): Promise<void>
  /** Looks soon. Safe to call at any time and often. */
  poke(): void
  /** What stands in the way of reading, in plain words; null: nothing. */
  problem(): string | null
}

/** Follows what changes at a help desk. No fault ends it: it waits, and goes on where it stopped. */
export const createFollower = <Place extends FeedPlace>(options: FollowerOptions<Place>): Follower => {
  const { helpdesk, reader, take, everyMs, restMs = () => everyMs, isTold, clock, logger, random } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const bell = createBell(clock)
  let running: Promise<void> | null = null
  let isPoked = false
  let hasOpened = false
  let failures = 0
  let failingSince = 0
  /** Undefined: nothing has been read by this process yet. */
  let problem: string | null | undefined
  let askedAt = 0

  const tell = (next: string | null): void => {
    if (next === problem) return
    problem = next
    options.onProblem?.(next)
  }

  /** Reads to the end, and tells how long to wait until the next time (ms). */
  const catchUp = async (): Promise<number | null> => {
    askedAt = clock.now()
    isPoked = false
    for await (const page of reader.pages(signal)) {
      if (!(await take(page, signal))) {
        logger.info({ helpdesk: helpdesk.name }, 'somebody else reads these changes, too')
        return overtakenMs * (1 + random())
      }
      failures = 0
      if (page.end === 'circles') {
        tell(
          `${helpdesk.name} says that more has changed, and tells nothing new: its list of changes goes round in circles.`,
        )
        logger.warn(
          { helpdesk: helpdesk.name },
          'the list of changes goes round in circles; going on by time',
        )
        return everyMs
      }
    }
    tell(null)
    return restMs()
  }

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
    const code = options.codeOf(error)
    if (code !== null) logger.warn({ helpdesk: helpdesk.name, code }, 'changes could not be stored')
    else logger.error({ err: error, helpdesk: helpdesk.name }, 'changes could not be taken in')
    return backoffMs(failures, trouble, () => 0.5 + random() / 2)
  }

  /** Waits, and is woken by `isOver` at a ring or every so often. The time is taken by a timer: clocks are set back. */
  const waitFor = async (ms: number, eachMs: number, isOver: () => Promise<boolean>): Promise<void> => {
    let isDone = false
    const cancel = clock.after(ms, () => {
      isDone = true
      bell.ring()
    })
    try {
      while (!signal.aborted && !isDone && !(await isOver()))
        await bell.wait(Number.isFinite(eachMs) ? clock.now() + eachMs : null)
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
    const isCalled = async () => isPoked || (isTold !== undefined && (await isTold(askedAt, signal)))
    const eachMs = isTold === undefined ? Number.POSITIVE_INFINITY : leastBetweenMs
    await waitFor(ms - leastBetweenMs, eachMs, isCalled)
  }

  const run = async (): Promise<void> => {
    const forget = helpdesk.onAvailability(({ state }) => {
      if (state !== 'open') return
      hasOpened = true
      bell.ring()
    })
    try {
      while (!signal.aborted) {
        try {
          const ms = await catchUp()
          if (ms === null) return
          await rest(ms)
        } catch (error) {
          if (!signal.aborted) await pause(pauseAfter(error))
        }
      }
    } finally {
      forget()
    }
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

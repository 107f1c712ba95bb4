import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Helpdesk } from '../helpdesk.ts'
import type { Read } from '../outcome.ts'
import type { ChangedTickets } from '../ticket-desk.ts'
import { createRoundGuard } from './create-round-guard.ts'
import { ReadFailed } from './read-failed.ts'
import { readTimes } from './read-times.ts'

const lane = 'background'
/** What is read again where a cursor is of no use any more: as much as clocks and lists may lag, and cheap. */
const overlapMs = 15 * 60_000

/** Where reading stopped, as the store knows it. */
export interface FeedPlace {
  /** Null: nothing was read yet. */
  cursor: string | null
  begunAt: number
  /** Of what was read (ms, of the help desk's clock). */
  changedUntil: number
}

export interface FeedReaderOptions<Place extends FeedPlace> {
  helpdesk: Pick<Helpdesk, 'name' | 'listChangedSince'>
  /** Null: nothing was read yet. */
  place: () => Promise<Place | null>
  /** Whether what tickets began with is wanted, too. */
  beginnings: boolean
  /** How far back the very first reading begins (ms). */
  sinceMs: number
  clock: Clock
  logger: Logger
}

/** A page of changes, and where in the feed it stands. */
export interface PageOfFeed<Place extends FeedPlace> {
  /** As the store had it when reading began; null: nothing was read yet. */
  place: Place | null
  /** As before this page; null: it is the first. */
  cursor: string | null
  begunAt: number
  /** Of what was read, with this page (ms, of the help desk's clock); when it began, as long as there was nothing. */
  changedUntil: number
  /** When it was asked for (ms). */
  askedAt: number
  page: ChangedTickets
  /** The last page for now. `circles`: the list says that there is more, and tells nothing new; the next reading goes on by time. */
  end: 'reached' | 'circles' | null
}

export interface FeedReader<Place extends FeedPlace> {
  /**
   * Pages from where the store says that reading stopped, to the end. The next one is asked for while its reader works on one, so
   * that the rate limit is used up and not waited out; whoever stops early stops that call, too. Throws `ReadFailed` and
   * what `place` throws.
   */
  pages(signal: AbortSignal): AsyncGenerator<PageOfFeed<Place>, void>
}

/** Reads what has changed. A cursor that is refused, or a list that goes round in circles, is left for the time of the last change. */
export const createFeedReader = <Place extends FeedPlace>({
  helpdesk,
  place,
  beginnings,
  sinceMs,
  clock,
  logger,
}: FeedReaderOptions<Place>): FeedReader<Place> => {
  let isLost = false

  const byTime = (changedUntil: number, signal: AbortSignal) =>
    helpdesk.listChangedSince({ since: Math.max(0, changedUntil - overlapMs), beginnings }, { lane, signal })

  const byCursor = async (
    cursor: string,
    changedUntil: number,
    signal: AbortSignal,
  ): Promise<Read<ChangedTickets>> => {
    const read = await helpdesk.listChangedSince({ cursor, beginnings }, { lane, signal })
    if (read.ok || read.failure.kind !== 'invalid') return read
    logger.warn(
      { helpdesk: helpdesk.name },
      'the help desk refuses where its changes go on; going on by time',
    )
    return byTime(changedUntil, signal)
  }

  const first = (feed: Place | null, begunAt: number, signal: AbortSignal): Promise<Read<ChangedTickets>> => {
    const cursor = feed?.cursor ?? null
    if (feed === null || cursor === null)
      return helpdesk.listChangedSince({ since: begunAt, beginnings }, { lane, signal })
    return isLost ? byTime(feed.changedUntil, signal) : byCursor(cursor, feed.changedUntil, signal)
  }

  async function* pages(outer: AbortSignal): AsyncGenerator<PageOfFeed<Place>, void> {
    const feed = await place()
    const goesOn = createRoundGuard()
    const ending = new AbortController()
    const { signal } = ending
    const end = () => ending.abort()
    outer.addEventListener('abort', end, { once: true })
    if (outer.aborted) end()
    let cursor = feed?.cursor ?? null
    const begunAt = feed === null || cursor === null ? clock.now() - sinceMs : feed.begunAt
    let changedUntil = Math.max(feed?.changedUntil ?? 0, begunAt)
    let askedAt = clock.now()
    let asked = first(feed, begunAt, signal)
    try {
      for (;;) {
        const read = await asked
        if (!read.ok) throw new ReadFailed(read.failure)
        const page = read.value
        changedUntil = latestOf(page, changedUntil, clock.now())
        isLost = !page.atEnd && !goesOn(page.next, page.tickets.length)
        const last = page.atEnd ? 'reached' : isLost ? 'circles' : null
        const told = { place: feed, cursor, begunAt, changedUntil, askedAt, page, end: last } as const
        if (last === null) {
          askedAt = clock.now()
          asked = byCursor(page.next, changedUntil, signal)
          // Awaited in its turn.
          asked.catch(() => {})
        }
        yield told
        if (last !== null) return
        cursor = page.next
      }
    } finally {
      outer.removeEventListener('abort', end)
      ending.abort()
      await asked.catch(() => {})
    }
  }

  return { pages }
}

const latestOf = ({ tickets }: ChangedTickets, before: number, now: number): number =>
  tickets.reduce((latest, ticket) => Math.max(latest, readTimes(ticket, now).changedAt), before)

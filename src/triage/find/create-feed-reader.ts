import type { Read } from '../../helpdesk/outcome.ts'
import { readTimes } from '../../helpdesk/read-times.ts'
import type { ChangedTickets } from '../../helpdesk/ticket-desk.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { createRoundGuard } from '../../training/helpdesk/create-round-guard.ts'
import type { Feed, TriageStore } from '../triage-store.ts'
import type { FoundDesk } from './finder.ts'
import { ReadFailed } from './read-failed.ts'

const lane = 'background'
/** What is read again where a cursor is of no use any more: as much as clocks and lists may lag, and cheap. */
const overlapMs = 15 * 60_000

export interface FeedReaderOptions {
  helpdesk: Pick<FoundDesk, 'name' | 'listChangedSince'>
  store: Pick<TriageStore, 'feed'>
  /** How far back the very first reading begins (ms). */
  sinceMs: number
  clock: Clock
  logger: Logger
}

/** A page of changes, and where in the feed it stands. */
export interface PageOfFeed {
  /** As before this page; null: it is the first. */
  cursor: string | null
  begunAt: number
  /** Of what was read, with this page (ms, of the help desk's clock); when it began, as long as there was nothing. */
  changedUntil: number
  eventAt: number
  caughtUpAt: number
  /** When it was asked for (ms). */
  askedAt: number
  page: ChangedTickets
  /** The last page for now. `circles`: the list says that there is more, and tells nothing new; the next reading goes on by time. */
  end: 'reached' | 'circles' | null
}

export interface FeedReader {
  /**
   * Pages from where the store says that reading stopped, to the end. The next one is asked for while its reader works on one, so
   * that the rate limit is used up and not waited out; whoever stops early stops that call, too. Throws `ReadFailed` and
   * `TriageUnavailable`.
   */
  pages(signal: AbortSignal): AsyncGenerator<PageOfFeed, void>
}

/** Reads what has changed. A cursor that is refused, or a list that goes round in circles, is left for the time of the last change. */
export const createFeedReader = ({
  helpdesk,
  store,
  sinceMs,
  clock,
  logger,
}: FeedReaderOptions): FeedReader => {
  let isLost = false

  const byTime = (changedUntil: number, signal: AbortSignal) =>
    helpdesk.listChangedSince(
      { since: Math.max(0, changedUntil - overlapMs), beginnings: true },
      { lane, signal },
    )

  const byCursor = async (
    cursor: string,
    changedUntil: number,
    signal: AbortSignal,
  ): Promise<Read<ChangedTickets>> => {
    const read = await helpdesk.listChangedSince({ cursor, beginnings: true }, { lane, signal })
    if (read.ok || read.failure.kind !== 'invalid') return read
    logger.warn(
      { helpdesk: helpdesk.name },
      'the help desk refuses where its changes go on; going on by time',
    )
    return byTime(changedUntil, signal)
  }

  const first = (feed: Feed | null, begunAt: number, signal: AbortSignal): Promise<Read<ChangedTickets>> => {
    const cursor = feed?.cursor ?? null
    if (feed === null || cursor === null)
      return helpdesk.listChangedSince({ since: begunAt, beginnings: true }, { lane, signal })
    return isLost ? byTime(feed.changedUntil, signal) : byCursor(cursor, feed.changedUntil, signal)
  }

  async function* pages(outer: AbortSignal): AsyncGenerator<PageOfFeed, void> {
    const feed = await store.feed(helpdesk.name)
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
        const { eventAt = 0, caughtUpAt = 0 } = feed ?? {}
        const told = { cursor, begunAt, changedUntil, eventAt, caughtUpAt, askedAt, page, end: last } as const
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

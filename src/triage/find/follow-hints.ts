import type { Ticket } from '../../../schemas/ticket.ts'
import { isPassing } from '../../helpdesk/follow/decide-pause.ts'
import { ReadFailed } from '../../helpdesk/follow/read-failed.ts'
import type { Failure } from '../../helpdesk/outcome.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Hint, TriageStore } from '../triage-store.ts'
import type { ChangeTaker } from './create-change-taker.ts'
import type { FoundDesk } from './finder.ts'

/** One call each: more of them are the list's business. */
const mostAtOnce = 50
/** A ticket that cannot be read for so long is left to the list. */
const giveUpMs = 600_000

/**
 * Reads tickets that events told of and that the list of changes did not bring, one by one. What is gone, or may not be read, is told
 * of no more. False: one could not be read, and should be asked for again in a while, not at once. Throws `ReadFailed` where the help
 * desk as a whole cannot be asked, and what `ChangeTaker.take` does.
 */
export const followHints = async (
  hints: readonly Hint[],
  {
    helpdesk,
    store,
    taker,
    clock,
    logger,
  }: {
    helpdesk: Pick<FoundDesk, 'name' | 'getTicket'>
    store: Pick<TriageStore, 'feed' | 'dropHints'>
    taker: ChangeTaker
    clock: { now(): number }
    logger: Logger
  },
  signal: AbortSignal,
): Promise<boolean> => {
  const feed = await store.feed(helpdesk.name)
  // Before the first reading it is not known which tickets are older than triage.
  if (feed === null || feed.cursor === null) return true
  const askedAt = clock.now()
  const tickets: Ticket[] = []
  const read: Hint[] = []
  const gone: Hint[] = []
  let isAway = false
  for (const hint of hints.slice(0, mostAtOnce)) {
    const found = await helpdesk.getTicket(hint.ticketId, { lane: 'background', signal })
    if (found.ok && found.value !== null) {
      tickets.push(found.value)
      read.push(hint)
      continue
    }
    const failure = found.ok ? null : found.failure
    if (failure !== null && isOfAll(failure)) throw new ReadFailed(failure)
    isAway = failure !== null && isPassing(failure) && askedAt - hint.toldAt < giveUpMs
    if (isAway) break
    gone.push(hint)
  }
  if (gone.length > 0) {
    logger.debug({ helpdesk: helpdesk.name, tickets: gone.length }, 'told of tickets that are not there')
    await store.dropHints(helpdesk.name, gone)
  }
  if (tickets.length === 0) return !isAway
  const { cursor, begunAt, changedUntil, eventAt, caughtUpAt } = feed
  // The list has not come so far: only the tickets are stored, and where it goes on stays.
  const place = { expected: cursor, next: cursor, begunAt, changedUntil, atEnd: false }
  const taken = { ...place, tickets, beginnings: undefined, askedAt, eventAt, caughtUpAt }
  if (await taker.take(taken, signal)) await store.dropHints(helpdesk.name, read)
  return !isAway
}

const isOfAll = ({ kind }: Failure): boolean =>
  kind === 'held' || kind === 'rate-limited' || kind === 'credentials'

import type { Ticket } from '../../../schemas/ticket.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Hint, TriageStore } from '../triage-store.ts'
import type { ChangeTaker } from './create-change-taker.ts'
import { isPassing } from './decide-pause.ts'
import type { FoundDesk } from './finder.ts'
import { ReadFailed } from './read-failed.ts'

/** One call each: more of them are the list's business. */
const mostAtOnce = 50

/**
 * Reads tickets that events told of and that the list of changes did not bring, one by one. What is gone, or may not be read, is told
 * of no more. Throws `ReadFailed` and what `ChangeTaker.take` does.
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
): Promise<void> => {
  const feed = await store.feed(helpdesk.name)
  // Before the first reading it is not known which tickets are older than triage.
  if (feed === null || feed.cursor === null) return
  const asked = hints.slice(0, mostAtOnce)
  const askedAt = clock.now()
  const tickets: Ticket[] = []
  const gone: Hint[] = []
  for (const hint of asked) {
    const read = await helpdesk.getTicket(hint.ticketId, { lane: 'background', signal })
    if (read.ok && read.value !== null) tickets.push(read.value)
    else if (read.ok || !(isPassing(read.failure) || read.failure.kind === 'credentials')) gone.push(hint)
    else throw new ReadFailed(read.failure)
  }
  if (gone.length > 0) {
    logger.debug({ helpdesk: helpdesk.name, tickets: gone.length }, 'told of tickets that are not there')
    await store.dropHints(helpdesk.name, gone)
  }
  if (tickets.length === 0) return
  const { cursor, begunAt, changedUntil, eventAt, caughtUpAt } = feed
  // The list has not come so far: only the tickets are stored, and where it goes on stays.
  const place = { expected: cursor, next: cursor, begunAt, changedUntil, atEnd: false }
  const taken = { ...place, tickets, beginnings: undefined, askedAt, eventAt, caughtUpAt }
  if (await taker.take(taken, signal)) await store.dropHints(helpdesk.name, asked)
}

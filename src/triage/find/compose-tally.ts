import type { Hint } from '../triage-store.ts'

/** A change that was read, and that no event has told of so far. Times in ms of our clock. */
export interface Untold {
  ticketId: string
  seenAt: number
}

/** A change as the tally needs it. `changedAt` is of the help desk's clock, `knownSince` (null: not known before) of ours. */
export interface ReadChange {
  ticketId: string
  changedAt: number
  knownSince: number | null
}

export interface Tally {
  told: number
  missed: number
  /** What is not decided yet. */
  untold: Untold[]
}

/** An event may come so much before or after the time that the change bears. */
const toleranceMs = 30_000
/** Events are sent within seconds; after so long without one, it was missed. */
const lateMs = 120_000
/** After a while without events there is no telling. */
const mostUntold = 20_000

/**
 * Which changes events told of, and which they missed although they arrive. Pure. A change has two minutes from when it was read for
 * its event to come: by our own clock, so that a help desk whose clock is minutes off is judged the same. An event told since the
 * ticket was last looked at tells of its change, whatever the clocks say.
 */
export const composeTally = ({
  changes,
  untold,
  hints,
  isArriving,
  now,
}: {
  changes: readonly ReadChange[]
  untold: readonly Untold[]
  hints: readonly Pick<Hint, 'ticketId' | 'toldAt'>[]
  isArriving: boolean
  now: number
}): Tally => {
  const toldAt = new Map(hints.map((hint) => [hint.ticketId, hint.toldAt]))
  const tally: Tally = { told: 0, missed: 0, untold: [] }
  for (const { ticketId, changedAt, knownSince } of changes) {
    const at = toldAt.get(ticketId)
    const isTold = at !== undefined && (at >= changedAt - toleranceMs || at > (knownSince ?? 0))
    if (isTold) tally.told += 1
    else tally.untold.push({ ticketId, seenAt: now })
  }
  for (const each of untold) {
    const at = toldAt.get(each.ticketId)
    if (at !== undefined && at >= each.seenAt - toleranceMs) tally.told += 1
    else if (now - each.seenAt < lateMs) tally.untold.push(each)
    else if (isArriving) tally.missed += 1
  }
  tally.untold = tally.untold.slice(-mostUntold)
  return tally
}

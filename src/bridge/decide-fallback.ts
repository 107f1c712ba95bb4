import type { Entry } from '../ledger/ledger.ts'

/** History text of a hand-off that was mailed; its time is when. */
export const mailedWhy = 'Sent by e-mail, as the help desk has been away too long.'

/** The ways around a help desk that is away; null: not configured. Times are from the hand-off's arrival, ms. */
export interface Detours {
  helpdesk: { name: string; after: number; open: boolean } | null
  mail: { after: number } | null
}

/** What to do with a hand-off whose help desk is away. */
export type Detour =
  | { kind: 'move'; helpdesk: string; why: string }
  | { kind: 'mail' }
  /** It would go to the other help desk, but its ticket may exist in this one. */
  | { kind: 'stay'; why: string }
  | { kind: 'wait' }

type Stuck = Pick<Entry, 'receivedAt' | 'helpdesk' | 'flags' | 'writes'>

/** At most once, so that it cannot go to and fro; and a mail may become a ticket of the first help desk. */
const isMoveOpen = ({ flags }: Stuck): boolean =>
  !flags.includes('moved-fallback') && !flags.includes('mailed-fallback')

/**
 * Whether a hand-off is to be mailed now: open for long enough, and not mailed before. The other help desk comes first: what could
 * move there is not mailed before its time to move has come.
 */
export const isMailDue = (
  entry: Stuck,
  { now, detours: { helpdesk, mail } }: { now: number; detours: Detours },
): boolean => {
  if (mail === null || entry.flags.includes('mailed-fallback')) return false
  const mayMove = helpdesk !== null && isMoveOpen(entry) && entry.writes === 0
  return now - entry.receivedAt >= Math.max(mail.after, mayMove ? helpdesk.after : 0)
}

/**
 * Decides which way a hand-off goes while its help desk is away. It moves only when nothing of it can be in the first help desk;
 * one whose write has an unknown fate stays, to be looked for there.
 */
export const decideDetour = (entry: Stuck, given: { now: number; detours: Detours }): Detour => {
  const { helpdesk } = given.detours
  const isMoveDue = helpdesk !== null && isMoveOpen(entry) && given.now - entry.receivedAt >= helpdesk.after
  if (isMoveDue && entry.writes === 0 && helpdesk.open)
    return {
      kind: 'move',
      helpdesk: helpdesk.name,
      why: `${entry.helpdesk} has been away too long; ${helpdesk.name} takes over.`,
    }
  if (isMailDue(entry, given)) return { kind: 'mail' }
  if (isMoveDue && entry.writes > 0)
    return {
      kind: 'stay',
      why: `Its ticket may be in ${entry.helpdesk} already: it does not move to ${helpdesk.name}, and is looked for when ${entry.helpdesk} is back.`,
    }
  return { kind: 'wait' }
}

const aftersOf = ({ helpdesk, mail }: Detours): number[] => [
  ...(helpdesk === null ? [] : [helpdesk.after]),
  ...(mail === null ? [] : [mail.after]),
]

/** The youngest that any way is open to was received at this time (ms); null: no way is configured. */
export const detourFrom = (detours: Detours, now: number): number | null => {
  const afters = aftersOf(detours)
  return afters.length === 0 ? null : now - Math.min(...afters)
}

/** How often a shut help desk's hand-offs are looked through for those that go another way, ms. */
export const detourEveryMs = (detours: Detours): number =>
  Math.max(250, Math.min(30_000, ...aftersOf(detours).map((after) => after / 4)))

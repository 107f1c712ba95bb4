import { divideAccount } from './divide-account.ts'
import { commitmentOf, judgeRow, takenByStopped } from './judge-row.ts'
import type { ShareRow } from './share-store.ts'

export interface ShareInput {
  replica: string
  /** This process's part at this moment; 0 when its right to one has run out. */
  part: number
  spentPart: number
  neededPart: number
  unitPart: number
  /** How fast its part is being eased down, per ms; 0: it is not. */
  easing: number
  /** Time since the last decision. */
  elapsedMs: number
  windowMs: number
  /** All rows, its own included if there is one. */
  rows: readonly ShareRow[]
  now: number
}

export interface ShareDecision {
  part: number
  easing: number
  /** What the others have spent in the last window. */
  beside: number
  /** Until when another process holds back after a 429, by the store's clock; 0: none does. */
  pausedUntil: number
  /** Processes whose rows no longer count. */
  over: string[]
}

/** Longer than a window, so that the share has moved on and can be used before the next turn. */
const turnWindows = 3
/** Halves and thirds add up to a little more or less than one. */
const rounding = 1e-9
/** Of a unit: rows hold nine digits of a need. Real fractions of units are larger. */
const needRounding = 1e-4

/**
 * What part of the account a process takes now. The sum of what all rows take (`commitmentOf`) stays at or below 1 when one
 * process at a time decides: a part may shrink at any time, since what was spent stays taken, and grows only into what nobody
 * takes. A process with waiting calls whose part has to shrink eases it down over a window, as its log gives credits back, so
 * that it goes on at the new pace instead of standing still; whoever does not wait gives up at once.
 */
export const decideShare = (input: ShareInput): ShareDecision => {
  const { replica, rows, now, windowMs } = input
  const others = rows.filter((row) => row.replica !== replica)
  const counting = others.filter((row) => judgeRow(row, now) !== 'over')
  const alive = counting.filter((row) => judgeRow(row, now) === 'alive')
  const stopped = counting
    .filter((row) => judgeRow(row, now) === 'counts')
    .reduce((total, row) => total + takenByStopped(row), 0)
  const taken = alive.reduce((total, row) => total + commitmentOf(row), stopped)

  const unit = Math.min(1, Math.max(input.unitPart, rounding))
  const inUnits = (part: number) => Math.ceil(part / unit - needRounding)
  const claims = [input, ...alive].map((row) => ({ name: row.replica, needed: inUnits(row.neededPart) }))
  const divided = divideAccount(
    Math.floor((1 - Math.min(1, stopped)) / unit + rounding * (1 / unit)),
    claims,
    Math.floor(now / (turnWindows * windowMs)),
  )
  const target = Math.min(1, (divided.get(replica) ?? 0) * unit)
  const { part, easing } = approach(input, target, Math.max(0, 1 - taken))
  return {
    part,
    easing,
    beside: counting.reduce((total, row) => total + spentByNow(row, unit), 0),
    pausedUntil: Math.max(0, ...counting.map((row) => row.pausedUntil)),
    over: others.filter((row) => judgeRow(row, now) === 'over').map((row) => row.replica),
  }
}

/** A row may be a moment old; a credit more than it says has often been spent since, and one less has left the window. */
const spentByNow = (row: ShareRow, unit: number): number => Math.min(commitmentOf(row), row.spentPart + unit)

const approach = (input: ShareInput, target: number, room: number): { part: number; easing: number } => {
  const { part, spentPart, neededPart, easing, elapsedMs, windowMs } = input
  if (target >= part) return { part: Math.max(part, Math.min(target, room)), easing: 0 }
  if (neededPart <= 0) return { part: target, easing: 0 }
  // What was not spent is given up at once: it is taken for nothing.
  const used = Math.max(target, Math.min(part, spentPart))
  const step = Math.max(easing, (used - target) / windowMs)
  const eased = Math.max(target, used - step * Math.min(elapsedMs, windowMs))
  return { part: eased, easing: eased > target ? step : 0 }
}

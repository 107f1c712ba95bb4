import type { Settlement } from './settlement.ts'

const shortestMs = 30 * 60_000
const longestMs = 4 * 3_600_000

/**
 * Until when a hand-off is held whose source is paused. It is woken when the source is resumed; looking by itself is for the case that
 * nobody could, and each look costs a claim and two rows of history. So the looks get rarer with its age: ten thousand held
 * hand-offs cost 450 claims a minute in their first hour and 60 after some hours, spread by lot. `random`: 0 (inclusive) to 1.
 */
export const planHold = (
  { receivedAt, now }: { receivedAt: number; now: number },
  random: () => number,
): Settlement => {
  const longest = Math.min(longestMs, Math.max(shortestMs, now - receivedAt))
  return { kind: 'hold', dueAt: now + longest * (0.5 + random() / 2) }
}

import type { AccountShare, ShareReport } from '../account-share.ts'

/** Between a governor and its share: tells what is needed, at once where that matters, and calls back when there is news. */
export interface ShareLink {
  /** Call it whenever a need or a pause may have changed. */
  tell(): void
  /** No more calls back. What was spent can still be asked for. */
  close(): void
}

export interface ShareLinkDependencies {
  share: AccountShare
  windowMs: number
  spent: () => Omit<ShareReport, 'neededPart'>
  /** The least part with which those who wait at this moment could go; 0: none waits. */
  needed: () => number
  now: () => number
  onChange: () => void
}

// Busy workers have nothing in line for a moment now and then; shares that moved at each of them would never rest.
const longestMemoryMs = 3000
const memoryShare = 0.1

export const createShareLink = (dependencies: ShareLinkDependencies): ShareLink => {
  const { share, windowMs, spent, needed, now, onChange } = dependencies
  const memoryMs = Math.min(longestMemoryMs, windowMs * memoryShare)
  const unsubscribe = share.onChange(onChange)
  let latest = { part: 0, at: Number.NEGATIVE_INFINITY }
  let closed = false
  const told = { part: 0, pausedUntil: Number.NEGATIVE_INFINITY }

  const neededPart = () => {
    const part = closed ? 0 : needed()
    if (part > 0) latest = { part, at: now() }
    else if (closed || now() - latest.at >= memoryMs) latest = { ...latest, part: 0 }
    return latest.part
  }

  share.setReport(() => ({ ...spent(), neededPart: neededPart() }))

  return {
    tell: () => {
      const part = neededPart()
      const { pausedForMs } = spent()
      const pausedUntil = now() + pausedForMs
      const isNew = part > told.part || (pausedForMs > 0 && pausedUntil > told.pausedUntil + 1)
      told.part = part
      if (pausedForMs > 0) told.pausedUntil = pausedUntil
      if (isNew) share.hurry()
    },
    close: () => {
      closed = true
      unsubscribe()
    },
  }
}

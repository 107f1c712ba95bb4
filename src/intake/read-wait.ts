import { intakeLimits } from './intake-limits.ts'

/** How long the sender wants to wait for the ticket. `preference` is the header's word to confirm, if it came that way. */
export interface Wait {
  ms: number
  preference: string | null
}

const none: Wait = { ms: 0, preference: null }

/**
 * Reads `Prefer: wait=N` (RFC 7240), else `?wait=N`, in seconds, at most 25. Preferences that make no sense are ignored, as
 * the RFC wants it.
 */
export const readWait = (prefer: string | string[] | undefined, query: unknown): Wait => {
  if (prefer !== undefined) {
    const seconds = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:[,;]|$)/i.exec(String(prefer))?.[1]
    if (seconds !== undefined) {
      const granted = atMost(seconds)
      return { ms: granted * 1000, preference: `wait=${granted}` }
    }
  }
  return typeof query === 'string' && /^\d{1,6}$/.test(query)
    ? { ms: atMost(query) * 1000, preference: null }
    : none
}

const atMost = (seconds: string): number => Math.min(Number(seconds), intakeLimits.waitSeconds)

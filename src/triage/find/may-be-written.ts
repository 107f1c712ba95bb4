/** Who has waited for so long has been seen by somebody, or has given up. */
const oldestMs = 7 * 86_400_000

/**
 * Whether a ticket that is seen for the first time may be written to, and not only watched. Not what was there before triage was switched
 * on: until the list was read to its end once, that is what came before the first start (`begunAt` + `sinceMs`). Nor what is older than a
 * week, as when the service or triage was off for long. Pure. `createdAt` is the help desk's time, the others are ours (ms).
 */
export const mayBeWritten = ({
  createdAt,
  begunAt,
  sinceMs,
  caughtUpAt,
  now,
}: {
  createdAt: number
  begunAt: number
  sinceMs: number
  /** 0: the list was never read to its end. */
  caughtUpAt: number
  now: number
}): boolean => {
  if (createdAt < now - oldestMs) return false
  return caughtUpAt > 0 || createdAt >= begunAt + sinceMs
}

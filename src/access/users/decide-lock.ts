const aDayMs = 86_400_000

/** Against guessing: after `failures` wrong passwords in a row an account waits for `wait` ms. */
export interface LockOut {
  failures: number
  wait: number
}

/** How long an account waits after its so-many-eth wrong password in a row; null: not at all. Doubles with each round, up to a day. */
export const decideLockMs = (count: number, { failures, wait }: LockOut): number | null => {
  if (count === 0 || count % failures !== 0) return null
  return Math.min(aDayMs, wait * 2 ** Math.min(60, count / failures - 1))
}

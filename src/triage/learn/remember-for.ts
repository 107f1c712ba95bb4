import type { Clock } from '../../ops/clock.ts'

/** What takes a while to find out and changes slowly: asked anew when it is older than `forMs`, by one caller for all. What fails is not kept. */
export const rememberFor = <T>(
  find: () => Promise<T>,
  { forMs, clock }: { forMs: number; clock: Pick<Clock, 'now'> },
): { get(): Promise<T>; forget(): void } => {
  let found: { value: Promise<T>; at: number } | null = null
  const forget = (): void => {
    found = null
  }
  return {
    get() {
      if (found !== null && clock.now() - found.at < forMs) return found.value
      const value = find()
      const mine = { value, at: clock.now() }
      found = mine
      value.catch(() => {
        if (found === mine) forget()
      })
      return value
    },
    forget,
  }
}

import { setTimeout } from 'node:timers/promises'

/** Looks every few milliseconds until it holds; rejects after ten seconds. */
export const waitUntil = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const until = performance.now() + 10_000
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`It did not come about that ${what}.`)
    await setTimeout(10)
  }
}

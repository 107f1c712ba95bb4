/** Gives everything else that waits a turn when a while has been worked; called after each piece of work that takes a moment. */
export const createTurns = (workMs = 8): (() => Promise<void>) => {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < workMs) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    since = performance.now()
  }
}

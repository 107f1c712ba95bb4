/** The most credits that were spent within `windowMs`, wherever that window begins. Calls come in the order of their time. */
export const mostInAnyWindow = (
  calls: readonly { at: number; credits: number }[],
  windowMs: number,
): number => {
  let most = 0
  let sum = 0
  let first = 0
  for (const { at, credits } of calls) {
    sum += credits
    for (let oldest = calls[first]; oldest && oldest.at <= at - windowMs; oldest = calls[first]) {
      sum -= oldest.credits
      first += 1
    }
    most = Math.max(most, sum)
  }
  return most
}

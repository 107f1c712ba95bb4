/** How often each value was seen. */
export type Distribution = ReadonlyMap<string, number>

/** A value that was not seen counts as half of one: otherwise one new value would make the index infinite. */
const unseen = 0.5
/** 99 % of a normal distribution lies below. */
const quantile = 2.326

export const textsOf = (distribution: Distribution): number =>
  [...distribution.values()].reduce((sum, count) => sum + count, 0)

/**
 * The population stability index of what is seen now against what was expected: 0 for the same shares, and the more the further apart.
 * `limit` is `usual`, or what chance alone stays below in 99 of 100 cases where that is more: with `n` and `m` texts over `B` values the
 * index of two draws from the same shares is distributed as (1/n + 1/m) · χ² of B − 1 degrees (Yurdakul, Statistical Properties of
 * Population Stability Index, 2018). Pure. 0 where there are no texts.
 */
export const measureStability = (
  expected: Distribution,
  actual: Distribution,
  usual: number,
): { value: number; limit: number } => {
  const values = [...new Set([...expected.keys(), ...actual.keys()])]
  const [n, m] = [textsOf(expected), textsOf(actual)]
  if (n === 0 || m === 0) return { value: 0, limit: usual }
  const share = (count: number | undefined, texts: number) =>
    Math.max(count ?? 0, unseen) / (texts + unseen * values.length)
  const value = values.reduce((sum, each) => {
    const [before, now] = [share(expected.get(each), n), share(actual.get(each), m)]
    return sum + (now - before) * Math.log(now / before)
  }, 0)
  return { value, limit: Math.max(usual, (1 / n + 1 / m) * chiSquare(values.length - 1)) }
}

/** Its 99 % quantile, as Wilson and Hilferty (1931) approximate it. */
const chiSquare = (degrees: number): number => {
  if (degrees < 1) return 0
  const spread = 2 / (9 * degrees)
  return degrees * (1 - spread + quantile * Math.sqrt(spread)) ** 3
}

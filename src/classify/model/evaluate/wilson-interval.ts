/** Of a normal distribution, what 95 % lie within. */
const z = 1.96

/** Between which parts the true one lies with 95 % certainty, when `hits` of `texts` came out (Wilson 1927). All is possible of none. */
export const wilsonInterval = (texts: number, hits: number): [low: number, high: number] => {
  if (texts === 0) return [0, 1]
  const part = hits / texts
  const spread = z * Math.sqrt((part * (1 - part)) / texts + (z / (2 * texts)) ** 2)
  const middle = part + z ** 2 / (2 * texts)
  const scale = 1 + z ** 2 / texts
  // Exactly, where rounding would miss it by a last digit.
  return [hits === 0 ? 0 : (middle - spread) / scale, hits === texts ? 1 : (middle + spread) / scale]
}

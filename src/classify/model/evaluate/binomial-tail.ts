/**
 * The probability that of `texts` at least `hits` come out, when each does with probability `chance`. Summed over the misses, of which
 * there are few where it is asked; in logarithms, because the first of the terms is smaller than any number.
 */
export const binomialTail = (texts: number, hits: number, chance: number): number => {
  if (hits <= 0 || chance >= 1) return 1
  if (chance <= 0 || hits > texts) return 0
  const odds = Math.log(1 - chance) - Math.log(chance)
  let term = texts * Math.log(chance)
  let sum = 0
  for (let misses = 0; misses <= texts - hits; misses += 1) {
    sum += Math.exp(term)
    term += Math.log((texts - misses) / (misses + 1)) + odds
  }
  return Math.min(1, sum)
}

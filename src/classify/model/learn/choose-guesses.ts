/** A class that is taken for right without anybody having said so. */
export interface Guess {
  /** Which of the texts. */
  index: number
  klass: number
}

/** A class may get so many times its share of the texts, so that none swallows the others. */
const mostOver = 1.5

/**
 * The classes of texts that a model is surest of, by its scores of each (`scores[index * classes + klass]`): of each class `share` of
 * the texts that it comes first in, at most one and a half times what falls to it by `priors`. Surest is who leaves the least
 * probability to the others.
 */
export const chooseGuesses = (
  scores: Float32Array,
  { priors, share, temperature }: { priors: Float64Array; share: number; temperature: number },
): Guess[] => {
  const classes = priors.length
  const texts = scores.length / classes
  const byClass: { index: number; sureness: number }[][] = Array.from(priors, () => [])
  for (let index = 0; index < texts; index += 1) {
    const from = index * classes
    let first = 0
    for (let klass = 1; klass < classes; klass += 1) {
      if ((scores[from + klass] as number) > (scores[from + first] as number)) first = klass
    }
    let sum = 0
    for (let klass = 0; klass < classes; klass += 1)
      sum += Math.exp(((scores[from + klass] as number) - (scores[from + first] as number)) / temperature)
    byClass[first]?.push({ index, sureness: 1 / sum })
  }
  return byClass.flatMap((found, klass) => {
    const fair = mostOver * texts * (priors[klass] as number)
    const most = Math.ceil(share * Math.min(found.length, fair))
    return found
      .sort((one, other) => other.sureness - one.sureness || one.index - other.index)
      .slice(0, most)
      .map(({ index }) => ({ index, klass }))
  })
}

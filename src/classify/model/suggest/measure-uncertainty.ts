/**
 * How little a model knows what a text is, from the probabilities of its classes: 1 when the first two are as likely, 0 when the first
 * is certain (margin sampling: Scheffer and others, "Active hidden Markov models for information extraction", 2001). Null for a text of
 * which it knows nothing: as uncertain as can be.
 */
export const measureUncertainty = (probabilities: ArrayLike<number> | null): number => {
  if (probabilities === null) return 1
  let [first, second] = [0, 0]
  for (let klass = 0; klass < probabilities.length; klass += 1) {
    const probability = probabilities[klass] as number
    if (probability > first) [first, second] = [probability, first]
    else if (probability > second) second = probability
  }
  return 1 - (first - second)
}

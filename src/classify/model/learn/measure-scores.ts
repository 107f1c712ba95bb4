/** How right the first choices of models are: the share of rows, and the mean over those classes that there are of their F1. */
export interface Rightness {
  accuracy: number
  macroF1: number
}

/** By the scores of each row for each class (`scores[row * classes + klass]`). Rows of target -1, which have no class, do not count. */
export const measureScores = (
  scores: ArrayLike<number>,
  targets: ArrayLike<number>,
  classes: number,
): Rightness => {
  const right = new Int32Array(classes)
  const said = new Int32Array(classes)
  const there = new Int32Array(classes)
  for (let row = 0; row < targets.length; row += 1) {
    const target = targets[row] as number
    if (target === -1) continue
    let first = 0
    for (let klass = 1; klass < classes; klass += 1) {
      if ((scores[row * classes + klass] as number) > (scores[row * classes + first] as number)) first = klass
    }
    said[first] = (said[first] as number) + 1
    there[target] = (there[target] as number) + 1
    if (first === target) right[target] = (right[target] as number) + 1
  }
  let [rows, hits, present, sum] = [0, 0, 0, 0]
  for (let klass = 0; klass < classes; klass += 1) {
    const own = there[klass] as number
    if (own === 0) continue
    rows += own
    hits += right[klass] as number
    present += 1
    sum += (2 * (right[klass] as number)) / ((said[klass] as number) + own)
  }
  return present === 0 ? { accuracy: 0, macroF1: 0 } : { accuracy: hits / rows, macroF1: sum / present }
}

import type { Judged } from '../judged.ts'
import type { Reliability } from './evaluation.ts'
import { isRight } from './is-right.ts'

/**
 * Whether confidence means what it says, over the texts that have a class and an answer, in `bins` parts of equal width (15, as the
 * literature has it: Guo et al., On Calibration of Modern Neural Networks, 2017). All figures are 0 without texts.
 */
export const measureReliability = (judged: readonly Judged[], bins = 15): Reliability => {
  const sums = Array.from({ length: bins }, () => ({ texts: 0, right: 0, confidence: 0 }))
  let [texts, squares] = [0, 0]
  for (const row of judged) {
    if (row.label === null || row.predicted === null) continue
    // The upper end belongs to a bin, as scikit-learn and the literature have it.
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(row.confidence * bins) - 1))]
    if (bin === undefined) continue
    const outcome = isRight(row) ? 1 : 0
    texts += 1
    squares += (row.confidence - outcome) ** 2
    bin.texts += 1
    bin.right += outcome
    bin.confidence += row.confidence
  }
  const distance = sums.reduce((sum, { right, confidence }) => sum + Math.abs(right - confidence), 0)
  return {
    bins: sums.map((bin, place) => ({
      from: place / bins,
      to: (place + 1) / bins,
      texts: bin.texts,
      right: bin.right,
      confidence: bin.texts === 0 ? null : bin.confidence / bin.texts,
    })),
    ece: texts === 0 ? 0 : distance / texts,
    brier: texts === 0 ? 0 : squares / texts,
  }
}

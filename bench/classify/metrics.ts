// The measuring stick, apart from the figures that Relevo tells of itself. test/bench/classify-metrics.test.ts holds it against scikit-learn's.
import type { Answer } from './protocol.ts'

/** Part of the answers that are right; no answer is a wrong one. */
export const accuracyOf = (labels: readonly string[], answers: readonly Answer[]): number =>
  labels.filter((label, row) => answers[row]?.label === label).length / labels.length

/** Mean F1 over the labels that are right or were answered, as scikit-learn's `f1_score(average='macro')`. */
export const macroF1Of = (labels: readonly string[], answers: readonly Answer[]): number => {
  const counts = new Map<string, { right: number; total: number }>()
  const count = (label: string, right: number) => {
    const known = counts.get(label) ?? { right: 0, total: 0 }
    counts.set(label, { right: known.right + right, total: known.total + 1 })
  }
  labels.forEach((label, row) => {
    const said = answers[row]?.label ?? null
    count(label, said === label ? 1 : 0)
    if (said !== null) count(said, 0)
  })
  const f1s = [...counts.values()].map(({ right, total }) => (2 * right) / total)
  return f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length
}

const bins = 15

/** Expected calibration error of the first answer, fifteen bins of equal width. */
export const calibrationErrorOf = (labels: readonly string[], answers: readonly Answer[]): number => {
  const gaps = new Float64Array(bins)
  answers.forEach(({ label, confidence }, row) => {
    // A bin has its upper end, not its lower one.
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))
    gaps[bin] = (gaps[bin] ?? 0) + confidence - (label === labels[row] ? 1 : 0)
  })
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / answers.length
}

/**
 * The largest part of the texts, the most confident first, of which `precision` are right. Answers of one confidence are taken all or
 * not at all.
 */
export const coverageAt = (
  precision: number,
  labels: readonly string[],
  answers: readonly Answer[],
): number => {
  const ranked = answers
    .map(({ label, confidence }, row) => ({ confidence, isRight: label === labels[row] }))
    .toSorted((one, other) => other.confidence - one.confidence)
  let right = 0
  let most = 0
  ranked.forEach(({ confidence, isRight }, at) => {
    if (isRight) right += 1
    if (confidence !== ranked[at + 1]?.confidence && right / (at + 1) >= precision) most = at + 1
  })
  return most / answers.length
}

/** Part of the texts of no class that score below what `acceptance` of those of a class reach. */
export const outsideRecallAt = (
  acceptance: number,
  inside: readonly number[],
  outside: readonly number[],
): number => {
  const falling = inside.toSorted((one, other) => other - one)
  const least = falling[Math.ceil(acceptance * falling.length) - 1] ?? Number.NEGATIVE_INFINITY
  return outside.filter((score) => score < least).length / outside.length
}

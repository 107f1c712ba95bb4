import type { Judged } from '../judged.ts'
import type { ClassFigures } from './evaluation.ts'

/** Precision, recall and F1 of each class: those of `labels` in their order, then others that occur, by name. */
export const countClasses = (judged: readonly Judged[], labels: readonly string[]): ClassFigures[] => {
  const counts = new Map(labels.map((label) => [label, { support: 0, predicted: 0, right: 0 }]))
  const countOf = (label: string) => {
    const known = counts.get(label)
    if (known !== undefined) return known
    const count = { support: 0, predicted: 0, right: 0 }
    counts.set(label, count)
    return count
  }
  for (const { label, predicted } of judged) {
    if (label === null) continue
    const count = countOf(label)
    count.support += 1
    if (predicted !== null) countOf(predicted).predicted += 1
    if (predicted === label) count.right += 1
  }
  const strange = [...counts.keys()].slice(labels.length).sort()
  return [...labels, ...strange].map((label) => {
    const { support, predicted, right } = countOf(label)
    return {
      label,
      support,
      predicted,
      right,
      precision: predicted === 0 ? null : right / predicted,
      recall: support === 0 ? null : right / support,
      f1: right === 0 ? 0 : (2 * right) / (support + predicted),
    }
  })
}

/** Mean F1 of the classes that occur as right ones or as answers, as scikit-learn counts it; 0 without any. */
export const macroF1Of = (classes: readonly ClassFigures[]): number => {
  const occurring = classes.filter(({ support, predicted }) => support + predicted > 0)
  return occurring.length === 0 ? 0 : occurring.reduce((sum, { f1 }) => sum + f1, 0) / occurring.length
}

/** Mean F1, each class by its texts; 0 without any. */
export const weightedF1Of = (classes: readonly ClassFigures[]): number => {
  const texts = classes.reduce((sum, { support }) => sum + support, 0)
  return texts === 0 ? 0 : classes.reduce((sum, { f1, support }) => sum + f1 * support, 0) / texts
}

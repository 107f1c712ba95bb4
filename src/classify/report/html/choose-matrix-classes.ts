import type { ClassFigures, Confusion } from '../../model/evaluate/evaluation.ts'

/** Of a class, what a matrix shows. */
export type MatrixClass = Pick<ClassFigures, 'label' | 'support' | 'predicted' | 'right'>

/**
 * Which classes a matrix shows, and in which order: the `most` with most mistakes in them or towards them, each beside the one that it
 * is most confused with, so that what belongs together stands together.
 */
export const chooseMatrixClasses = (
  { classes, confusions }: { classes: readonly MatrixClass[]; confusions: readonly Confusion[] },
  most: number,
): MatrixClass[] => {
  const left = classes
    .filter(({ support, predicted }) => support + predicted > 0)
    .sort((one, other) => mistakesOf(other) - mistakesOf(one) || other.support - one.support)
    .slice(0, most)
  const between = new Map<string, number>()
  for (const { label, predicted, texts } of confusions) {
    if (predicted === null) continue
    const key = JSON.stringify([label, predicted].sort())
    between.set(key, (between.get(key) ?? 0) + texts)
  }
  const ordered: MatrixClass[] = []
  while (left.length > 0) {
    const last = ordered.at(-1)
    const nearness = ({ label }: MatrixClass) =>
      last === undefined ? 0 : (between.get(JSON.stringify([last.label, label].sort())) ?? 0)
    const next = left.reduce((best, each) => (nearness(each) > nearness(best) ? each : best))
    left.splice(left.indexOf(next), 1)
    ordered.push(next)
  }
  return ordered
}

const mistakesOf = ({ support, predicted, right }: MatrixClass): number => support + predicted - 2 * right

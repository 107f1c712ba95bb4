import { createRandom } from './random.ts'

/**
 * Which of `folds` parts each row is held out in: rows of one group together (near-duplicates must not stand on both sides), and
 * each class spread as evenly as that allows; label -1, no class, is spread like a class. Largest groups first, each into the part that has the least of its classes.
 */
export const foldRows = (
  labels: Int32Array,
  groups: Int32Array,
  { folds, classes, seed }: { folds: number; classes: number; seed: number },
): Int32Array => {
  const members = new Map<number, number[]>()
  groups.forEach((group, row) => {
    const known = members.get(group)
    if (known === undefined) members.set(group, [row])
    else known.push(row)
  })
  const random = createRandom(seed)
  const order = [...members.values()]
    .map((rows) => ({ rows, tie: random() }))
    .sort((one, other) => other.rows.length - one.rows.length || one.tie - other.tie)
  // How many rows of a class each part has, and how many rows in all.
  const perClass = new Int32Array(folds * (classes + 1))
  const placeOf = (fold: number, row: number): number => fold * (classes + 1) + (labels[row] as number) + 1
  const sizes = new Int32Array(folds)
  const result = new Int32Array(labels.length)
  for (const { rows } of order) {
    let [best, least] = [0, Number.POSITIVE_INFINITY]
    for (let fold = 0; fold < folds; fold += 1) {
      let same = 0
      for (const row of rows) same += perClass[placeOf(fold, row)] as number
      // Whole parts decide among equals.
      const cost = same + (sizes[fold] as number) / (labels.length + 1)
      if (cost < least) [best, least] = [fold, cost]
    }
    for (const row of rows) {
      result[row] = best
      const at = placeOf(best, row)
      perClass[at] = (perClass[at] as number) + 1
      sizes[best] = (sizes[best] as number) + 1
    }
  }
  return result
}

import type { Judged } from '../judged.ts'
import type { ClassFigures, Confusion } from './evaluation.ts'

/** Which classes were taken for which others, most texts first, at most `most`. */
export const countConfusions = (judged: readonly Judged[], most: number): Confusion[] => {
  const byLabel = new Map<string, Map<string | null, number>>()
  for (const { label, predicted } of judged) {
    if (label === null || label === predicted) continue
    const answers = byLabel.get(label) ?? new Map<string | null, number>()
    byLabel.set(label, answers.set(predicted, (answers.get(predicted) ?? 0) + 1))
  }
  return [...byLabel]
    .flatMap(([label, answers]) => [...answers].map(([predicted, texts]) => ({ label, predicted, texts })))
    .sort((one, other) => other.texts - one.texts || compare(one, other))
    .slice(0, most)
}

const compare = (one: Confusion, other: Confusion): number =>
  orderOf(one.label, other.label) || orderOf(one.predicted ?? '', other.predicted ?? '')

const orderOf = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** How many texts of each of `classes` (rows) were said to be of each (columns). Answers of other classes, and none, are left out. */
export const tabulateConfusions = (
  classes: readonly Pick<ClassFigures, 'label' | 'right'>[],
  confusions: readonly Confusion[],
): number[][] => {
  const places = new Map(classes.map(({ label }, place) => [label, place]))
  const matrix = classes.map(({ right }, row) => classes.map((_, column) => (row === column ? right : 0)))
  for (const { label, predicted, texts } of confusions) {
    const row = matrix[places.get(label) ?? -1]
    const column = predicted === null ? undefined : places.get(predicted)
    if (row !== undefined && column !== undefined) row[column] = texts
  }
  return matrix
}

import type { Vector } from './features/vectoriser.ts'
import type { SparseClasses } from './sparse-classes.ts'

/** Writes the score of a text for each class into `scores`, which has a place for each. */
export type Scorer = (text: Pick<Vector, 'columns' | 'values' | 'length'>, scores: Float64Array) => void

/**
 * Scores texts by the weights of a model. Frequent features speak for or against most classes; their weights are laid out for all
 * classes, so that four features can be added at a time. On banking77 this takes half the time of adding one weight after the other.
 */
export const createScorer = (model: SparseClasses): Scorer => {
  const { starts, classes, values, scales, biases } = model
  const count = biases.length
  const { rows, placeOf } = layOut(model)
  let places: Int32Array = new Int32Array(512)
  let amounts: Float64Array = new Float64Array(512)

  return (text, scores) => {
    if (text.length > places.length) {
      places = new Int32Array(text.length * 2)
      amounts = new Float64Array(text.length * 2)
    }
    scores.fill(0)
    let laidOut = 0
    for (let at = 0; at < text.length; at += 1) {
      const column = text.columns[at] as number
      const amount = text.values[at] as number
      const place = placeOf[column] as number
      if (place !== -1) {
        places[laidOut] = place
        amounts[laidOut] = amount
        laidOut += 1
        continue
      }
      const end = starts[column + 1] as number
      for (let j = starts[column] as number; j < end; j += 1) {
        const klass = classes[j] as number
        scores[klass] = (scores[klass] as number) + amount * (values[j] as number)
      }
    }
    // Nothing is added for the places that are left over.
    while (laidOut % 4 !== 0) {
      places[laidOut] = 0
      amounts[laidOut] = 0
      laidOut += 1
    }
    for (let at = 0; at < laidOut; at += 4) {
      const [one, two] = [places[at] as number, places[at + 1] as number]
      const [three, four] = [places[at + 2] as number, places[at + 3] as number]
      const [first, second] = [amounts[at] as number, amounts[at + 1] as number]
      const [third, fourth] = [amounts[at + 2] as number, amounts[at + 3] as number]
      for (let klass = 0; klass < count; klass += 1) {
        scores[klass] =
          (scores[klass] as number) +
          first * (rows[one + klass] as number) +
          second * (rows[two + klass] as number) +
          third * (rows[three + klass] as number) +
          fourth * (rows[four + klass] as number)
      }
    }
    for (let klass = 0; klass < count; klass += 1)
      scores[klass] = (scores[klass] as number) * (scales[klass] as number) + (biases[klass] as number)
  }
}

/** The weights of columns that most classes have one in, by class; `placeOf` is where a column's begin, -1 for the others. */
const layOut = ({ starts, classes, values, biases }: SparseClasses) => {
  const count = biases.length
  const placeOf = new Int32Array(starts.length - 1).fill(-1)
  let size = 0
  for (let column = 0; column < placeOf.length; column += 1) {
    if (((starts[column + 1] as number) - (starts[column] as number)) * 2 <= count) continue
    placeOf[column] = size
    size += count
  }
  const rows = new Int8Array(Math.max(size, count))
  for (let column = 0; column < placeOf.length; column += 1) {
    const place = placeOf[column] as number
    if (place === -1) continue
    for (let j = starts[column] as number; j < (starts[column + 1] as number); j += 1)
      rows[place + (classes[j] as number)] = values[j] as number
  }
  return { rows, placeOf }
}

import { binomialTail } from '../evaluate/binomial-tail.ts'
import { countClasses, macroF1Of } from '../evaluate/count-classes.ts'
import { isRight } from '../evaluate/is-right.ts'
import type { Judged } from '../judged.ts'
import { createRandom } from '../learn/random.ts'

/** What two models said of the same texts. Differences are the second's figure less the first's. */
export interface Comparison {
  texts: number
  /** Texts that only this one had right. */
  onlyFirst: number
  onlySecond: number
  accuracy: number
  /**
   * The probability that chance alone parts the two as far: McNemar's test in its exact form ("Note on the sampling error of the
   * difference between correlated proportions", 1947).
   */
  chance: number
  macroF1: number
  /** Where the difference of macro-F1 lies, with 95 % certainty: a paired bootstrap over the texts. */
  macroF1Interval: { from: number; to: number }
}

const draws = 1000
const seed = 1

/** Compares two models on the same texts, given in the same order. Pure and deterministic. Throws a RangeError otherwise. */
export const compareJudged = (first: readonly Judged[], second: readonly Judged[]): Comparison => {
  if (first.length !== second.length || first.some(({ label }, at) => label !== second[at]?.label))
    throw new RangeError('Two models are compared on the same texts.')
  const pairs = first.flatMap((one, at) => {
    const other = second[at]
    return other === undefined || one.label === null ? [] : [{ one, other }]
  })
  const onlyFirst = pairs.filter(({ one, other }) => isRight(one) && !isRight(other)).length
  const onlySecond = pairs.filter(({ one, other }) => !isRight(one) && isRight(other)).length
  return {
    texts: pairs.length,
    onlyFirst,
    onlySecond,
    accuracy: pairs.length === 0 ? 0 : (onlySecond - onlyFirst) / pairs.length,
    chance: chanceOf(onlyFirst, onlySecond),
    macroF1: macroF1Of(countClasses(second, [])) - macroF1Of(countClasses(first, [])),
    macroF1Interval: intervalOf(pairs),
  }
}

/** Either could have been the better one, so both ends count. */
const chanceOf = (onlyFirst: number, onlySecond: number): number =>
  Math.min(1, 2 * binomialTail(onlyFirst + onlySecond, Math.max(onlyFirst, onlySecond), 0.5))

const intervalOf = (pairs: readonly { one: Judged; other: Judged }[]): { from: number; to: number } => {
  if (pairs.length === 0) return { from: 0, to: 0 }
  const numbers = new Map<string | null, number>([[null, -1]])
  const numberOf = (label: string | null): number => {
    const known = numbers.get(label) ?? numbers.size - 1
    numbers.set(label, known)
    return known
  }
  const rows = Int32Array.from(
    pairs.flatMap(({ one, other }) => [one.label, one.predicted, other.predicted].map(numberOf)),
  )
  const random = createRandom(seed)
  const count = createCounter(numbers.size - 1)
  const differences = Float64Array.from({ length: draws }, () => {
    const drawn = Int32Array.from(pairs, () => Math.floor(random() * pairs.length))
    return count(rows, drawn, 2) - count(rows, drawn, 1)
  }).sort()
  const at = (part: number): number => differences[Math.round(part * (draws - 1))] as number
  return { from: at(0.025), to: at(0.975) }
}

/** Macro-F1 as `countClasses` has it, over thousands of draws: numbers in the place of names. */
const createCounter = (classes: number) => {
  const [support, predicted, right] = [
    new Int32Array(classes),
    new Int32Array(classes),
    new Int32Array(classes),
  ] as const
  return (rows: Int32Array, drawn: Int32Array, model: 1 | 2): number => {
    for (const counts of [support, predicted, right]) counts.fill(0)
    for (const pair of drawn) {
      const label = rows[pair * 3] as number
      const said = rows[pair * 3 + model] as number
      support[label] = (support[label] as number) + 1
      if (said !== -1) predicted[said] = (predicted[said] as number) + 1
      if (said === label) right[label] = (right[label] as number) + 1
    }
    let [sum, occurring] = [0, 0]
    for (let klass = 0; klass < classes; klass += 1) {
      const either = (support[klass] as number) + (predicted[klass] as number)
      if (either === 0) continue
      occurring += 1
      sum += (2 * (right[klass] as number)) / either
    }
    return occurring === 0 ? 0 : sum / occurring
  }
}

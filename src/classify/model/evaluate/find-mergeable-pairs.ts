import { binomialTail } from './binomial-tail.ts'
import type { Evaluation } from './evaluation.ts'

/** Two classes that a model cannot tell apart: to be merged, or described and filed better. */
export interface MergeablePair {
  /** Texts of the first that were taken for the second, and the other way round. */
  labels: [string, string]
  texts: [number, number]
  /** Of the texts of both, the part that was taken for the other. */
  share: number
  /** How many such mistakes there would be, if those of each class went to the others by how often these are answered. */
  expected: number
  /** What accuracy would rise by, if the two were one. */
  gain: number
}

/** A pair below this share costs less than a class fewer would. */
const leastShare = 0.05
const leastTexts = 3
/** Each way by itself, and both together, beyond what luck explains. Many pairs are looked at, hence the small one. */
const mostLuck = { oneWay: 0.05, together: 0.001 }

/** Pairs of classes that are taken for one another in both directions, beyond what their sizes explain; costliest first, at most `most`. */
export const findMergeablePairs = (
  { texts, classes, confusions }: Pick<Evaluation, 'texts' | 'classes' | 'confusions'>,
  { most = 10 } = {},
): MergeablePair[] => {
  const figures = new Map(classes.map((each) => [each.label, each]))
  const answers = classes.reduce((sum, { predicted }) => sum + predicted, 0)
  const counts = new Map(confusions.map((each) => [keyOf(each.label, each.predicted), each.texts]))
  return confusions
    .flatMap(({ label, predicted, texts: there }): MergeablePair[] => {
      const back = predicted === null ? undefined : counts.get(keyOf(predicted, label))
      const [one, other] = [figures.get(label), figures.get(predicted ?? '')]
      if (predicted === null || back === undefined || one === undefined || other === undefined) return []
      // Each pair comes up twice; the larger half of it stands first.
      if (there < back || (there === back && label > predicted)) return []
      const [wrongOfOne, wrongOfOther] = [one.support - one.right, other.support - other.right]
      const [toOther, toOne] = [chanceOf(other, one, answers), chanceOf(one, other, answers)]
      const expected = wrongOfOne * toOther + wrongOfOther * toOne
      const share = (there + back) / (one.support + other.support)
      const isLuck =
        binomialTail(wrongOfOne, there, toOther) > mostLuck.oneWay ||
        binomialTail(wrongOfOther, back, toOne) > mostLuck.oneWay ||
        binomialTail(wrongOfOne + wrongOfOther, there + back, expected / (wrongOfOne + wrongOfOther)) >
          mostLuck.together
      if (isLuck || share < leastShare || there + back < leastTexts) return []
      const gain = (there + back) / texts
      return [{ labels: [label, predicted], texts: [there, back], share, expected, gain }]
    })
    .sort((first, second) => second.gain - first.gain || second.share - first.share)
    .slice(0, most)
}

const keyOf = (label: string, predicted: string | null) => JSON.stringify([label, predicted])

/** Of a mistake in a text of `from`, the chance that it is `to`, if that went by how often each class is answered. */
const chanceOf = (to: { predicted: number }, from: { predicted: number }, answers: number): number =>
  Math.min(1, to.predicted / Math.max(1, answers - from.predicted))

import type { Settings } from '../learn/lesson.ts'
import type { Fitter, ToLearn, UnseenScores } from './create-fitter.ts'
import { composeLesson, type TrainingSet } from './training-set.ts'

export interface CrossValidateOptions {
  /** The part that each example is held out in, from 0. */
  parts: Int32Array
  settings: Settings
  seed: number
  /** What else a model learns before it judges, from all but what it judges; absent: nothing. */
  extend?: (what: ToLearn) => Promise<ToLearn>
  /** Called with numbers that sum up to 1. */
  onPart?: (part: number) => void
}

/** What models say of each example that learnt from those of the other parts, by example. */
export const crossValidate = async (
  fitter: Fitter,
  set: TrainingSet,
  { parts, settings, seed, extend = async (what) => what, onPart = () => undefined }: CrossValidateOptions,
): Promise<UnseenScores> => {
  const classes = set.labels.length
  const scores = new Float32Array(parts.length * classes)
  const known = new Uint8Array(parts.length)
  const familiar = new Float32Array(parts.length)
  const numbers = [...new Set(parts)]
  const rows = Int32Array.from(parts.keys())
  await Promise.all(
    numbers.map(async (number) => {
      const judged = rows.filter((row) => parts[row] === number)
      const lesson = composeLesson(
        set,
        rows.filter((row) => parts[row] !== number),
      )
      const what = await extend({ lesson, settings, seed })
      const found = await fitter.score(what, judged, (part) => onPart(part / numbers.length))
      judged.forEach((row, index) => {
        scores.set(found.scores.subarray(index * classes, (index + 1) * classes), row * classes)
        known[row] = found.known[index] as number
        familiar[row] = found.familiar[index] as number
      })
    }),
  )
  return { scores, known, familiar }
}

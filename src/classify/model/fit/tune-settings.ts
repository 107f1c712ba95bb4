import { blocks } from '../features/corpus.ts'
import { chooseSettings, type Trial } from '../learn/choose-settings.ts'
import type { Settings } from '../learn/lesson.ts'
import { measureScores } from '../learn/measure-scores.ts'
import { createRandom } from '../learn/random.ts'
import type { Fitter } from './create-fitter.ts'
import { composeLesson, type TrainingSet } from './training-set.ts'

export interface TuneOptions {
  /** The usual settings first. */
  candidates: readonly Settings[]
  /** The part that each example is held out in, from 0. */
  parts: Int32Array
  seed: number
  /** Called with numbers that sum up to 1. */
  onPart?: (part: number) => void
}

/** Features times classes that one trial may learn from: about a second of one processor. */
const mostWork = 20_000_000
/** With fewer examples a trial tells nothing. */
const leastExamples = 1000

/**
 * Tries settings on examples that are held out, and chooses. Where there is much to learn from, on fewer parts, and then on fewer
 * examples, so that the choice costs less than what follows it.
 */
export const tuneSettings = async (
  fitter: Fitter,
  set: TrainingSet,
  { candidates, parts, seed, onPart = () => undefined }: TuneOptions,
): Promise<Settings> => {
  const [usual, ...others] = candidates
  if (usual === undefined) throw new RangeError('There are no settings to choose from.')
  if (others.length === 0) return usual
  const { length } = parts
  const classes = set.labels.length
  const work = (fitter.corpus.starts[length * blocks] as number) * classes
  const folds = new Set(parts).size
  const used = Math.max(1, Math.min(folds, Math.floor(mostWork / Math.max(1, work))))
  const share = Math.max(Math.min(1, mostWork / Math.max(1, work)), leastExamples / length)
  const random = createRandom(seed)
  const rows = Int32Array.from(parts.keys()).filter(() => random() < share)
  const splits = Array.from({ length: used }, (_, fold) => ({
    judged: rows.filter((row) => parts[row] === fold),
    lesson: composeLesson(
      set,
      rows.filter((row) => parts[row] !== fold),
    ),
  }))
  const judged = splits.flatMap((split) => [...split.judged])
  const targets = judged.map((row) => set.targets[row] as number)
  const total = candidates.length * splits.length
  const tryOut = async (settings: Settings): Promise<Trial> => {
    const found = await Promise.all(
      splits.map(({ lesson, judged }) =>
        fitter.score({ lesson, settings, seed }, judged, (part) => onPart(part / total)),
      ),
    )
    const scores = new Float32Array(judged.length * classes)
    let at = 0
    for (const part of found) {
      scores.set(part.scores, at)
      at += part.scores.length
    }
    return { settings, ...measureScores(scores, targets, classes) }
  }
  const [first, ...rest] = await Promise.all([tryOut(usual), ...others.map(tryOut)])
  return chooseSettings([first, ...rest], judged.length)
}

import type { Corpus } from '../features/corpus.ts'
import { gatherClasses, type SparseClasses } from '../sparse-classes.ts'
import type { FitResult, Fitting } from './fit-task.ts'
import type { FitThreads } from './fit-threads.ts'

/** What models that had not seen the judged rows say of them. */
export interface UnseenScores {
  /** `scores[index * classes + klass]`, by index in the judged rows. */
  scores: Float32Array
  /** 0: the lesson knows no feature of the row. */
  known: Uint8Array
  /** The part, 0..1, of the row's words and pairs of words that the lesson knows, by how telling they are. */
  familiar: Float32Array
}

export type ToLearn = Pick<Fitting, 'lesson' | 'settings' | 'seed'>

/**
 * Learns from rows of one corpus, in as many threads as there are. Several at once are done one after the other, without a thread
 * waiting. `onPart` is called with what has been done since the last call, all of one learning being 1. The same whatever the threads.
 */
export interface Fitter {
  readonly corpus: Corpus
  /** Learns, scores the judged rows as texts that were not there, and forgets what it learnt. */
  score(what: ToLearn, judged: Int32Array, onPart?: (part: number) => void): Promise<UnseenScores>
  train(what: ToLearn, onPart?: (part: number) => void): Promise<SparseClasses>
}

/** Tasks for each thread, so that none waits long for the slowest. */
const tasksEach = 6

export const createFitter = (corpus: Corpus, threads: FitThreads): Fitter => {
  let fittings = 0
  threads.begin(corpus)

  const run = async (
    fitting: Omit<Fitting, 'id'>,
    onPart: (part: number) => void = () => undefined,
  ): Promise<{ from: number; result: FitResult }[]> => {
    fittings += 1
    const id = fittings
    const { classes } = fitting.lesson
    // Logistic regression weighs all classes against each other; they cannot be learnt apart.
    const most =
      fitting.settings.learner === 'logistic'
        ? classes
        : Math.max(1, Math.ceil(classes / (threads.count * tasksEach)))
    const tasks = Array.from({ length: Math.ceil(classes / most) }, async (_, index) => {
      const [from, to] = [index * most, Math.min(classes, (index + 1) * most)]
      const result = await threads.run({ fitting: { id, ...fitting }, from, to })
      onPart((to - from) / classes)
      return { from, result }
    })
    return await Promise.all(tasks)
  }
  return {
    corpus,
    async score(what, judged, onPart) {
      const { classes } = what.lesson
      const found = await run({ ...what, judged, wantsWeights: false }, onPart)
      const scores = new Float32Array(judged.length * classes)
      for (const { from, result } of found) {
        const own = result.scores.length / Math.max(1, judged.length)
        for (let klass = 0; klass < own; klass += 1) {
          for (let index = 0; index < judged.length; index += 1)
            scores[index * classes + from + klass] = result.scores[klass * judged.length + index] as number
        }
      }
      const [first] = found
      return {
        scores,
        known: first?.result.known ?? new Uint8Array(judged.length),
        familiar: first?.result.familiar ?? new Float32Array(judged.length),
      }
    },
    async train(what, onPart) {
      const found = await run({ ...what, judged: null, wantsWeights: true }, onPart)
      return gatherClasses(
        found.flatMap(({ result }) => result.weights),
        corpus.width,
      )
    },
  }
}

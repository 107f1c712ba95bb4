import type { Corpus } from '../features/corpus.ts'
import { trainLogistic } from '../learn/train-logistic.ts'
import { trainSvm } from '../learn/train-svm.ts'
import { type ClassWeights, compressClass } from '../sparse-classes.ts'
import { compactRows } from '../sparse-rows.ts'
import type { FitResult, FitTask, Fitting } from './fit-task.ts'
import { scoreUnseen, type UnseenRows, viewAsUnseen } from './view-as-unseen.ts'

const svm = { tolerance: 0.5, mostRounds: 1000 }
const logistic = { mostSteps: 60, tolerance: 1e-3 }

/** Does the tasks of one thread. Every class is learnt from a seed of its own, so that it is all the same which thread does what. */
export const createTaskRunner = (corpus: Corpus): ((task: FitTask) => FitResult) => {
  const weights = new Float32Array(corpus.width)
  let unseen: { of: number; rows: UnseenRows } | undefined

  const viewOf = ({ id, lesson, judged }: Fitting): UnseenRows => {
    if (unseen?.of !== id)
      unseen = { of: id, rows: viewAsUnseen(corpus, lesson, judged ?? new Int32Array(0)) }
    return unseen.rows
  }
  /** Calls `learnt` for each class, its weights standing in `weights`. */
  const learn = ({ fitting, from, to }: FitTask, learnt: (klass: number, bias: number) => void): void => {
    const { lesson, settings, seed } = fitting
    if (settings.learner === 'svm') {
      for (let klass = from; klass < to; klass += 1)
        learnt(klass, trainSvm(corpus, lesson, klass, { ...svm, ...settings, seed }, weights))
      return
    }
    const { matrix, columns } = compactRows(corpus, lesson.rows)
    const found = trainLogistic(matrix, lesson, { ...logistic, c: settings.c })
    for (let klass = from; klass < to; klass += 1) {
      weights.fill(0)
      columns.forEach((column, number) => {
        weights[column] = found.weights[klass * matrix.width + number] as number
      })
      learnt(klass, found.biases[klass] as number)
    }
  }
  return (task) => {
    const { fitting, from, to } = task
    const judged = fitting.judged?.length ?? 0
    const scores = new Float32Array(judged * (to - from))
    const view = judged === 0 ? undefined : viewOf(fitting)
    const compressed: ClassWeights[] = []
    learn(task, (klass, bias) => {
      if (view !== undefined) {
        const own = scores.subarray((klass - from) * judged, (klass - from + 1) * judged)
        scoreUnseen(corpus, view, { weights, bias }, own)
      }
      if (fitting.wantsWeights) compressed.push(compressClass(weights, bias))
    })
    return {
      scores,
      known: view?.known.slice() ?? new Uint8Array(0),
      familiar: view?.familiar.slice() ?? new Float32Array(0),
      weights: compressed,
    }
  }
}

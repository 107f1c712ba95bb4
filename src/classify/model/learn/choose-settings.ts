import type { Learner } from '../example.ts'
import type { Settings } from './lesson.ts'

/**
 * Rows of a class up to which logistic regression is worth its time. By cross-validation it is one to three points better with five or
 * ten rows of a class, and with hundreds (Endava's tickets) as good as a machine for each class, in thirty times the time.
 */
const mostRowsEach = 40
/** Rows times classes, and columns times classes, up to which it is worth its time and its memory. */
const mostForLogistic = 400_000
const mostWeights = 6_000_000

/** How to learn from so much where nothing else has been found out. */
export const defaultSettings = ({
  rows,
  columns,
  classes,
  learner,
}: {
  rows: number
  columns: number
  classes: number
  /** What the caller wants; absent: the better one. */
  learner: Learner | undefined
}): Settings => {
  const isSmall =
    rows <= mostRowsEach * classes && rows * classes <= mostForLogistic && columns * classes <= mostWeights
  // One class is none to tell from others: only a machine can say how like it a text is.
  return classes > 1 && (learner ?? (isSmall ? 'logistic' : 'svm')) === 'logistic'
    ? { learner: 'logistic', c: 40 }
    : { learner: 'svm', c: 1, balance: 0 }
}

/** The largest class has so many times the rows of the usual one before balance is worth a trial. */
const imbalanced = 3

/**
 * What is worth a trial, the usual settings first. On balanced sets of many classes no other price is better (banking77, clinc150 and
 * hwu64: within 0.2 points), so that there is nothing to choose.
 */
export const candidateSettings = (
  usual: Settings,
  counts: ArrayLike<number>,
  learner: Learner | undefined,
): Settings[] => {
  const sizes = Array.from(counts).sort((one, other) => one - other)
  const median = sizes[Math.floor((sizes.length - 1) / 2)] ?? 0
  const isImbalanced = (sizes.at(-1) ?? 0) >= imbalanced * median
  if (sizes.length < 2 || learner === 'logistic') return [usual]
  const tried: [number, number][] = isImbalanced
    ? [
        [1, 0],
        [1, 0.5],
        [0.3, 0],
        [0.3, 0.5],
        [0.1, 0.5],
        [0.1, 1],
        [0.03, 1],
      ]
    : sizes.length > fewClasses
      ? []
      : [
          [1, 0],
          [0.3, 0],
          [0.1, 0.5],
          [0.1, 1],
        ]
  const others = tried
    .map(([c, balance]): Settings => ({ learner: 'svm', c, balance }))
    .filter((settings) => !isSame(settings, usual))
  return [usual, ...others]
}

/** Up to so many classes other prices are tried on a balanced set: it may be a noisy one, like priorities. */
const fewClasses = 20

const isSame = (one: Settings, other: Settings): boolean =>
  one.learner === 'svm' && other.learner === 'svm' && one.c === other.c && one.balance === other.balance

export interface Trial {
  settings: Settings
  accuracy: number
  macroF1: number
}

/** Accuracy that may be given up for a better macro-F1. */
const spareAccuracy = 0.01
/** Two settings disagree on about a twentieth of texts. */
const disagreement = 0.05

/**
 * The trial with the best macro-F1 that is not much less accurate than the most accurate one. The first, usual settings stay unless
 * another is better by a standard error of such a difference over `texts` texts.
 */
export const chooseSettings = (trials: readonly [Trial, ...Trial[]], texts: number): Settings => {
  const [usual] = trials
  const most = Math.max(...trials.map(({ accuracy }) => accuracy))
  const best = trials
    .filter(({ accuracy }) => accuracy >= most - spareAccuracy)
    .reduce((one, other) => (other.macroF1 > one.macroF1 ? other : one))
  const least = Math.sqrt(disagreement / Math.max(1, texts))
  return best.macroF1 > usual.macroF1 + least ? best.settings : usual.settings
}

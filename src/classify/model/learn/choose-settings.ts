import type { Learner } from '../example.ts'
import type { Settings } from './lesson.ts'

/**
 * Rows a class up to which logistic regression is better, by one to three points up to twenty of them; with many it is equal or
 * slightly worse, and ten to twenty times slower.
 */
const mostRowsEach = 40
/** Rows times classes up to which logistic regression is worth its time. */
const mostForLogistic = 400_000
/** Columns times classes up to which it is worth its memory: sixteen numbers of four bytes for each, in each thread. */
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

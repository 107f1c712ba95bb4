import type { Judged } from '../judged.ts'
import { isRight } from './is-right.ts'

/** A text that somebody may have filed wrongly. */
export interface LabelError {
  /** Which of the given examples. */
  row: number
  label: string | null
  predicted: string
  confidence: number
}

const leastConfidence = 0.5

/**
 * Where a model that had not seen a text disagrees with its label, and is at least as sure as it usually is when it says that class and
 * is right: Northcutt, Jiang and Chuang, Confident Learning (JAIR 70, 2021) with the confidence that we have. Most confident first, at
 * most `most`. Some of them are the model's own mistakes; a person has to look.
 */
export const findLabelErrors = (judged: readonly Judged[], { most = 50 } = {}): LabelError[] => {
  const usual = new Map<string, { sum: number; texts: number }>()
  for (const row of judged) {
    if (row.predicted === null || !isRight(row)) continue
    const { sum, texts } = usual.get(row.predicted) ?? { sum: 0, texts: 0 }
    usual.set(row.predicted, { sum: sum + row.confidence, texts: texts + 1 })
  }
  return judged
    .flatMap((row) => {
      const { label, predicted, confidence } = row
      if (predicted === null || predicted === label || !row.inScope) return []
      const of = usual.get(predicted)
      // A class of which nothing came out right is in no position to claim others' texts.
      if (of === undefined || confidence < Math.max(leastConfidence, of.sum / of.texts)) return []
      return [{ row: row.row, label, predicted, confidence }]
    })
    .sort((one, other) => other.confidence - one.confidence || one.row - other.row)
    .slice(0, most)
}

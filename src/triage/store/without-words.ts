import type { Prediction } from '../../../schemas/triage.ts'

/**
 * The same prediction without the words of a person: only the reasons of a model quote any. It is the same object when there are
 * none.
 */
export const withoutWords = (prediction: Prediction): Prediction => {
  const quotes = prediction.reasons.some((reason) => reason.code === 'model-words' && reason.words.length > 0)
  if (!quotes) return prediction
  const reasons = prediction.reasons.map((reason) =>
    reason.code === 'model-words' ? { ...reason, words: [] } : reason,
  )
  return { ...prediction, reasons }
}

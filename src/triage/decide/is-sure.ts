import type { Prediction } from '../../../schemas/triage.ts'

/** What a model says when a text is outside of what it has learnt: its confidence means nothing there. */
const outOfItsDepth = new Set(['model-out-of-scope', 'model-strange', 'model-language'])

/**
 * Whether a prediction is sure enough to be written: its confidence reaches the threshold (null: nothing does). Who has no confidence
 * is sure only when a rule decided by the company's own categories; the words that Relevo brings fit everybody and nobody. Pure.
 */
export function isSure(
  prediction: Prediction,
  { threshold, hasOwnCategories }: { threshold: number | null; hasOwnCategories: boolean },
): boolean {
  const { confidence, decidedBy, isDecided, reasons } = prediction
  if (!isDecided && reasons.some(({ code }) => outOfItsDepth.has(code))) return false
  if (confidence === null) return isDecided && decidedBy === 'rule' && hasOwnCategories
  return threshold !== null && confidence >= threshold
}

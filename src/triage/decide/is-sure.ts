import type { Prediction } from '../../../schemas/triage.ts'

/** What a model says when a text is outside of what it has learnt: its confidence means nothing there. */
const outOfItsDepth = new Set(['model-out-of-scope', 'model-strange', 'model-language'])

/**
 * Whether a prediction is sure enough to be written: its confidence reaches the threshold (null: nothing does). Who has no confidence
 * is sure only when a rule decided by the company's own categories; the words that Relevo brings fit everybody and nobody. No threshold
 * holds for rules: what agents left of their own tickets may speak against them (`areRulesRefuted`). Pure.
 */
export function isSure(
  prediction: Prediction,
  {
    threshold,
    hasOwnCategories,
    areRulesRefuted = false,
  }: { threshold: number | null; hasOwnCategories: boolean; areRulesRefuted?: boolean },
): boolean {
  const { confidence, decidedBy, isDecided, reasons } = prediction
  if (!isDecided && reasons.some(({ code }) => outOfItsDepth.has(code))) return false
  if (confidence === null) return isDecided && decidedBy === 'rule' && hasOwnCategories && !areRulesRefuted
  return threshold !== null && confidence >= threshold
}

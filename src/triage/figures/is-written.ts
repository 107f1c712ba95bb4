import type { JudgedPrediction } from './judged-prediction.ts'

/**
 * Whether a prediction would be written, as `isSure` of src/triage/decide decides it: its confidence reaches the threshold (null: none
 * does); a rule has no confidence, and is written only where its words are the company's own and agents have not shown them wrong. Pure.
 */
export const isWritten = (
  { category, confidence, decidedBy, inScope }: JudgedPrediction,
  { threshold, isRuleSure }: { threshold: number | null; isRuleSure: boolean },
): boolean => {
  if (category === null || inScope === false) return false
  if (confidence === null) return decidedBy === 'rule' && isRuleSure
  return threshold !== null && confidence >= threshold
}

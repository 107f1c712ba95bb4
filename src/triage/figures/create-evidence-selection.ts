import type { Evidence } from '../triage-store.ts'
import { type JudgedEvidence, judgeEvidence } from './judge-evidence.ts'

/** Without a write for so long a category is not written any more: it was switched back, or nothing reaches its threshold. */
const writtenForMs = 14 * 86_400_000

/**
 * Judges the predictions of one help desk, given in the order in which they were made, so that those that count are a fair sample of
 * each category. While a category is written, what is not written of it is what nobody was sure of: from a write on, for two weeks,
 * only the control part counts, which chance chose, and the others are `unequal`. `fairFor`: for what compares categories with each
 * other the sample is to be fair over `all`: while any of them is written, only the control part of all counts.
 */
export const createEvidenceSelection = (
  fairFor: 'each' | 'all' = 'each',
): ((evidence: Evidence) => JudgedEvidence) => {
  const lastWrites = new Map<string | null, number>()
  return (evidence) => {
    const outcome = judgeEvidence(evidence)
    const { category } = evidence.prediction
    if (category === null && fairFor === 'each') return outcome
    const sample = fairFor === 'each' ? category : null
    if (outcome.kind === 'left-out') {
      if (outcome.why !== 'open') lastWrites.set(sample, evidence.predictedAt)
      return outcome
    }
    const writtenUntil = (lastWrites.get(sample) ?? Number.NEGATIVE_INFINITY) + writtenForMs
    return evidence.predictedAt <= writtenUntil && !evidence.control
      ? { kind: 'left-out', why: 'unequal' }
      : outcome
  }
}

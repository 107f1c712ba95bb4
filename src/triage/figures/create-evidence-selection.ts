import type { Evidence } from '../triage-store.ts'
import { type JudgedEvidence, judgeEvidence } from './judge-evidence.ts'

/** Without a write for so long a category is not written any more: it was switched back, or nothing reaches its threshold. */
const writtenForMs = 14 * 86_400_000

/**
 * Judges the predictions of one help desk, given in the order in which they were made, so that those that count are a fair sample of
 * each category. While a category is written, what is not written of it is what nobody was sure of: from a write on, for two weeks,
 * only the control part counts, which chance chose, and the others are `unequal`.
 */
export const createEvidenceSelection = (): ((evidence: Evidence) => JudgedEvidence) => {
  const lastWrites = new Map<string, number>()
  return (evidence) => {
    const outcome = judgeEvidence(evidence)
    const { category } = evidence.prediction
    if (category === null) return outcome
    if (outcome.kind === 'left-out') {
      if (outcome.why !== 'open') lastWrites.set(category, evidence.predictedAt)
      return outcome
    }
    const writtenUntil = (lastWrites.get(category) ?? Number.NEGATIVE_INFINITY) + writtenForMs
    return evidence.predictedAt <= writtenUntil && !evidence.control
      ? { kind: 'left-out', why: 'unequal' }
      : outcome
  }
}

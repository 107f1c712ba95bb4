import type { Evidence } from '../triage-store.ts'
import { type JudgedEvidence, judgeEvidence } from './judge-evidence.ts'

/**
 * Judges the predictions of one help desk, given in the order in which they were made, so that those that count are a fair sample of
 * each category. Once a category is written, what is not written of it is what nobody was sure of: from its first write on only the
 * control part counts, which chance chose, and the others are `unequal`.
 */
export const createEvidenceSelection = (): ((evidence: Evidence) => JudgedEvidence) => {
  const writtenCategories = new Set<string>()
  return (evidence) => {
    const outcome = judgeEvidence(evidence)
    const { category } = evidence.prediction
    if (category === null) return outcome
    if (outcome.kind === 'left-out') {
      if (outcome.why !== 'open') writtenCategories.add(category)
      return outcome
    }
    return writtenCategories.has(category) && !evidence.control
      ? { kind: 'left-out', why: 'unequal' }
      : outcome
  }
}

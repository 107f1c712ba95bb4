import type { Left, Prediction, TriageOutcome } from '../../../schemas/triage.ts'

/** What came of a prediction, and since when the ticket counts as ended (ms); null: not yet. */
export interface Ending {
  outcome: TriageOutcome | null
  endedAt: number | null
}

/**
 * Judges a prediction by how its ticket was left. Pure. Only an end tells: an agent who moves an open ticket may move it once more.
 * What is opened again is judged anew at its next end; `before` is when it had ended as far as was known.
 */
export const decideOutcome = (
  prediction: Pick<Prediction, 'category'> | null,
  left: Pick<Left, 'status' | 'category'>,
  { deleted, changedAt, before }: { deleted: boolean; changedAt: number; before: number | null },
): Ending => {
  if (!deleted && left.status !== 'solved' && left.status !== 'closed')
    return { outcome: null, endedAt: null }
  const endedAt = before ?? changedAt
  const predicted = prediction?.category ?? null
  if (predicted === null) return { outcome: null, endedAt }
  // Thrown away as spam or by mistake: nobody has filed it.
  if (deleted || left.category === null) return { outcome: 'untold', endedAt }
  return { outcome: left.category === predicted ? 'right' : 'wrong', endedAt }
}

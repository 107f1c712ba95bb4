import type { FieldValues } from '../../../schemas/triage.ts'
import type { JudgedPrediction } from '../../../src/triage/figures/judged-prediction.ts'

export const noValues: FieldValues = { group: null, priority: null, type: null }

/** A ticket that was said to be of `billing` with 90 %, and is. */
export const judgedPrediction = (change: Partial<JudgedPrediction> = {}): JudgedPrediction => ({
  ticketId: '1',
  at: Date.parse('2026-11-01T00:00:00Z'),
  category: 'billing',
  confidence: 0.9,
  decidedBy: 'model',
  model: '20261101-000000',
  truth: 'billing',
  predicted: noValues,
  left: noValues,
  ...change,
})

/** `texts` tickets, the first `right` of which are as predicted, the others `wrong`. */
export const judgedPredictions = (
  texts: number,
  right: number,
  { wrong = 'other', ...change }: Partial<JudgedPrediction> & { wrong?: string } = {},
): JudgedPrediction[] =>
  Array.from({ length: texts }, (_, place) => {
    const row = judgedPrediction(change)
    return { ...row, truth: place < right ? row.category : wrong }
  })

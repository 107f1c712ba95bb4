import type { Prediction } from '../../schemas/triage.ts'

/** What is thought of a ticket that is about billing. */
export const makePrediction = (over: Partial<Prediction> = {}): Prediction => ({
  category: 'billing',
  isDecided: true,
  confidence: 0.93,
  decidedBy: 'model',
  runnerUp: 'sales',
  model: 'starter',
  language: 'es',
  values: { group: 'Facturación', priority: 'high', type: 'Problem' },
  priorityConfidence: null,
  tags: ['factura'],
  reasons: [{ code: 'keyword', where: 'subject', keyword: 'factura', category: 'billing' }],
  ...over,
})

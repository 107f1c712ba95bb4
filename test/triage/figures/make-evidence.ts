import type { Evidence, WriteState } from '../../../src/triage/triage-store.ts'
import { makePrediction } from '../make-prediction.ts'

const dayMs = 86_400_000
export const when = Date.parse('2026-11-10T10:00:00Z')

/** A ticket that was said to be about billing, was only observed, and was left so. */
export const makeEvidence = (change: Partial<Evidence> = {}): Evidence => ({
  ticketId: '1',
  predictedAt: when,
  createdAt: when,
  prediction: makePrediction(),
  control: false,
  action: null,
  state: null,
  planned: null,
  wroteAt: null,
  left: {
    status: 'solved',
    group: 'Facturación',
    priority: 'low',
    type: null,
    category: 'billing',
  },
  outcome: 'right',
  endedAt: when + dayMs,
  ...change,
})

/** One of which triage wrote the group. */
export const makeWritten = (state: WriteState, change: Partial<Evidence> = {}): Evidence =>
  makeEvidence({
    action: 'apply',
    state,
    planned: {
      changes: [{ field: 'group', before: null, after: 'Facturación' }],
      tags: ['factura'],
      note: false,
      basedOn: '2026-11-10T10:00:00Z',
    },
    ...change,
  })

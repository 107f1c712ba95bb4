import t from 'tap'
import { createEvidenceSelection } from '../../../src/triage/figures/create-evidence-selection.ts'
import { judgeEvidence } from '../../../src/triage/figures/judge-evidence.ts'
import { makePrediction } from '../make-prediction.ts'
import { makeEvidence, makeWritten, when } from './make-evidence.ts'

const as = (category: string | null, group = 'Soporte') => ({
  status: 'solved' as const,
  group,
  priority: 'low' as const,
  type: null,
  category,
})
const whyOf = (...given: Parameters<typeof judgeEvidence>) => {
  const outcome = judgeEvidence(...given)
  return outcome.kind === 'judged' ? 'judged' : outcome.why
}

t.test('what was observed is judged by what agents left', async (t) => {
  t.same(judgeEvidence(makeEvidence()), {
    kind: 'judged',
    judged: {
      ticketId: '1',
      at: when,
      category: 'billing',
      confidence: 0.93,
      decidedBy: 'model',
      model: 'starter',
      truth: 'billing',
      predicted: { group: 'Facturación', priority: 'high', type: 'Problem' },
      left: { group: 'Facturación', priority: 'low', type: null },
    },
  })
  t.match(judgeEvidence(makeEvidence({ left: as('access') })), { judged: { truth: 'access' } })
  t.match(judgeEvidence(makeEvidence({ left: as(null) })), { kind: 'judged', judged: { truth: null } })
})

t.test('what is not solved yet shows nothing', async (t) => {
  t.equal(whyOf(makeEvidence({ endedAt: null })), 'open')
  t.equal(whyOf(makeEvidence({ left: null })), 'open')
  t.equal(whyOf(makeWritten('done', { endedAt: null })), 'open')
})

t.test('what triage wrote is no evidence, corrected or not', async (t) => {
  for (const state of ['done', 'sending', 'unknown', 'undoing', 'undone'] as const) {
    t.equal(whyOf(makeWritten(state)), 'written-by-us', state)
    t.equal(whyOf(makeWritten(state, { left: as('access') })), 'corrected', state)
  }
  t.equal(whyOf(makeWritten('done', { left: as(null) })), 'written-by-us', 'it cannot be told')
  const planned = { changes: [], tags: ['factura'], note: true, basedOn: '' }
  t.equal(whyOf(makeWritten('done', { planned })), 'written-by-us', 'a tag tells it, too')
})

t.test('what was planned and not written, only routed or only suggested is', async (t) => {
  t.equal(whyOf(makeWritten('due')), 'judged')
  t.equal(whyOf(makeWritten('left')), 'judged')
  const note = { changes: [], tags: [], note: true, basedOn: '' }
  t.equal(whyOf(makeWritten('done', { action: 'suggest', planned: note })), 'judged')
  const routed = makeWritten('done', {
    action: 'route',
    planned: { ...note, changes: [{ field: 'group', before: null, after: 'Triaje' }] },
    left: as('billing', 'Facturación'),
  })
  t.equal(whyOf(routed), 'judged')
})

t.test('the group that a ticket was routed to is no word of an agent', async (t) => {
  const routed = (left: ReturnType<typeof as>) =>
    makeWritten('done', {
      action: 'route',
      planned: {
        changes: [{ field: 'group', before: null, after: 'Soporte' }],
        tags: [],
        note: true,
        basedOn: '',
      },
      left,
    })
  t.equal(whyOf(routed(as('access', 'soporte'))), 'written-by-us', 'it is the group of a category')
  t.equal(whyOf(routed(as(null, 'Soporte'))), 'judged', 'a group that tells no category does no harm')
  t.equal(whyOf(routed(as('billing', 'Facturación'))), 'judged', 'somebody moved it on')
})

t.test('fields that were written before a ticket was let go of are ours', async (t) => {
  t.equal(whyOf(makeWritten('left', { wroteAt: when })), 'written-by-us')
  t.equal(whyOf(makeWritten('left', { wroteAt: when, left: as('access') })), 'corrected')
})

t.test('a value of ours is not compared with itself', async (t) => {
  const planned = {
    changes: [{ field: 'priority' as const, before: null, after: 'high' }],
    tags: [],
    note: false,
    basedOn: '',
  }
  t.match(judgeEvidence(makeWritten('done', { planned })), {
    kind: 'judged',
    judged: { left: { group: 'Facturación', priority: null, type: null } },
  })
})

t.test('outside of what the model knows its confidence means nothing', async (t) => {
  const prediction = makePrediction({ isDecided: false, reasons: [{ code: 'model-out-of-scope' }] })
  t.match(judgeEvidence(makeEvidence({ prediction })), { judged: { inScope: false } })
  const unsure = judgeEvidence(makeEvidence({ prediction: makePrediction({ isDecided: false }) }))
  t.equal(unsure.kind === 'judged' ? unsure.judged.inScope : null, undefined)
})

t.test('while a category is written only what chance left out of it counts', async (t) => {
  const select = createEvidenceSelection()
  const other = makePrediction({ category: 'access' })
  const outcomes = [
    makeEvidence(),
    makeWritten('done'),
    makeEvidence(),
    makeEvidence({ control: true }),
    makeEvidence({ prediction: other }),
    makeEvidence({ prediction: makePrediction({ category: null }) }),
    makeEvidence({ predictedAt: when + 15 * 86_400_000 }),
  ].map((evidence) => {
    const outcome = select(evidence)
    return outcome.kind === 'judged' ? 'judged' : outcome.why
  })
  t.same(outcomes, ['judged', 'written-by-us', 'unequal', 'judged', 'judged', 'judged', 'judged'])
})

import t from 'tap'
import type { Ticket } from '../../../schemas/ticket.ts'
import { type TriageField, type TriageMode, triageModeSchema } from '../../../schemas/triage.ts'
import type { FieldOrigin, TicketOrigins } from '../../../src/helpdesk/ticket-desk.ts'
import { decideTriage, type TriageFacts } from '../../../src/triage/decide/decide-triage.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'
import { makePrediction } from '../make-prediction.ts'

const choices = {
  groups: [
    { id: '7', name: 'Facturación' },
    { id: '8', name: 'Triage' },
    { id: '9', name: 'Ventas' },
  ],
  types: ['Question', 'Problem'],
}
const empty = { group: 'empty', priority: 'empty', type: 'empty' } as const
const found = (
  ticket: Partial<Ticket> = {},
  origins: Partial<TicketOrigins['origins']> = {},
): TicketOrigins => ({ ticket: makeTicket(ticket), origins: { ...empty, ...origins } })

const factsOf = (over: Partial<TriageFacts> = {}): TriageFacts => ({
  ticket: { prediction: makePrediction(), control: false },
  found: found(),
  modeOf: () => 'apply',
  threshold: 0.8,
  hasOwnCategories: true,
  triageGroup: null,
  choices,
  refused: new Set(),
  isStopped: false,
  ...over,
})
const of = (prediction: Parameters<typeof makePrediction>[0]) => ({
  ticket: { prediction: makePrediction(prediction), control: false },
})

t.test('writes every empty field and the missing tags when it is sure', async (t) => {
  t.same(decideTriage(factsOf()), {
    kind: 'apply',
    changes: [
      { field: 'group', before: null, after: 'Facturación', ids: { before: null, after: '7' } },
      { field: 'priority', before: null, after: 'high' },
      { field: 'type', before: null, after: 'Problem' },
    ],
    tags: ['factura'],
    suggested: { changes: [], tags: [] },
    reasons: {},
  })
})

t.test('touches nothing when there is nothing to decide', async (t) => {
  const why = (over: Partial<TriageFacts>) => {
    const decision = decideTriage(factsOf(over))
    return decision.kind === 'nothing' ? decision.why : decision.kind
  }
  t.equal(why({ isStopped: true }), 'stopped')
  t.equal(why({ ticket: { prediction: makePrediction(), control: true } }), 'control')
  t.equal(why({ ticket: { prediction: null, control: false } }), 'not-predicted')
  t.equal(why(of({ category: null })), 'not-predicted')
  t.equal(why({ found: found({ deleted: true }) }), 'gone')
  t.equal(why({ found: found({ status: 'solved' }) }), 'ended')
  t.equal(why({ found: found({ status: 'closed' }) }), 'ended')
  t.equal(why({ found: found({ status: 'pending' }) }), 'apply')
  t.equal(why({ modeOf: () => 'observe' }), 'mode')
})

t.test('every origin, with and without an agent, in every mode', async (t) => {
  const origins: FieldOrigin[] = ['empty', 'default', 'ours', 'person', 'rule', 'unknown']
  for (const origin of origins) {
    for (const agentId of [null, '5']) {
      for (const mode of triageModeSchema.options) {
        const present = origin === 'empty' ? null : ('low' as const)
        const decision = decideTriage(
          factsOf({
            ...of({ values: { group: null, type: null, priority: 'high' }, tags: [] }),
            found: found({ priority: present, agentId }, { priority: origin }),
            modeOf: () => mode,
          }),
        )
        const isFree = origin === 'empty' || (origin === 'default' && agentId === null)
        const wanted = !isFree || mode === 'observe' ? 'nothing' : mode
        t.equal(decision.kind, wanted, `${origin}, ${agentId ?? 'nobody'}, ${mode}`)
        if (decision.kind === 'apply')
          t.same(decision.changes, [{ field: 'priority', before: present, after: 'high' }])
      }
    }
  }
})

t.test('says why each field stays', async (t) => {
  const reasons = (over: Partial<TriageFacts>) => decideTriage(factsOf(over)).reasons
  const standing = (origin: FieldOrigin) =>
    reasons({ found: found({ type: 'Question' }, { type: origin }) }).type
  t.equal(standing('person'), 'set-by-person')
  t.equal(standing('rule'), 'set-by-rule')
  t.equal(standing('ours'), 'set-by-us')
  t.equal(standing('unknown'), 'origin-unknown')
  t.equal(standing('empty'), 'origin-unknown', 'a vendor that contradicts itself')
  t.equal(standing('default'), undefined)
  t.same(reasons({ found: found({ groupId: '7', tags: ['Factura'] }, { group: 'unknown' }) }), {
    group: 'already-so',
    tags: 'already-so',
  })
  t.same(reasons({ choices: { groups: [], types: ['Question'] } }), {
    group: 'not-a-choice',
    type: 'not-a-choice',
  })
  t.same(reasons({ refused: new Set(['group'] as const) }), { group: 'not-a-choice' })
  t.same(reasons(of({ values: { group: null, priority: null, type: null } })), {
    group: 'no-value',
    priority: 'no-value',
    type: 'no-value',
  })
  t.same(reasons(of({ confidence: 0.79 })), {
    group: 'below-threshold',
    priority: 'below-threshold',
    type: 'below-threshold',
    tags: 'below-threshold',
  })
})

t.test('what may not be read is left to the help desk, and an account without types takes any', async (t) => {
  for (const types of [null, []]) {
    const decision = decideTriage(factsOf({ choices: { groups: null, types } }))
    t.match(decision, { kind: 'apply', reasons: {} })
  }
})

t.test('a field goes no further than it may: it is suggested, or kept to itself', async (t) => {
  const modes: Partial<Record<TriageField, TriageMode>> = { group: 'suggest', type: 'observe' }
  const decision = decideTriage(factsOf({ modeOf: (field) => (field && modes[field]) ?? 'apply' }))
  t.match(decision, {
    kind: 'apply',
    changes: [{ field: 'priority' }],
    suggested: { changes: [{ field: 'group', after: 'Facturación' }], tags: [] },
    reasons: { group: 'mode', type: 'mode' },
  })
})

t.test('what is not sure enough goes to the triage group, or is only suggested', async (t) => {
  const unsure = { ...of({ confidence: 0.5, isDecided: false }), triageGroup: 'triage' }
  const kind = (over: Partial<TriageFacts>) => decideTriage(factsOf({ ...unsure, ...over })).kind
  t.match(decideTriage(factsOf(unsure)), {
    kind: 'route',
    changes: [{ field: 'group', before: null, after: 'Triage' }],
    suggested: { changes: [{ after: 'Facturación' }, { after: 'high' }, { after: 'Problem' }] },
  })
  t.equal(kind({ triageGroup: null }), 'suggest')
  t.equal(kind({ triageGroup: 'Nowhere' }), 'suggest')
  t.equal(kind({ found: found({ agentId: '5' }) }), 'suggest', 'somebody has it')
  t.equal(kind({ found: found({ groupId: '9' }, { group: 'rule' }) }), 'suggest', 'it has a group')
  t.equal(kind({ found: found({ groupId: '8' }, { group: 'default' }) }), 'suggest', 'it is there')
  t.match(decideTriage(factsOf({ ...unsure, found: found({ groupId: '9' }, { group: 'default' }) })), {
    kind: 'route',
    changes: [{ before: 'Ventas', after: 'Triage' }],
  })
  t.equal(kind({ modeOf: (field) => (field === 'group' ? 'suggest' : 'apply') }), 'suggest')
  t.equal(kind({ modeOf: () => 'suggest' }), 'suggest')
  t.equal(kind({ refused: new Set(['group'] as const) }), 'suggest')
})

t.test('sure is what reaches the threshold; a rule only by the company’s own categories', async (t) => {
  const kind = (prediction: Parameters<typeof makePrediction>[0], over: Partial<TriageFacts> = {}) =>
    decideTriage(factsOf({ ...of(prediction), ...over })).kind
  t.equal(kind({ confidence: 0.8 }), 'apply')
  t.equal(kind({ confidence: 0.8, isDecided: false }), 'apply', 'a lean that is sure enough')
  t.equal(kind({ confidence: 1 }, { threshold: null }), 'suggest', 'nothing of this category')
  t.equal(kind({ confidence: null, decidedBy: 'rule' }), 'apply')
  t.equal(kind({ confidence: null, decidedBy: 'rule' }, { threshold: null }), 'apply')
  t.equal(kind({ confidence: null, decidedBy: 'rule' }, { hasOwnCategories: false }), 'suggest')
  t.equal(kind({ confidence: null, decidedBy: 'rule', isDecided: false }), 'suggest')
  t.equal(kind({ confidence: null, decidedBy: 'llm' }), 'suggest')
  const strange = { isDecided: false, reasons: [{ code: 'model-out-of-scope' as const }] }
  t.equal(kind({ confidence: 0.99, ...strange }), 'suggest', 'a model outside of what it knows')
})

t.test('a priority that a model said has to be sure by itself', async (t) => {
  t.match(decideTriage(factsOf(of({ priorityConfidence: 0.4 }))), {
    kind: 'apply',
    changes: [{ field: 'group' }, { field: 'type' }],
    reasons: { priority: 'below-threshold' },
  })
  t.match(decideTriage(factsOf(of({ priorityConfidence: 0.9 }))), { reasons: {} })
})

t.test('groups and types whose names differ by case alone are told apart, or left alone', async (t) => {
  const twins = {
    groups: [
      { id: '1', name: 'Soporte' },
      { id: '2', name: 'soporte' },
    ],
    types: ['Término', 'termino'],
  }
  const decide = (group: string, type: string, groupId: string | null = null) =>
    decideTriage(
      factsOf({
        ...of({ values: { group, type, priority: null }, tags: [] }),
        choices: twins,
        found: found({ groupId }, { group: groupId === null ? 'empty' : 'default' }),
      }),
    )
  t.match(decide('2', 'TERMINO'), {
    changes: [{ field: 'group', after: 'soporte', ids: { before: null, after: '2' } }],
    reasons: { type: 'not-a-choice' },
  })
  t.match(decide('Soporte', 'termino'), {
    changes: [{ field: 'type', after: 'termino' }],
    reasons: { group: 'not-a-choice' },
  })
  t.match(decide('2', 'x', '1'), { changes: [{ field: 'group', ids: { before: '1', after: '2' } }] })
  t.match(decide('2', 'x', '2'), { reasons: { group: 'already-so' } })
})

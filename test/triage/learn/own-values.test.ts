import t from 'tap'
import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { PlannedWrite } from '../../../schemas/triage.ts'
import { labelTickets } from '../../../src/training/label-tickets.ts'
import type { PastTicket } from '../../../src/training/past-ticket.ts'
import { createOwnValues, type OwnRecord } from '../../../src/triage/learn/own-values.ts'
import { ofHandoff, ofTriage } from '../../../src/triage/learn/read-own-records.ts'
import { makeClassification, makeHandoff } from '../../bridge/make-handoff.ts'
import { pastTicket } from '../../training/past-ticket.ts'

const category = (given: Partial<CategoryConfig>): CategoryConfig => ({
  names: [],
  keywords: [],
  patterns: [],
  tags: [],
  customFields: {},
  ...given,
})
const categories = {
  billing: category({ type: 'Cobro', group: 'Pagos', tags: ['pago'] }),
  access: category({ type: 'Acceso', group: 'Soporte', tags: ['cuenta'] }),
  sales: category({ group: 'Ventas' }),
  praise: category({ tags: ['gracias'] }),
}
const billing: OwnRecord = {
  category: 'billing',
  values: { type: 'Cobro', group: 'Pagos', priority: 'high' },
  tags: ['pago'],
}
const learnt = (own: OwnRecord | null, given: Partial<PastTicket>): PastTicket['labels'] => {
  const ticket = pastTicket(given)
  const records = new Map(own === null ? [] : [[ticket.name, own]])
  const strip = createOwnValues({ categories, records })
  const [before] = labelTickets([strip(ticket)], categories)
  const [labelled = ticket] = labelTickets([ticket], categories)
  const [after] = labelTickets([strip(strip(labelled))], categories)
  t.same(after?.labels, before?.labels, 'before labelling or after it')
  return before?.labels ?? {}
}

t.test('what agents gave is a label', async (t) => {
  const given = { labels: { type: 'Cobro', group: 'Pagos', priority: 'high' }, tags: ['pago'] }
  t.same(learnt(null, given), { ...given.labels, category: 'billing' })
  const priorityOnly = {
    category: 'billing',
    values: { type: null, group: null, priority: 'high' },
    tags: [],
  } as const
  t.same(learnt(priorityOnly, given), { type: 'Cobro', group: 'Pagos', category: 'billing' })
})

t.test('what we wrote and nobody changed is none', async (t) => {
  const kept = { labels: { type: 'cobro', group: 'Pagos', priority: 'high' }, tags: ['pago'] }
  t.same(learnt(billing, kept), {})
  const onlyTags = {
    category: 'billing',
    values: { type: null, group: null, priority: null },
    tags: ['pago'],
  } as const
  t.same(learnt(onlyTags, { labels: {}, tags: ['pago', 'vip'] }), {})
  t.same(learnt(onlyTags, { labels: { type: 'Cobro', group: 'Pagos' }, tags: ['pago'] }).category, 'billing')
  const onlyGroup = { ...billing, values: { type: null, group: 'Pagos', priority: null } }
  t.same(
    learnt(onlyGroup, { labels: { group: 'Pagos' }, tags: ['cuenta'] }),
    {},
    'a tag from before tells nothing',
  )
  t.same(learnt(onlyGroup, { labels: { group: 'Pagos', type: 'Acceso' } }), { type: 'Acceso' })
})

t.test('what an agent changed is a correction', async (t) => {
  t.same(learnt(billing, { labels: { type: 'Acceso', group: 'Soporte', priority: 'low' }, tags: ['pago'] }), {
    type: 'Acceso',
    group: 'Soporte',
    priority: 'low',
    category: 'access',
  })
  const half = learnt(billing, {
    labels: { type: 'Cobro', group: 'Ventas', priority: 'high' },
    tags: ['pago'],
  })
  t.same(half, { group: 'Ventas', category: 'sales' }, 'the type was left as we wrote it')
  t.same(learnt(billing, { labels: { type: 'Cobro' } }), {}, 'an emptied group says nothing')
  const praise = {
    category: 'praise',
    values: { type: null, group: 'Pagos', priority: null },
    tags: ['gracias'],
  } as const
  t.same(
    learnt(praise, { labels: { group: 'Otros' }, tags: ['gracias'] }),
    { group: 'Otros' },
    'our tag is no label',
  )
})

t.test('where it is not known any more what we wrote, nothing is a label', async (t) => {
  t.same(
    learnt('unknown', { labels: { type: 'Cobro', group: 'Pagos', category: 'billing' }, tags: ['pago'] }),
    {},
  )
})

t.test('what triage wrote is told by the state of its write', async (t) => {
  const planned: PlannedWrite = {
    changes: [{ field: 'group', before: null, after: 'Pagos' }],
    tags: ['pago'],
    note: false,
    basedOn: '2026-11-01T00:00:00Z',
  }
  const row = { state: 'done', action: 'apply', planned, prediction: null, sentAt: 5 } as const
  const wrote = { category: null, values: { group: 'Pagos', type: null, priority: null }, tags: ['pago'] }
  t.same(ofTriage(row), wrote)
  for (const state of ['sending', 'unknown', 'undoing', 'left'] as const)
    t.same(ofTriage({ ...row, state }), wrote, `${state}: it may be there`)
  for (const state of [null, 'due', 'undone'] as const) t.equal(ofTriage({ ...row, state }), null)
  t.equal(ofTriage({ ...row, state: 'left', sentAt: null }), null, 'it was never sent')
  t.equal(ofTriage({ ...row, planned: { ...planned, changes: [], tags: [] } }), null, 'a note is no value')
  t.equal(ofTriage({ ...row, planned: null }), 'unknown')
  t.equal(ofTriage({ ...row, action: 'suggest', planned: null }), null)
})

t.test('of a hand-off, what was decided here is ours, and what the bot said is not', async (t) => {
  const entry = (given: Parameters<typeof makeClassification>[0]) => ({
    ticket: { id: '7', url: null, action: 'created' as const },
    handoff: makeHandoff({}),
    classification: makeClassification({
      category: 'billing',
      type: 'Cobro',
      group: 'Pagos',
      tags: ['pago'],
      ...given,
    }),
  })
  for (const decidedBy of ['rule', 'model', 'llm'] as const)
    t.match(ofHandoff(entry({ decidedBy, priority: null }), categories), {
      category: 'billing',
      values: { type: 'Cobro', group: 'Pagos' },
      tags: ['pago'],
    })
  t.equal(ofHandoff(entry({ decidedBy: 'bot', priority: null }), categories), null)
  const filled = entry({
    decidedBy: 'bot',
    category: 'sales',
    type: 'Cobro',
    group: 'Ventas',
    priority: 'high',
  })
  t.same(ofHandoff(filled, categories), {
    category: null,
    values: { type: 'Cobro', group: null, priority: 'high' },
    tags: [],
  })
  t.equal(ofHandoff({ ...entry({}), handoff: null, classification: null }, categories), 'unknown')
  t.equal(ofHandoff({ ...entry({}), classification: null }, categories), null)
  t.equal(ofHandoff({ ...entry({}), ticket: { id: '7', url: null, action: 'added' } }, categories), null)
})

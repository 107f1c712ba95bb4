import t from 'tap'
import { freshdeskTicketSchema } from '../../../../schemas/freshdesk/ticket.ts'
import type { AccountField } from '../../../../src/helpdesk/fields/account-field.ts'
import { composeQuestion } from '../../../../src/helpdesk/freshdesk/desk/find-question.ts'
import type { TicketQuery } from '../../../../src/helpdesk/ticket-desk.ts'

const fieldOf = (key: string, more: Partial<AccountField>): AccountField => ({
  key,
  names: [key],
  kind: 'text',
  custom: true,
  required: false,
  choices: [],
  tree: new Map(),
  levels: [],
  ...more,
})
const form = [
  fieldOf('status', {
    custom: false,
    kind: 'dropdown',
    choices: [
      { value: 2, labels: ['Open'] },
      { value: 8, labels: ['Almacén'] },
    ],
  }),
  fieldOf('type', {
    custom: false,
    kind: 'dropdown',
    choices: [{ value: 'Incidencia', labels: ['Incidencia'] }],
  }),
  fieldOf('cf_order', { names: ['Nº de pedido', 'cf_order'] }),
  fieldOf('cf_items', { kind: 'number' }),
  fieldOf('cf_story', { kind: 'paragraph' }),
]
const agents = [
  { id: '67013469919', name: 'Ana', email: 'ana@acme.example' },
  { id: '67013469920', name: 'ana', email: null },
]
const context = { form, agents, groups: [{ id: '7', name: 'Facturación' }] }
const termsOf = (query: Omit<TicketQuery, 'limit'>) => {
  const question = composeQuestion({ ...query, limit: 1 }, context)
  return question.ok ? question.conditions.map((condition) => condition.term) : question.failure
}

t.test('conditions become terms of the search', async (t) => {
  t.same(termsOf({ status: ['open', 'other'] }), ['(status:2 OR status:8)'])
  t.same(termsOf({ priority: ['urgent'] }), ['priority:4'])
  t.same(termsOf({ type: ['incidencia', 'Vieja'] }), ["(type:'Incidencia' OR type:'Vieja')"])
  t.same(termsOf({ agent: 'none' }), ['agent_id:null'])
  t.same(termsOf({ agent: 'ana@acme.example', group: 'FACTURACION' }), ['group_id:7', 'agent_id:67013469919'])
  t.same(termsOf({ agent: '99' }), ['agent_id:99'], 'somebody who has left')
  t.same(termsOf({ tags: ['a', 'b c'] }), ["tag:'a'", "tag:'b c'"])
  t.same(termsOf({ customFields: { 'nº de pedido': 'A-1', cf_items: 3 } }), ["cf_order:'A-1'", 'cf_items:3'])
  t.same(termsOf({ createdAfter: '2026-02-03T10:00:00+02:00' }), ["created_at:>'2026-02-03'"])
})

t.test('what the search cannot say is looked at in what comes back', async (t) => {
  t.same(termsOf({ tags: ["o'brien"], customFields: { cf_story: 'x', cf_items: 'many' } }), [
    null,
    null,
    null,
  ])
  const question = composeQuestion(
    { tags: ["O'Brien"], updatedBefore: '2026-02-03T10:00:00Z', limit: 1 },
    context,
  )
  const ticket = (tags: string[], updated_at: string) =>
    freshdeskTicketSchema.parse({ id: 1, tags, updated_at })
  const fits = (tags: string[], at: string) =>
    question.ok && question.conditions.every((condition) => condition.fits(ticket(tags, at)))
  t.ok(fits(["o'brien"], '2026-02-03T09:59:59Z'))
  t.notOk(fits(["o'brien"], '2026-02-03T10:00:00Z'), 'before does not include the moment')
  t.notOk(fits(['obrien'], '2026-02-03T09:00:00Z'))
})

t.test('what cannot be meant is refused, with what there is', async (t) => {
  t.match(termsOf({ agent: 'Ana' }), { kind: 'invalid', message: /Ana \(67013469919\), ana \(67013469920\)/ })
  t.match(termsOf({ group: 'Ventas', customFields: { nope: 'x' } }), {
    kind: 'invalid',
    faults: [{ field: 'group' }, { field: 'customFields.nope' }],
  })
  t.match(termsOf({ text: 'word' }), { kind: 'unsupported' })
})

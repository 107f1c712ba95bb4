import t from 'tap'
import type { Ticket } from '../../../schemas/ticket.ts'
import type { FieldOrigin } from '../../../src/helpdesk/ticket-desk.ts'
import { decideUndo } from '../../../src/triage/decide/decide-undo.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'

const group = { field: 'group' as const, before: 'Entrada', after: 'Facturación' }
const priority = { field: 'priority' as const, before: null, after: 'high' }
const planned = { changes: [group, priority], tags: ['factura'], note: false, basedOn: '' }
const choices = {
  groups: ['Entrada', 'Facturación'].map((name, id) => ({ id: String(id), name })),
  types: [],
}
const undo = (ticket: Partial<Ticket>, origin: FieldOrigin = 'unknown') =>
  decideUndo(
    planned,
    { ticket: makeTicket(ticket), origins: { group: origin, priority: 'unknown', type: 'empty' } },
    choices,
  )
const ours: Partial<Ticket> = { groupId: '1', priority: 'high', tags: ['Factura', 'vip'] }

t.test('takes back what is still ours, and only the tags that we added', async (t) => {
  for (const origin of ['ours', 'unknown'] as const)
    t.same(undo(ours, origin), { kind: 'undo', restore: [group, priority], tags: ['factura'] })
  t.same(undo({ ...ours, groupId: '0', tags: [] }), { kind: 'undo', restore: [priority], tags: [] })
})

t.test('leaves what somebody has confirmed, changed, solved or removed', async (t) => {
  t.match(undo(ours, 'person'), { restore: [priority] })
  t.match(undo(ours, 'rule'), { restore: [priority] })
  t.same(undo({ groupId: '7', priority: 'low' }), { kind: 'touched' })
  for (const ended of [{ status: 'solved' }, { status: 'closed' }, { deleted: true }] as const)
    t.same(undo({ ...ours, ...ended }), { kind: 'touched' })
})

t.test('knows that it has been taken back already', async (t) => {
  t.same(undo({ groupId: '0', priority: null }), { kind: 'as-before' })
})

t.test('a group is the same one by its id, whatever it is called now', async (t) => {
  const plan = {
    ...planned,
    changes: [{ ...group, ids: { before: '0', after: '1' } }],
    tags: [],
  }
  const decide = (groupId: string, groups: readonly { id: string; name: string }[]) => {
    const origins = { group: 'unknown', priority: 'unknown', type: 'empty' } as const
    return decideUndo(plan, { ticket: makeTicket({ groupId }), origins }, { groups, types: [] }).kind
  }
  const renamed = [
    { id: '0', name: 'Bandeja' },
    { id: '1', name: 'Cobros' },
  ]
  t.equal(decide('1', renamed), 'undo')
  t.equal(decide('0', renamed), 'as-before')
  const twins = [...choices.groups, { id: '2', name: 'facturación' }]
  t.equal(decide('2', twins), 'touched', 'a person has moved it to the twin')
})

t.test('without ids, the twin of a group by its name is another one', async (t) => {
  const twins = { groups: [...choices.groups, { id: '2', name: 'facturación' }], types: [] }
  const found = (groupId: string) => ({
    ticket: makeTicket({ groupId }),
    origins: { group: 'unknown', priority: 'unknown', type: 'empty' } as const,
  })
  const plan = { ...planned, changes: [group], tags: [] }
  t.equal(decideUndo(plan, found('2'), twins).kind, 'touched')
  t.equal(decideUndo(plan, found('1'), twins).kind, 'undo')
})

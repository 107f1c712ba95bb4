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

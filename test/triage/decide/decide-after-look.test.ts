import t from 'tap'
import type { Ticket } from '../../../schemas/ticket.ts'
import type { FieldOrigin } from '../../../src/helpdesk/ticket-desk.ts'
import { decideAfterLook } from '../../../src/triage/decide/decide-after-look.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'

const basedOn = '2026-11-21T10:00:00Z'
const planned = {
  changes: [
    { field: 'group' as const, before: null, after: 'Facturación' },
    { field: 'type' as const, before: null, after: 'Problem' },
  ],
  tags: ['factura'],
  note: false,
  basedOn,
}
const choices = { groups: [{ id: '7', name: 'Facturación' }], types: ['Problem'] }
const look = (ticket: Partial<Ticket>, group: FieldOrigin = 'unknown') =>
  decideAfterLook(
    planned,
    {
      ticket: makeTicket({ updatedAt: basedOn, ...ticket }),
      origins: { group, type: 'unknown', priority: 'empty' },
    },
    choices,
  )

t.test('a write that is there is adopted', async (t) => {
  const there = { groupId: '7', type: 'problem', tags: ['Factura', 'other'] }
  t.same(look(there, 'ours'), { kind: 'adopt', planned })
  t.same(look(there), { kind: 'adopt', planned }, 'where the vendor does not tell whose it is')
})

t.test('what somebody has changed since is not ours any more', async (t) => {
  const answer = look({ groupId: '9', type: 'Problem', tags: [], updatedAt: '2026-11-21T10:00:09Z' })
  t.same(answer, { kind: 'adopt', planned: { ...planned, changes: [planned.changes[1]], tags: [] } })
})

t.test('a value that a person gave is theirs, also when it is the one that we meant', async (t) => {
  t.same(look({ groupId: '7', updatedAt: '2026-11-21T10:00:09Z' }, 'person'), { kind: 'let-go' })
})

t.test('it is sent again only when nobody has touched the ticket', async (t) => {
  t.same(look({}), { kind: 'send-again' })
  t.same(look({ updatedAt: '2026-11-21T10:00:00.000Z' }), { kind: 'send-again' }, 'the same moment')
  t.same(look({ updatedAt: '2026-11-21T10:00:01Z' }), { kind: 'let-go' })
  t.same(look({ updatedAt: 'nonsense' }), { kind: 'let-go' })
})

t.test('a group that was renamed meanwhile is there all the same', async (t) => {
  const change = { ...planned.changes[0], field: 'group' as const, before: null, after: 'Facturación' }
  const plan = { ...planned, changes: [{ ...change, ids: { before: null, after: '7' } }], tags: [] }
  const found = {
    ticket: makeTicket({ groupId: '7', updatedAt: '2026-11-21T10:00:09Z' }),
    origins: { group: 'unknown', type: 'empty', priority: 'empty' } as const,
  }
  const renamed = { groups: [{ id: '7', name: 'Cobros' }], types: [] }
  t.equal(decideAfterLook(plan, found, renamed).kind, 'adopt')
})

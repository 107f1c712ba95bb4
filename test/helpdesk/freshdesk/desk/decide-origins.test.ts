import t from 'tap'
import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import { decideOrigins } from '../../../../src/helpdesk/freshdesk/desk/decide-origins.ts'

const ticket = (more: Partial<FreshdeskTicket> = {}): FreshdeskTicket => ({
  ...{ id: 1, priority: 1, source: 1, group_id: null, type: null, attachments: [] },
  ...{ created_at: '2026-01-15T10:00:00Z', updated_at: '2026-01-15T10:00:00Z' },
  ...more,
})

t.test('low is the default only of a customer’s ticket that nothing has touched since', async (t) => {
  const priority = (more: Partial<FreshdeskTicket>) => decideOrigins(ticket(more)).priority
  for (const source of [1, 2, 7, 9]) t.equal(priority({ source }), 'default', `source ${source}`)
  for (const source of [3, 10, 99, null]) t.equal(priority({ source }), 'unknown', `source ${source}`)
  for (const other of [2, 3, 4]) t.equal(priority({ priority: other }), 'unknown')
  t.equal(priority({ updated_at: '2026-01-15T10:00:05Z' }), 'default', 'due times were filled in')
  t.equal(priority({ updated_at: '2026-01-15T10:00:06Z' }), 'unknown', 'somebody may have looked')
  t.equal(priority({ updated_at: '2026-01-15T09:59:59Z' }), 'unknown', 'times that cannot be')
  t.equal(priority({ updated_at: null }), 'unknown')
  t.equal(priority({ created_at: 'x' }), 'unknown')
  t.equal(priority({ priority: null }), 'empty')
})

t.test('who gave a group or a type is not told', async (t) => {
  t.match(decideOrigins(ticket()), { group: 'empty', type: 'empty' })
  t.match(decideOrigins(ticket({ group_id: 7, type: 'Refund' })), { group: 'unknown', type: 'unknown' })
  t.match(decideOrigins(ticket({ type: '' })), { type: 'empty' })
})

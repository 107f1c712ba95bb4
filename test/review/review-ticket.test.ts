import t from 'tap'
import type { Filed } from '../../schemas/kept.ts'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'
import { reviewTicket } from '../../src/review/review-ticket.ts'
import { filed } from '../ledger/new-entry.ts'
import { dayMs, scriptReads } from './open-reviewer.ts'

const groups = [
  { id: '7', name: 'Facturación' },
  { id: '8', name: 'Soporte' },
]
const away: Failure = { kind: 'unavailable', message: 'away', status: 503, code: null }

const look = (
  desk: ReturnType<typeof scriptReads>,
  what: Partial<Filed> | null,
  listed: Failure | typeof groups = groups,
) =>
  reviewTicket(
    {
      handoffId: 'h',
      source: 's',
      helpdesk: 'main',
      ticketId: '1',
      deliveredAt: 0,
      filed: what === null ? null : { ...filed, type: null, tags: [], ...what },
    },
    {
      helpdesk: {
        getTicket: desk.getTicket,
        listGroups: async () =>
          'kind' in listed ? { ok: false, failure: listed } : { ok: true, value: listed },
      },
      categoryTags: {},
      now: dayMs,
      options: { lane: 'background' },
    },
  )

t.test('finds the group by its name, as the account has it', async (t) => {
  const desk = scriptReads({ 1: { groupId: '7' } })
  t.same(await look(desk, { group: 'facturacion' }), { kind: 'judged', outcome: 'kept' })
  t.same(await look(desk, { group: 'Soporte' }), { kind: 'judged', outcome: 'changed' })
  t.same(await look(desk, { group: 'Gone' }), { kind: 'judged', outcome: 'untold' })
})

t.test(
  'groups that may not be read tell nothing; those that cannot be read now are waited for',
  async (t) => {
    const desk = scriptReads({ 1: { groupId: '7' } })
    for (const kind of ['forbidden', 'not-found', 'gone', 'unsupported'] as const) {
      const failure: Failure =
        kind === 'forbidden' ? { kind, message: '', status: 403, code: null } : { kind, message: '' }
      t.same(await look(desk, { group: 'Soporte' }, failure), { kind: 'judged', outcome: 'untold' }, kind)
    }
    t.match(await look(desk, { group: 'Soporte' }, away), { kind: 'failed', asked: true })
  },
)

t.test('asks for nothing where there is nothing to be seen', async (t) => {
  const desk = scriptReads()
  t.same(await look(desk, {}), { kind: 'judged', outcome: 'untold' })
  t.same(await look(desk, null), { kind: 'judged', outcome: 'untold' })
  t.equal(desk.asked.length, 0)
})

t.test('a ticket that the help desk says is gone is untold, not a failure', async (t) => {
  for (const kind of ['gone', 'not-found'] as const)
    t.same(await look(scriptReads({ 1: { kind, message: '' } }), { type: 'Question' }), {
      kind: 'judged',
      outcome: 'untold',
    })
  t.match(
    await look(scriptReads({ 1: { kind: 'held', message: '', retryAt: null } }), { type: 'Question' }),
    {
      kind: 'failed',
      asked: false,
    },
  )
})

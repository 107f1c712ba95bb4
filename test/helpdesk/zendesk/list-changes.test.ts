import t from 'tap'
import { zendeskExportSchema } from '../../../schemas/zendesk/ticket.ts'
import { silentRefusal } from '../../../src/helpdesk/refusal.ts'
import { convertFromZendeskTicket } from '../../../src/helpdesk/zendesk/convert-from-zendesk-ticket.ts'
import { listChangedSince } from '../../../src/helpdesk/zendesk/desk/list-changes.ts'

const clock = { now: () => Date.UTC(2026, 10, 21, 12), after: () => () => {} }
const desk = {
  clock,
  toTicket: (ticket: Parameters<typeof convertFromZendeskTicket>[0]) =>
    convertFromZendeskTicket(ticket, () => '', { fields: null, statuses: null }),
}
const lane = { lane: 'background' } as const

t.test('a ticket that cannot be read is told of, and holds up none of the others', async (t) => {
  const tickets = [{ id: 1, tags: 'vip', description: 5 }, { id: '2' }, { id: 3, description: 'Hola' }]
  const told: string[] = []
  const value = zendeskExportSchema.parse({ tickets, after_cursor: 'a', end_of_stream: true })
  const read = await listChangedSince(
    { tickets: { export: async () => ({ effect: 'done', value, hasNext: false, answeredAt: null }) } },
    { ...desk, tellUnreadable: (ids) => told.push(...ids) },
    { since: 0, beginnings: true },
    lane,
  )
  t.match(read, { value: { tickets: [{ id: '1', tags: [] }, { id: '3' }], atEnd: true } })
  t.same(told, ['2'])
})

t.test('an answer that is too large is asked for in smaller pages, and not for ever', async (t) => {
  const failure = { kind: 'unavailable', message: '', status: 200, code: 'ANSWER_TOO_LARGE' } as const
  const value = zendeskExportSchema.parse({ tickets: [{ id: 1 }], after_cursor: 'a', end_of_stream: false })
  for (const [most, sizes] of [
    [20, [200, 20]],
    [0, [200, 20, 1]],
  ] as const) {
    const asked: number[] = []
    const read = await listChangedSince(
      {
        tickets: {
          export: async ({ perPage }) => {
            asked.push(perPage)
            if (perPage > most) return { effect: 'unknown', failure, refusal: silentRefusal }
            return { effect: 'done', value, hasNext: false, answeredAt: null }
          },
        },
      },
      { ...desk, tellUnreadable: () => {} },
      { since: 0, beginnings: true },
      lane,
    )
    t.same(asked, sizes)
    t.equal(read.ok, most > 0)
  }
})

import t from 'tap'
import type { StoredTicket } from '../../../src/sandbox/zendesk/account.ts'
import { openZendeskHelpdesk, richAccount } from '../../helpdesk/zendesk/open-zendesk-helpdesk.ts'
import { minuteMs, noon, openFinding, startClock, until } from './open-world.ts'

/** A ticket that a customer wrote at `at` (ms). */
const storedTicket = (id: number, at: number, groupId: number | null): StoredTicket => ({
  id,
  submitterId: 1,
  description: id % 2 === 0 ? 'La factura' : 'No funciona',
  createdAt: at,
  generatedAt: Math.floor(at / 1_000),
  archived: false,
  channel: 'email',
  indexed: [],
  subject: 'Hola',
  status: 'new',
  customStatusId: null,
  priority: null,
  type: null,
  requesterId: 1,
  assigneeId: null,
  groupId,
  brandId: null,
  externalId: null,
  tags: [],
  fields: {},
  updatedAt: at,
})

t.test(
  'thousands of tickets of a Zendesk are caught up with, and what changes meanwhile is seen',
  async (t) => {
    const clock = startClock()
    const limits = { total: 1_000_000, incremental: null }
    const account = { clock, agents: richAccount.agents, groups: richAccount.groups, limits }
    const { sandbox, helpdesk } = await openZendeskHelpdesk(t, { sandbox: account })
    const { tickets, groups } = sandbox.account
    const [billing] = [...groups.values()].filter(({ name }) => name === 'Facturación').map(({ id }) => id)
    const count = 6_000
    for (let id = 1; id <= count; id += 1)
      tickets.set(id, storedTicket(id, noon - (count + 1 - id) * 1_000, null))
    let changes = 0
    const change = (id: number, more: Partial<StoredTicket>) => {
      const ticket = tickets.get(id)
      if (ticket !== undefined) Object.assign(ticket, more, { generatedAt: noon / 1_000 + ++changes })
    }
    let isFirst = true
    const { find, store, lines } = await openFinding(t, helpdesk, {
      clock,
      helpdesk: {
        ...helpdesk,
        listChangedSince: async (from, options) => {
          const read = await helpdesk.listChangedSince(from, options)
          if (isFirst) {
            isFirst = false
            change(2, { groupId: billing ?? null, status: 'solved', updatedAt: clock.now() })
            change(5_999, { status: 'deleted', updatedAt: clock.now() })
          }
          return read
        },
      },
    })
    find().start()
    await until(async () => ((await store.feed('main'))?.caughtUpAt ?? 0) > 0)
    const { predicted, skipped } = await store.counts({ helpdesk: 'main', since: 0 })
    t.equal(predicted, count - 1)
    t.same(skipped, { ended: 1 })
    t.match(await store.find('main', '2'), { outcome: 'right', left: { group: 'Facturación' } })
    t.match((await store.find('main', '5999'))?.skipped, 'ended')
    t.same(
      lines.filter((line) => /could not|again/.test(line)),
      [],
    )

    // A change by the system brings a ticket again with its old time.
    change(4, {})
    await clock.advance(minuteMs)
    await until(async () => (await store.feed('main'))?.caughtUpAt === clock.now())
    t.equal((await store.feed('main'))?.read, count + 1, 'nothing has changed')
  },
)

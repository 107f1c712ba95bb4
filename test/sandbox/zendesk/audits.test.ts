import t from 'tap'
import { openZendesk } from './open-zendesk.ts'

const account = {
  agents: [
    { name: 'Ada', email: 'ada@sandbox.example' },
    { name: 'Ana Ruiz', email: 'ana@acme.example' },
  ],
  groups: [{ name: 'First', agents: ['ana@acme.example'] }, { name: 'Billing' }],
} as const

t.test('each step of a ticket’s history says who did what, and by which way', async (t) => {
  const triggers = [
    { title: 'Urgent', contains: 'log in', set: { priority: 'urgent', tags: ['fast'] } },
  ] as const
  const { sandbox, call, create } = openZendesk({ ...account, triggers })
  const made = await create({ tags: ['bot'] })
  const [first, billing] = [...sandbox.account.groups.keys()]
  const [ada, ana] = [...sandbox.account.users.keys()]
  await call('PUT', '/tickets/1', { ticket: { group_id: billing, comment: { body: 'x', public: false } } })
  sandbox.people.edit(1, { group: 'First', agent: 'ana@acme.example' }, 'ana@acme.example')
  sandbox.people.automate(1, { status: 'solved' }, 'Close after a week')
  sandbox.people.answer(1, 'Not solved')
  const { audits } = (await call('GET', '/tickets/1/audits')).body
  const customer = sandbox.account.tickets.get(1)?.requesterId
  t.match(audits, [
    { author_id: ada, via: { channel: 'api' }, ticket_id: 1 },
    { author_id: ada, via: { channel: 'api' } },
    { author_id: ana, via: { channel: 'web' } },
    {
      author_id: -1,
      via: { channel: 'rule', source: { rel: 'automation', from: { title: 'Close after a week' } } },
    },
    { author_id: customer, via: { channel: 'email' } },
  ])
  const created: Record<string, unknown> = {}
  for (const event of audits[0].events) if (event.type === 'Create') created[event.field_name] = event.value
  t.same(created, {
    ...{ subject: 'I cannot log in', status: 'new', priority: null, type: null },
    ...{ requester_id: String(customer), group_id: String(first), tags: ['bot'] },
  })
  const rule = { channel: 'rule', source: { rel: 'trigger', from: { title: 'Urgent' } } }
  t.match(audits[0].events.slice(-2), [
    { type: 'Change', field_name: 'priority', previous_value: null, value: 'urgent', via: rule },
    { type: 'Change', field_name: 'tags', previous_value: ['bot'], value: ['bot', 'fast'], via: rule },
  ])
  t.match(audits[1].events, [
    { type: 'Comment', public: false, body: 'x' },
    { type: 'Change', field_name: 'group_id', value: String(billing), previous_value: String(first) },
  ])
  t.same(
    audits[4].events.map((event: { type: string; field_name?: string }) => event.field_name ?? event.type),
    ['Comment', 'status'],
  )
  t.equal(made.body.audit.id, audits[0].id, 'the answer to a write carries it too')
})

t.test('by pages, in the order asked for or, as may be, not', async (t) => {
  for (const auditsOrder of ['asked', 'oldest'] as const) {
    const { call, create } = openZendesk({ ...account, auditsOrder })
    await create()
    for (const priority of ['low', 'high', 'urgent'])
      await call('PUT', '/tickets/1', { ticket: { priority } })
    const page = async (query: string) => (await call('GET', `/tickets/1/audits?${query}`)).body
    const { audits, next_page: next } = await page('sort_order=desc&per_page=3')
    t.equal(audits.length, 3)
    t.equal(audits[0].events.at(-1).value === 'urgent', auditsOrder === 'asked')
    t.match(next, /page=2/)
    t.equal((await page('sort_order=desc&per_page=3&page=2')).next_page, null)
  }
})

t.test('nothing for what is not there, and nothing new for what changes nothing', async (t) => {
  const { call, create } = openZendesk(account)
  t.equal((await call('GET', '/tickets/1/audits')).status, 404)
  await create()
  await call('PUT', '/tickets/1', { ticket: { status: 'new' } })
  t.equal((await call('GET', '/tickets/1/audits')).body.audits.length, 1)
  await call('DELETE', '/tickets/1')
  t.equal((await call('GET', '/tickets/1/audits')).status, 404)
})

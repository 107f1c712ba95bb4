import t from 'tap'
import { openZendesk } from './open-zendesk.ts'

const minute = 60_000

t.test('lists go by cursor or by offset, and leave out deleted and archived tickets', async (t) => {
  const { call, create, account } = openZendesk({ limits: { total: 10_000 } })
  for (let at = 0; at < 7; at++) await create({ external_id: at < 2 ? 'twice' : `h-${at}` })
  t.equal((await call('GET', '/tickets?external_id=twice')).body.tickets.length, 2, 'not unique')
  await call('DELETE', '/tickets/7')
  const archived = account.tickets.get(6)
  if (archived !== undefined) archived.archived = true
  const seen: number[] = []
  let after = ''
  for (;;) {
    const { body } = await call('GET', `/tickets?page[size]=2${after}`)
    seen.push(...body.tickets.map(({ id }: { id: number }) => id))
    if (!body.meta.has_more) break
    after = `&page[after]=${body.meta.after_cursor}`
  }
  t.same(seen, [1, 2, 3, 4, 5])
  const page = await call('GET', '/tickets?per_page=2&page=2')
  t.match(page.body, { count: 5, next_page: /page=3/, tickets: [{ id: 3 }, { id: 4 }] })
  t.equal((await call('GET', '/tickets?per_page=100&page=101')).status, 400)
  t.match((await call('GET', '/deleted_tickets')).body, { deleted_tickets: [{ id: 7 }] })
  t.equal((await call('GET', '/tickets/7')).status, 404)
})

t.test('search lags, finds archived tickets, and ends at a thousand', async (t) => {
  const { call, create, clock, account } = openZendesk({
    groups: [{ name: 'Soporte' }],
    limits: { total: 10_000 },
  })
  await create({ tags: ['vip'], priority: 'urgent' })
  await create({ tags: ['vip', 'bot'], subject: 'Otra cosa' })
  const find = async (query: string): Promise<number[]> => {
    const { body } = await call('GET', `/search?query=${encodeURIComponent(`type:ticket ${query}`)}`)
    return body.results.map(({ id }: { id: number }) => id).toSorted()
  }
  t.same(await find('tags:vip'), [])
  clock.advance(2 * minute)
  t.same(await find('tags:vip'), [1, 2])
  t.same(await find('tags:vip -tags:bot'), [1])
  t.same(await find('requester:ana@example.com priority>high'), [1])
  t.same(await find('"Otra cosa" status<solved group:Soporte'), [2])
  t.same(await find('status:open status:new assignee:none'), [1, 2])
  t.same(await find('created>=2026-01-15T10:00:00Z created<2027-01-01'), [1, 2])
  await call('PUT', '/tickets/1', { ticket: { tags: [] } })
  t.same(await find('tags:vip'), [1, 2], 'the index has the old state')
  const second = account.tickets.get(2)
  if (second !== undefined) second.archived = true
  clock.advance(2 * minute)
  t.same(await find('tags:vip'), [2])
  t.equal((await call('GET', '/search?query=x&page=11')).status, 422)
  t.match((await call('GET', '/search/count?query=tags:vip')).body, { count: 1 })
  t.equal((await call('GET', '/search/export?query=type:ticket')).status, 422)
  const exported = await call('GET', '/search/export?query=tags:vip&filter[type]=ticket&page[size]=1')
  t.match(exported.body, { results: [{ id: 2 }], meta: { has_more: false } })
})

t.test(
  'the export tells of deleted tickets and of changes by the system, and goes on from its end',
  async (t) => {
    const { call, create, clock, account } = openZendesk()
    await create()
    await create()
    await call('DELETE', '/tickets/2')
    clock.advance(2 * minute)
    const start = Math.floor((clock.now() - 10 * minute) / 1000)
    const first = (await call('GET', `/incremental/tickets/cursor?start_time=${start}`)).body
    t.match(first, { end_of_stream: true, tickets: [{ id: 1 }, { id: 2, status: 'deleted' }] })
    const next = () => call('GET', `/incremental/tickets/cursor?cursor=${first.after_cursor}`)
    t.same((await next()).body.tickets, [])
    const touched = account.tickets.get(1)
    if (touched !== undefined) touched.generatedAt = Math.floor(clock.now() / 1000)
    t.match((await next()).body.tickets, [{ id: 1, updated_at: first.tickets[0].updated_at }])
    const recent = Math.floor(clock.now() / 1000)
    t.equal((await call('GET', `/incremental/tickets/cursor?start_time=${recent}`)).status, 422)
  },
)

t.test('people are made or found by address or external id, and the index of customers lags', async (t) => {
  const { call, clock } = openZendesk()
  const user = { name: 'Ana', phone: '+34600', external_id: 'X-1' }
  const made = await call('POST', '/users/create_or_update', { user })
  t.equal(made.status, 201)
  const again = await call('POST', '/users/create_or_update', { user: { ...user, external_id: 'x-1' } })
  t.match(again, { status: 200, body: { user: { id: made.body.user.id } } })
  await call('POST', '/users', { user: { name: 'B', email: 'b@example.com' } })
  t.match(await call('POST', '/users', { user: { name: 'B', email: 'b@example.com' } }), {
    status: 422,
    body: { details: { email: [{ error: 'DuplicateValue' }] } },
  })
  const search = async () => (await call('GET', '/users/search?query=email:b@example.com')).body.users
  t.same(await search(), [])
  clock.advance(2 * minute)
  t.match(await search(), [{ name: 'B' }])
  t.match((await call('GET', '/users/search?external_id=x-1')).body.users, [{ name: 'Ana' }])
})

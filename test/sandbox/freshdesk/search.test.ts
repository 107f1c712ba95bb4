import t from 'tap'
import { parseQuery } from '../../../src/sandbox/freshdesk/search/parse-query.ts'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

const inQuotes = (text: string) => `/search/tickets?query=${encodeURIComponent(`"${text}"`)}`

t.test('AND binds closer than OR, parentheses closer still', async (t) => {
  const term = (field: string, value: number) => ({ kind: 'term', field, operator: ':', value })
  t.same(parseQuery('a:1 OR b:2 AND c:3'), {
    kind: 'or',
    left: term('a', 1),
    right: { kind: 'and', left: term('b', 2), right: term('c', 3) },
  })
  t.same(parseQuery('(a:1 OR b:2) AND c:3'), {
    kind: 'and',
    left: { kind: 'or', left: term('a', 1), right: term('b', 2) },
    right: term('c', 3),
  })
})

t.test('values are numbers, booleans, null or quoted', async (t) => {
  const value = (text: string) => {
    const query = parseQuery(text)
    return query?.kind === 'term' ? query.value : undefined
  }
  t.equal(value('a:-1.5'), -1.5)
  t.equal(value('a:true'), true)
  t.equal(value('a:null'), null)
  t.equal(value("a:'x y'"), 'x y')
})

t.test('what is no query is none', async (t) => {
  for (const text of [
    '',
    'a',
    'a:',
    'a:b',
    'a:1 b:2',
    'a:1 AND',
    '(a:1',
    'a:1)',
    'a!=1',
    "a:'x",
    'AND',
    'a:1 or b:2',
  ]) {
    t.equal(parseQuery(text), null, text)
  }
})

t.test('the index lags, for new tickets and for changes', async (t) => {
  const { call, clock } = openSandbox({ searchDelayMs: 60_000 })
  await call('POST', '/tickets', newTicket())
  const total = async (query: string) => (await call('GET', inQuotes(query))).body.total
  t.equal(await total('status:2'), 0)
  clock.advance(60_000)
  t.equal(await total('status:2'), 1)
  await call('PUT', '/tickets/1', { status: 3 })
  t.same([await total('status:2'), await total('status:3')], [1, 0])
  clock.advance(60_000)
  t.same([await total('status:2'), await total('status:3')], [0, 1])
  await call('PUT', '/tickets/1', { status: 4 })
  await call('DELETE', '/tickets/1')
  t.equal(await total('status:3'), 1, 'still to be found for a while')
  clock.advance(60_000)
  t.equal(await total('status:4'), 0)
})

t.test('fields are searched as their kinds allow', async (t) => {
  const { call, account } = openSandbox({
    searchDelayMs: 0,
    groups: [{ name: 'Billing' }],
    fields: {
      custom: [
        { name: 'cf_text', kind: 'text' },
        { name: 'cf_number', kind: 'number' },
        { name: 'cf_check', kind: 'checkbox' },
        { name: 'cf_date', kind: 'date' },
        { name: 'cf_long', kind: 'paragraph' },
      ],
    },
  })
  const [group] = account.groups.keys()
  const custom_fields = { cf_text: 'ABC', cf_number: 7, cf_check: true, cf_date: '2026-03-01' }
  await call(
    'POST',
    '/tickets',
    newTicket({ tags: ['bot'], group_id: group, type: 'Question', custom_fields }),
  )
  await call('POST', '/tickets', newTicket({ priority: 4, due_by: '2026-02-01T12:00:00Z' }))
  const ids = async (query: string) =>
    (await call('GET', inQuotes(query))).body.results.map((ticket: { id: number }) => ticket.id)
  const cases: Record<string, number[]> = {
    'priority:>3': [2],
    'priority:<1': [1],
    'priority:1 AND status:2': [1],
    'priority:1 OR priority:4': [1, 2],
    "tag:'bot'": [1],
    'tag:null': [2],
    "type:'question'": [1],
    'group_id:null': [2],
    [`group_id:${group}`]: [1],
    'agent_id:null': [1, 2],
    "created_at:'2026-01-15'": [1, 2],
    "created_at:>'2026-01-16'": [],
    "created_at:<'2026-01-15'": [1, 2],
    "updated_at:>'2026-01-14'": [1, 2],
    "due_by:<'2026-02-01'": [2],
    'fr_due_by:null': [1, 2],
    "cf_text:'abc'": [1],
    'cf_number:7': [1],
    'cf_number:>8': [],
    'cf_check:true': [1],
    "cf_date:>'2026-02-01'": [1],
    "cf_text:>'A'": [],
  }
  for (const [query, expected] of Object.entries(cases)) t.same(await ids(query), expected, query)
  const { results } = (await call('GET', inQuotes('priority:4'))).body
  t.equal(results[0].description_text, 'It says no', 'with its description')
})

t.test('what cannot be searched is refused', async (t) => {
  const { call } = openSandbox({ fields: { custom: [{ name: 'cf_long', kind: 'paragraph' }] } })
  for (const field of [
    'subject',
    'description',
    'requester_id',
    'company_id',
    'Status',
    'cf_long',
    'cf_none',
  ]) {
    t.same(errorsOf(await call('GET', inQuotes(`${field}:'x'`))), [`${field} invalid_field`])
  }
  t.same(errorsOf(await call('GET', '/search/tickets?query=status:2')), ['query invalid_value'])
  t.same(errorsOf(await call('GET', '/search/tickets')), ['query invalid_value'])
  t.same(errorsOf(await call('GET', inQuotes('status=2'))), ['query invalid_value'])
  const long = `tag:'${'x'.repeat(506)}'`
  t.equal((await call('GET', inQuotes(long))).status, 200, '512 characters')
  t.equal((await call('GET', inQuotes(`${long} `))).status, 400)
})

t.test('300 results at most: 10 pages of 30', async (t) => {
  const limits = { total: 10_000, create: null }
  const { call } = openSandbox({ searchDelayMs: 0, limits })
  for (let count = 0; count < 31; count += 1) await call('POST', '/tickets', newTicket())
  const page = (number: number | string) => call('GET', `${inQuotes('status:2')}&page=${number}`)
  t.match((await page(1)).body, { total: 31 })
  t.equal((await page(1)).body.results.length, 30)
  t.equal((await page(2)).body.results.length, 1)
  t.equal((await page(10)).body.results.length, 0)
  for (const number of [11, 0, 'x']) t.same(errorsOf(await page(number)), ['page invalid_value'])
})

t.test('contacts are searched likewise', async (t) => {
  const { call, clock } = openSandbox()
  await call('POST', '/contacts', {
    name: 'Ana',
    email: 'ana@b.co',
    tags: ['vip'],
    custom_fields: { cf_a: 1 },
  })
  const total = async (query: string) =>
    (await call('GET', `/search/contacts?query=${encodeURIComponent(`"${query}"`)}`)).body.total
  t.equal(await total("email:'ana@b.co'"), 0)
  clock.advance(120_000)
  t.equal(await total("email:'ana@b.co'"), 1)
  t.equal(await total("tag:'vip' AND active:false AND cf_a:1"), 1)
  t.equal(await total('cf_b:null AND company_id:null'), 1)
  t.equal(await total("name:'Ana'"), undefined)
})

import t from 'tap'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'
import { filed } from '../ledger/new-entry.ts'
import { openApiApp } from './open-api-app.ts'

t.test('lists hand-offs newest first, a page at a time, with nothing personal', async (t) => {
  const { ask, put, clock } = await openApiApp(t)
  const ids: string[] = []
  for (const name of ['a', 'b', 'c']) {
    ids.unshift(await put(name))
    clock.jump(1000)
  }
  const first = await ask('GET', '/v1/handoffs?limit=2')
  t.equal(first.statusCode, 200)
  const page = first.json<{ handoffs: { id: string }[]; next: string }>()
  t.same(
    page.handoffs.map(({ id }) => id),
    ids.slice(0, 2),
  )
  t.match(page.handoffs[0], {
    source: 'botpress',
    helpdesk: 'main',
    state: 'received',
    received_at: '2026-11-20T12:00:02.000Z',
    ended_at: null,
    attempts: 0,
    ticket: null,
    flags: [],
    request_id: 'request-c',
  })
  t.notMatch(first.body, /ana@example\.org|log in/)
  const second = (await ask('GET', `/v1/handoffs?limit=2&cursor=${page.next}`)).json()
  t.match(second, { handoffs: [{ id: ids[2] }], next: null })
})

t.test('filters by state, source, time, help desk and flag', async (t) => {
  const { ask, put, claim, ledger, clock } = await openApiApp(t)
  const delivered = await put('a', {
    handoff: { requester: { email: 'a@example.org', phone: null, name: null } },
  })
  const claimed = await claim()
  await ledger.complete(claimed, {
    ticket: { id: '7', url: 'https://acme.freshdesk.com/a/tickets/7', action: 'created' },
    flags: ['possible-duplicate'],
    why: 'created',
  })
  clock.jump(3_600_000)
  const zapier = await put('b', { source: 'zapier' })
  const refused = await put('c', {
    refusal: 'nobody to answer',
    handoff: { requester: { email: null, phone: null, name: null } },
  })
  const idsOf = async (query: string) =>
    (await ask('GET', `/v1/handoffs?${query}`))
      .json<{ handoffs: { id: string }[] }>()
      .handoffs.map(({ id }) => id)
      .sort()
  t.same(await idsOf('state=delivered'), [delivered])
  t.same(await idsOf('state=received&state=refused'), [refused, zapier].sort())
  t.same(await idsOf('state=received,refused'), [refused, zapier].sort())
  t.same(await idsOf('source=zapier'), [zapier])
  t.same(await idsOf('flag=possible-duplicate'), [delivered])
  t.same(await idsOf('helpdesk=other'), [])
  t.same(await idsOf('received_before=2026-11-20T12:30:00Z'), [delivered])
  t.same(await idsOf('received_after=2026-11-20T13:30:00%2B01:00'), [refused, zapier].sort())
  t.same(await idsOf('received_after=2026-11-21'), [])
})

t.test('a filter that is not understood is named, not ignored', async (t) => {
  const { ask } = await openApiApp(t)
  for (const query of [
    'state=lost',
    'limit=0',
    'limit=201',
    'limit=many',
    'received_after=yesterday',
    'flag=x',
    'status=parked',
  ]) {
    const answer = await ask('GET', `/v1/handoffs?${query}`)
    t.equal(answer.statusCode, 400, query)
    t.match(answer.json(), { ok: false, code: 'invalid_request', errors: [{ field: String }] })
  }
})

t.test('shows one hand-off with content, classification, ticket and history', async (t) => {
  const { ask, put, claim, ledger } = await openApiApp(t)
  const id = await put('a', { handoff: { customFields: { plan: 'pro' }, extra: { visitor: 'v-1' } } })
  const claimed = await claim()
  await ledger.recordClassification(claimed, {
    category: 'access',
    type: null,
    group: null,
    priority: 'high',
    tags: [],
    customFields: { cf_x: 1 },
    decidedBy: 'bot',
    confidence: null,
    reasons: [{ code: 'bot-named', name: 'login' }],
  })
  await ledger.complete(claimed, {
    ticket: { id: '7', url: null, action: 'created' },
    flags: [],
    why: 'created',
  })
  const answer = await ask('GET', `/v1/handoffs/${id}`)
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), {
    id,
    state: 'delivered',
    ticket: { id: '7', url: null, action: 'created' },
    classification: {
      category: 'access',
      decided_by: 'bot',
      custom_fields: { cf_x: 1 },
      priority: 'high',
      reasons: ['The bot named the category “login”.'],
    },
    handoff: {
      user_email: 'ana@example.org',
      user_name: 'Ana',
      user_phone: null,
      conversation_summary: 'I cannot log in.',
      transcript: [{ from: 'user', text: 'I cannot log in.', at: null }],
      custom_fields: { plan: 'pro' },
      extra: { visitor: 'v-1' },
    },
  })
  const { history } = answer.json<{ history: { at: string; event: string }[] }>()
  t.ok(history.length >= 2)
  t.match(history[0], { at: '2026-11-20T12:00:00.000Z' })
})

t.test('an id that nobody knows is a 404', async (t) => {
  const { ask } = await openApiApp(t)
  for (const id of ['ho_nothing', '..%2f..%2fetc', "'%20or%201=1"]) {
    const answer = await ask('GET', `/v1/handoffs/${id}`)
    t.equal(answer.statusCode, 404, id)
    t.match(answer.json(), { ok: false, code: 'not_found' })
  }
  t.equal((await ask('GET', `/v1/handoffs/${'x'.repeat(90)}`)).statusCode, 400)
})

t.test('prints the custody sum, per source and day', async (t) => {
  const { ask, put } = await openApiApp(t)
  await put('a')
  await put('b', { refusal: 'no' })
  await put('c', { source: 'zapier' })
  const answer = await ask('GET', '/v1/custody')
  t.equal(answer.statusCode, 200)
  const sum = answer.json<{ days: { source: string }[] }>()
  t.match(sum, {
    received: 2,
    delivered: 0,
    under_way: 2,
    parked: 0,
    dismissed: 0,
    balanced: true,
    refused: 1,
  })
  t.match(
    sum.days.find(({ source }) => source === 'zapier'),
    { day: '2026-11-20', received: 1, under_way: 1, refused: 0 },
  )
})

t.test('a store that is unavailable is a 503 that says when to try again', async (t) => {
  const down = () => Promise.reject(new LedgerUnavailable('disk-full', 'Free some space.'))
  const { ask } = await openApiApp(t, { ledger: { list: down, find: down, custody: down, retryNow: down } })
  for (const [method, url] of [
    ['GET', '/v1/handoffs'],
    ['GET', '/v1/handoffs/x'],
    ['GET', '/v1/custody'],
    ['POST', '/v1/handoffs/x/retry'],
  ] as const) {
    const answer = await ask(method, url)
    t.equal(answer.statusCode, 503)
    t.ok(answer.headers['retry-after'])
    t.match(answer.json(), { ok: false, code: 'store_unavailable' })
  }
})

t.test('names the parameters that there are not', async (t) => {
  const { ask } = await openApiApp(t)
  const answer = await ask('GET', `/v1/handoffs?stat=parked&limit=1&${'x'.repeat(300)}=1`)
  t.equal(answer.statusCode, 400)
  t.same(answer.json().errors, [
    { field: 'stat', code: 'unrecognized_keys', message: 'There is no such parameter.' },
    { field: 'x'.repeat(100), code: 'unrecognized_keys', message: 'There is no such parameter.' },
  ])
})

t.test(
  'tells how often agents kept what was decided, of the last 30 days unless asked otherwise',
  async (t) => {
    const { ask, put, claim, ledger, clock } = await openApiApp(t)
    await put('a')
    const ticket = { id: '7', url: 'https://acme.freshdesk.com/a/tickets/7', action: 'created' as const }
    await ledger.complete(await claim(), { ticket, flags: [], why: 'created', filed })
    clock.jump(86_400_000)
    for (const review of await ledger.dueReviews({ helpdesk: 'main', limit: 9 }))
      await ledger.endReview(review, 'kept')
    const kept = async (query = '') => (await ask('GET', `/v1/classifications/kept${query}`)).json()
    const figure = { source: 'botpress', decided_by: 'bot', looked_at: 1, kept: 1, share: 1, high: 1 }
    t.match(await kept(), {
      since: '2026-10-22',
      figures: [
        { ...figure, category: null },
        { ...figure, category: 'billing' },
      ],
    })
    t.match(await kept('?since=2026-11-21'), { since: '2026-11-21', figures: [{ kept: 1 }, {}] })
    t.same(await kept('?since=2026-11-22T00:00:00Z'), { since: '2026-11-22', figures: [] })
    t.equal((await ask('GET', '/v1/classifications/kept?since=lately')).statusCode, 400)
  },
)

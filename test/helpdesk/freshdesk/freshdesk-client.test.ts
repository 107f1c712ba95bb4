import { HttpRequestInterceptor } from '@mswjs/interceptors/http'
import { HttpResponse, http } from 'msw'
import { defineNetwork, InterceptorSource } from 'msw/experimental'
import t, { type Test } from 'tap'
import { createFreshdeskClient } from '../../../src/helpdesk/freshdesk/freshdesk-client.ts'
import { readFreshdeskRefusal } from '../../../src/helpdesk/freshdesk/freshdesk-error.ts'
import { createHttpClient } from '../../../src/helpdesk/http-client.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createPassThroughGovernor } from '../pass-through-governor.ts'
import { loadFixture } from './load-fixture.ts'
import { createLogLines } from './open-test-helpdesk.ts'

const lane = { lane: 'new' } as const
const origin = 'https://acme.freshdesk.com'

interface Seen {
  method: string
  path: string
  authorization: string | null
  accept: string | null
  contentType: string | null
  body: string
}

/** A client in front of an intercepted Freshdesk that gives one answer to everything. */
const openIntercepted = async (t: Test, answer: () => Response) => {
  const seen: Seen[] = []
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
    handlers: [
      http.all(`${origin}/*`, async ({ request }) => {
        const url = new URL(request.url)
        const { headers, method } = request
        seen.push({
          method,
          path: `${url.pathname}${url.search}`,
          authorization: headers.get('authorization'),
          accept: headers.get('accept'),
          contentType: headers.get('content-type'),
          body: await request.text(),
        })
        return answer()
      }),
    ],
    onUnhandledFrame: 'error',
  })
  await network.enable()
  const governor = createPassThroughGovernor()
  const client = createHttpClient({
    helpdesk: 'main',
    baseUrl: { origin, prefix: '' },
    apiPath: '/api/v2',
    authorization: 'Basic a2V5Olg=',
    timeouts: { connect: 1_000, request: 2_000 },
    connections: 2,
    readRefusal: readFreshdeskRefusal,
    governor,
    clock: systemClock,
    logger: createLogLines().logger,
    observe: () => {},
  })
  t.teardown(async () => {
    await client.close()
    await network.disable()
  })
  return { client: createFreshdeskClient(client), seen, governor }
}

t.test('writes requests as the documents have them, and reads what comes back', async (t) => {
  const { client, seen, governor } = await openIntercepted(t, () =>
    HttpResponse.json(loadFixture('ticket-created') as object, {
      status: 201,
      headers: { 'X-Ratelimit-Total': '700', 'X-Ratelimit-Remaining': '699' },
    }),
  )
  const body = {
    email: 'marta@example.com',
    subject: 'x',
    description: '<p>x</p>',
    status: 2,
    priority: 1,
    source: 7,
  }
  t.match(await client.tickets.create(body, [], lane), {
    effect: 'done',
    value: { id: 1043, requester_id: 67013469919, due_by: undefined, custom_fields: { cf_items: null } },
  })
  t.same(seen, [
    {
      method: 'POST',
      path: '/api/v2/tickets',
      authorization: 'Basic a2V5Olg=',
      accept: 'application/json',
      contentType: 'application/json',
      body: JSON.stringify(body),
    },
  ])
  t.match(governor.observations, [{ status: 201, total: 700, remaining: 699 }])
  await client.tickets.update('1043', { status: 4, tags: ['a'] }, lane)
  t.match(seen[1], { method: 'PUT', path: '/api/v2/tickets/1043', body: '{"status":4,"tags":["a"]}' })
  await client.tickets.get('1043', lane, ['stats', 'requester'])
  t.match(seen[2], { method: 'GET', path: '/api/v2/tickets/1043?include=stats%2Crequester', body: '' })
  t.equal(governor.requests[2]?.cost, 3)
})

t.test('lists with filters, pages and includes, and counts their cost', async (t) => {
  const { client, seen, governor } = await openIntercepted(t, () =>
    HttpResponse.json(loadFixture('ticket-list') as object[], {
      headers: { link: `<${origin}/api/v2/tickets?page=3>; rel="next"` },
    }),
  )
  const query = {
    email: 'a+b@example.com',
    updatedSince: '2026-03-01T00:00:00Z',
    orderBy: 'updated_at',
    orderType: 'asc',
    include: ['description', 'stats'],
    page: 2,
    perPage: 50,
  } as const
  t.match(await client.tickets.list({ ...query, include: [...query.include] }, lane), {
    effect: 'done',
    hasNext: true,
    value: [
      { id: 1043, subject: null },
      { id: 1042, deleted: true },
    ],
  })
  t.same(Object.fromEntries(new URL(seen[0]?.path ?? '', origin).searchParams), {
    page: '2',
    per_page: '50',
    email: 'a+b@example.com',
    updated_since: '2026-03-01T00:00:00Z',
    order_by: 'updated_at',
    order_type: 'asc',
    include: 'description,stats',
  })
  t.match(seen[0]?.path, 'a%2Bb%40example.com')
  t.match(governor.requests, [{ operation: 'list-tickets', cost: 5 }])
})

t.test('reads everything else that it asks for', async (t) => {
  const answers: Record<string, string> = {}
  const name = { current: '' }
  const { client, seen, governor } = await openIntercepted(t, () =>
    HttpResponse.json(loadFixture(name.current) as object),
  )
  const ask = async <T>(fixture: string, path: string, call: () => Promise<T>): Promise<T> => {
    name.current = fixture
    const result = await call()
    t.equal(seen.at(-1)?.path, `/api/v2${path}`)
    answers[path] = fixture
    return result
  }
  const page = { page: 1, perPage: 30 }
  const paged = '?page=1&per_page=30'
  const { account, contacts, conversations, knowledge } = client
  t.match(await ask('agent-me', '/agents/me', () => account.me(lane)), {
    value: { id: 67013469900, contact: { email: 'bot@acme.example' } },
  })
  t.match(await ask('groups', `/groups${paged}`, () => account.groups(page, lane)), {
    value: [{ name: 'Facturación' }],
  })
  t.match(await ask('groups', '/products?per_page=100', () => account.products({}, lane)), { effect: 'done' })
  t.match(await ask('ticket-fields', '/ticket_fields', () => account.ticketFields(lane)), { effect: 'done' })
  t.match(
    await ask('contacts', '/contacts?per_page=100&phone=%2B34', () => contacts.list({ phone: '+34' }, lane)),
    {
      value: [{ id: 67013469919, email: null }],
    },
  )
  t.equal(governor.requests.at(-1)?.operation, 'list-contacts')
  t.match(
    await ask('conversations', `/tickets/7/conversations${paged}`, () => conversations.list('7', page, lane)),
    { value: [{ id: 67110000001, incoming: true }] },
  )
  t.match(await ask('places', `/solutions/categories${paged}`, () => knowledge.categories(page, lane)), {
    value: [{ name: 'General' }],
  })
  t.match(
    await ask('places', `/solutions/categories/7/folders${paged}`, () => knowledge.folders(7, page, lane)),
    {
      effect: 'done',
    },
  )
  t.match(
    await ask('places', `/solutions/folders/7/subfolders${paged}`, () => knowledge.subfolders(7, page, lane)),
    {
      effect: 'done',
    },
  )
  t.match(
    await ask('articles', `/solutions/folders/7/articles${paged}`, () => knowledge.articles(7, page, lane)),
    {
      value: [{ title: 'Cambiar la contraseña' }],
    },
  )
  t.match(await ask('places', '/canned_response_folders', () => knowledge.cannedFolders(lane)), {
    effect: 'done',
  })
  t.match(
    await ask('canned-responses', `/canned_response_folders/7/responses${paged}`, () =>
      knowledge.cannedResponses(7, page, lane),
    ),
    { value: [{ title: 'Saludo' }] },
  )
})

t.test('reads single records, writes contacts and replies', async (t) => {
  const one = (list: string): object => (loadFixture(list) as object[])[0] ?? {}
  const answer = { current: one('contacts') }
  const { client, seen } = await openIntercepted(t, () => HttpResponse.json(answer.current))
  t.match(await client.contacts.get('7', lane), { value: { mobile: '+34600112233' } })
  await client.contacts.create({ name: 'Marta', mobile: '+34600112233' }, lane)
  t.match(seen.at(-1), {
    method: 'POST',
    path: '/api/v2/contacts',
    body: '{"name":"Marta","mobile":"+34600112233"}',
  })
  answer.current = one('articles')
  t.match(await client.knowledge.article(7, lane), { value: { status: 2 } })
  answer.current = one('canned-responses')
  t.match(await client.knowledge.cannedResponse(7, lane), { value: { content: /Hola/ } })
  answer.current = one('conversations')
  t.match(await client.conversations.reply('7', { body: '<p>x</p>' }, [], lane), {
    value: { id: 67110000001 },
  })
  t.match(seen.at(-1), { method: 'POST', path: '/api/v2/tickets/7/reply', body: '{"body":"<p>x</p>"}' })
})

t.test('reads the vendor’s refusals, and no addresses with them', async (t) => {
  const { client } = await openIntercepted(t, () =>
    HttpResponse.json(loadFixture('error-400') as object, { status: 400 }),
  )
  const result = await client.tickets.get('1', lane)
  t.match(result, {
    effect: 'none',
    failure: {
      kind: 'invalid',
      status: 400,
      faults: [
        { field: 'status', code: 'datatype_mismatch' },
        { field: 'custom_fields.cf_channel', code: 'invalid_value' },
        { field: 'email', message: "… is not in the 'valid email address' format" },
      ],
    },
  })
  t.notMatch(JSON.stringify(result), 'marta@')
})

t.test('reads who is in the way of a duplicate', async (t) => {
  t.match(readFreshdeskRefusal(loadFixture('error-409')), {
    faults: [{ field: 'email', code: 'duplicate_value' }],
    existingId: '67013469919',
  })
  t.match(readFreshdeskRefusal(loadFixture('error-401')), { code: 'invalid_credentials', faults: [] })
  for (const body of [undefined, null, '<html>', 7, [], { errors: 'x' }, { errors: [null] }]) {
    t.match(readFreshdeskRefusal(body), { code: null, faults: [], existingId: null })
  }
  t.match(readFreshdeskRefusal({ errors: [{}] }), { faults: [{ field: '', code: '', message: '' }] })
})

t.test('a network that fails is a network that fails when intercepted too', async (t) => {
  const { client } = await openIntercepted(t, () => HttpResponse.error())
  t.match(await client.account.me(lane), { failure: { kind: 'unavailable', status: null } })
})

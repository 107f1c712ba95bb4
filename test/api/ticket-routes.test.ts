import t from 'tap'
import type { Capabilities, TicketQuery } from '../../src/helpdesk/ticket-desk.ts'
import type { Refusal } from '../../src/tickets/tickets.ts'
import { key } from './open-api-app.ts'
import { capabilities, failed, given, helpdesks, openScripted, ticket, writes } from './scripted-tickets.ts'

t.test('what is found is answered under the outside names', async (t) => {
  const { ask } = await openScripted(t)
  const page = (await ask('GET', '/v1/tickets')).json()
  t.match(page, { next: 'n', total: 3, complete: false })
  t.match(page.tickets[0], { id: '7', status_label: 'Open', group_id: '2', updated_at: ticket.updatedAt })
  const conversation = (await ask('GET', '/v1/tickets/7/conversation')).json()
  t.match(conversation, {
    next: null,
    messages: [{ author_name: 'Ana', attachments: [{ content_type: 'text/plain' }] }],
  })
  t.match((await ask('GET', '/v1/tickets/7/latest-message')).json(), {
    message: { id: '70', ticket_id: '7' },
  })
  const list = (await ask('GET', '/v1/helpdesks')).json()
  t.match(list.helpdesks, [
    { name: 'main', default: true, capabilities: { find_at_most: 1000 }, availability: { state: 'open' } },
    { name: 'second', availability: { state: 'shut', reason: 'outage', since: '2026-11-20T11:00:00.000Z' } },
  ])
  t.same(list.helpdesks[1].capabilities.find_by, ['q'])
})

t.test('no customer has written: the message is null', async (t) => {
  const { ask } = await openScripted(t, { latestCustomerMessage: async () => ({ ok: true, value: null }) })
  t.same((await ask('GET', '/v1/tickets/7/latest-message')).json(), { message: null })
})

t.test('every parameter becomes its condition', async (t) => {
  const all: Capabilities = {
    ...capabilities,
    conditions: [
      ...capabilities.conditions,
      ...([
        'requesterPhone',
        'requesterId',
        'group',
        'text',
        'createdBefore',
        'updatedAfter',
        'updatedBefore',
      ] as const),
    ],
  }
  const [main] = helpdesks
  const { ask, calls } = await openScripted(t, {
    helpdesks: () => (main === undefined ? [] : [{ ...main, capabilities: all }]),
  })
  const query = [
    'requester_email=ana@example.org',
    'requester_phone=%2B34600112233',
    'requester_id=1',
    'status=open,pending&status=other',
    'priority=high',
    'type=Question,%20really&type=Incident',
    'group=Billing',
    'agent=none',
    'tag=a,b&tag=c',
    'q=invoice%20may',
    'field=cf_x:1:2&field=Order%20number:%201042',
    'created_after=2026-11-01',
    'created_before=2026-11-02T01:00:00%2B01:00',
    'updated_after=2026-11-03T00:00:00Z',
    'updated_before=2026-11-04',
    'order=created',
    'limit=7',
    'cursor=c',
    'helpdesk=main',
  ].join('&')
  t.equal((await ask('GET', `/v1/tickets?${query}`)).statusCode, 200)
  const [[verb, asked, at] = []] = calls
  t.equal(verb, 'find')
  const expected: TicketQuery = {
    requesterEmail: 'ana@example.org',
    requesterPhone: '+34600112233',
    requesterId: '1',
    status: ['open', 'pending', 'other'],
    priority: ['high'],
    type: ['Question, really', 'Incident'],
    group: 'Billing',
    agent: 'none',
    tags: ['a', 'b', 'c'],
    text: 'invoice may',
    customFields: { cf_x: '1:2', 'Order number': '1042' },
    createdAfter: '2026-11-01T00:00:00.000Z',
    createdBefore: '2026-11-02T00:00:00.000Z',
    updatedAfter: '2026-11-03T00:00:00.000Z',
    updatedBefore: '2026-11-04T00:00:00.000Z',
    order: { by: 'created', direction: 'ascending' },
    limit: 7,
    cursor: 'c',
  }
  t.same(asked, expected)
  t.match(at, { helpdesk: 'main', reference: String })
  await ask('GET', '/v1/tickets')
  t.same(calls[1]?.[1], { order: { by: 'updated', direction: 'descending' }, limit: 25 })
  t.notMatch(calls[1]?.[2], { helpdesk: String })
})

t.test('what is not as documented is refused with its name, and nothing is asked', async (t) => {
  const { ask, calls, access } = await openScripted(t)
  const file = { name: 'a.txt', content_base64: 'aGk=' }
  const cases: [string, string, object | undefined, string][] = [
    ['GET', '/v1/tickets?status=lost', undefined, 'status.0'],
    ['GET', '/v1/tickets?field=novalue', undefined, 'field.0'],
    ['GET', '/v1/tickets?field=a:1&field=a:2', undefined, 'field'],
    ['GET', '/v1/tickets?limit=101', undefined, 'limit'],
    ['GET', '/v1/tickets?created_after=yesterday', undefined, 'created_after'],
    ['GET', '/v1/tickets?order=priority', undefined, 'order'],
    ['GET', '/v1/tickets?requester_email=ana', undefined, 'requester_email'],
    ['GET', '/v1/tickets?who=ana', undefined, 'who'],
    ['GET', '/v1/tickets/7/conversation?limit=0', undefined, 'limit'],
    ['GET', '/v1/tickets/a%20b', undefined, 'id'],
    ['GET', `/v1/tickets/${'1'.repeat(65)}`, undefined, 'id'],
    ['POST', '/v1/tickets/7/replies', { text: ' \n' }, 'text'],
    ['POST', '/v1/tickets/7/replies', { text: 'x'.repeat(60_001) }, 'text'],
    ['POST', '/v1/tickets/7/replies', { text: 'x', cc: ['ana'] }, 'cc.0'],
    ['POST', '/v1/tickets/7/replies', { text: 'x', cc: Array(51).fill('a@example.org') }, 'cc'],
    ['POST', '/v1/tickets/7/replies', { text: 'x', status: 'other' }, 'status'],
    ['POST', '/v1/tickets/7/replies', { text: 'x', html: 'y' }, 'html'],
    ['POST', '/v1/tickets/7/replies', { text: 'x', attachments: Array(11).fill(file) }, 'attachments'],
    [
      'POST',
      '/v1/tickets/7/notes',
      { text: 'x', attachments: [{ ...file, name: '../a' }] },
      'attachments.0.name',
    ],
    [
      'POST',
      '/v1/tickets/7/notes',
      { text: 'x', attachments: [{ ...file, content_base64: 'a?' }] },
      'attachments.0.content_base64',
    ],
    [
      'POST',
      '/v1/tickets/7/notes',
      { text: 'x', attachments: [{ ...file, content_base64: '' }] },
      'attachments.0.content_base64',
    ],
    [
      'POST',
      '/v1/tickets/7/notes',
      { text: 'x', attachments: [{ ...file, content_type: 'text' }] },
      'attachments.0.content_type',
    ],
    ['POST', '/v1/tickets/7/handover', {}, 'summary'],
    ['POST', '/v1/tickets/7/handover', { summary: 'x', tried: Array(51).fill('y') }, 'tried'],
    ['POST', '/v1/tickets/7/handover', { summary: 'x', language: '<b>' }, 'language'],
    ['PUT', '/v1/tickets/7/assignment', {}, 'body'],
    ['PATCH', '/v1/tickets/7', {}, 'body'],
    ['PATCH', '/v1/tickets/7', { add_tags: [] }, 'add_tags'],
    ['PATCH', '/v1/tickets/7', { add_tags: Array(51).fill('a') }, 'add_tags'],
    ['PATCH', '/v1/tickets/7', { custom_fields: { a: { b: 1 } } }, 'custom_fields.a'],
    [
      'PATCH',
      '/v1/tickets/7',
      { custom_fields: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`f${n}`, n])) },
      'custom_fields',
    ],
  ]
  for (const [method, url, body, field] of cases) {
    const answer = await ask(method as 'GET', url, body)
    t.equal(answer.statusCode, 400, `${method} ${url} ${field}`)
    t.match(answer.json(), { ok: false, code: 'invalid_request', errors: [{ field }] }, field)
  }
  t.same(calls, [])
  t.same((await access.trail.list({ limit: 1 })).entries, [], 'what is no write is in no trail')
})

t.test('files come as the bytes that were sent', async (t) => {
  const { ask, calls } = await openScripted(t)
  const large = Buffer.alloc(600_000, 0xe9)
  const attachments = [
    { name: 'ñ.txt', content_type: 'text/plain', content_base64: Buffer.from('holá').toString('base64') },
    { name: 'large', content_base64: large.toString('base64') },
  ]
  t.equal((await ask('POST', '/v1/tickets/7/replies', { text: 'x', attachments })).statusCode, 201)
  const { files } = given<{ files: { name: string; contentType: string; bytes: Uint8Array }[] }>(calls[0])
  t.same(
    files.map(({ name, contentType }) => [name, contentType]),
    [
      ['ñ.txt', 'text/plain'],
      ['large', 'application/octet-stream'],
    ],
  )
  t.equal(Buffer.from(files[0]?.bytes ?? []).toString(), 'holá')
  t.equal(large.compare(files[1]?.bytes ?? Buffer.alloc(0)), 0)
  t.notOk(
    files.some(({ bytes }) => Buffer.isBuffer(bytes)),
    'plain bytes, which do not make lists of themselves in JSON',
  )
})

t.test('a write is answered with what stands in the ticket, and says whether it is a repeat', async (t) => {
  const { ask, calls } = await openScripted(t)
  const answers = []
  for (const [method, url, body] of writes) answers.push(await ask(method, `${url}?helpdesk=main`, body))
  t.same(
    answers.map(({ statusCode }) => statusCode),
    [201, 200, 200, 200, 200],
  )
  const [reply, note, handover, assignment, patch] = answers.map((answer) => answer.json())
  t.match(reply, {
    ok: true,
    duplicate: false,
    ticket_id: '7',
    message_id: '71',
    adopted: false,
    status_problem: null,
  })
  t.match(note, { ok: true, duplicate: true, private: true })
  t.match(handover, {
    ok: true,
    duplicate: false,
    why: 'named',
    note_id: '72',
    promise: { first_response_minutes: 60 },
  })
  t.match(assignment, { ok: true, duplicate: false, ticket: { id: '7' }, unmapped: [] })
  t.match(patch, { ok: true, unmapped: [{ field: 'x', value: '1', why: 'unknown-field' }] })
  t.equal(answers[0]?.headers['location'], '/v1/tickets/7/conversation?helpdesk=main')
  t.ok(answers[4]?.headers['etag'])
  t.same(
    calls.map(([verb, id]) => [verb, id]),
    writes.map(([, , , verb]) => [verb, '7']),
  )
  t.same(calls[0]?.[2], { text: 'Hi', cc: [], files: [], status: null })
  t.same(calls[1]?.[2], { text: 'Hi', private: true, files: [] })
  t.match(calls[2]?.[2], {
    agent: null,
    group: null,
    pickAgent: true,
    status: 'open',
    tried: [],
    question: null,
  })
  t.same(calls[3]?.[2], { group: 'Billing' })
  t.same(calls[4]?.[2], { status: 'solved' })
  for (const call of calls) t.match(call[3], { who: 'api', key: null, helpdesk: 'main', reference: String })
})

t.test('a change says everything that there is to change', async (t) => {
  const { ask, calls } = await openScripted(t)
  await ask('PATCH', '/v1/tickets/7', {
    subject: 'New',
    status: 'pending',
    status_label: 'Waiting',
    priority: 'low',
    type: null,
    add_tags: ['a'],
    remove_tags: ['b'],
    custom_fields: { cf_a: null, cf_b: ['x', 1] },
    agent: null,
    group: 'Billing',
  })
  t.same(calls[0]?.[2], {
    subject: 'New',
    status: 'pending',
    statusLabel: 'Waiting',
    priority: 'low',
    type: null,
    addTags: ['a'],
    removeTags: ['b'],
    customFields: { cf_a: null, cf_b: ['x', 1] },
    agent: null,
    group: 'Billing',
  })
})

t.test('a key is handed on as it came; one that is none is refused before anything is done', async (t) => {
  const { ask, calls } = await openScripted(t)
  for (const [method, url, body] of writes) {
    const answer = await ask(method, url, body, undefined, { 'idempotency-key': `a:${url}` })
    t.ok(answer.statusCode < 300)
    t.match(calls.at(-1)?.[3], { key: `a:${url}` })
    for (const bad of ['', 'a b', 'x'.repeat(256), 'é']) {
      const refused = await ask(method, url, body, undefined, { 'idempotency-key': bad })
      t.equal(refused.statusCode, 400, bad)
      t.match(refused.json(), { ok: false, code: 'bad_idempotency_key' })
    }
  }
  t.equal(calls.length, writes.length)
})

t.test('a ticket has a tag, and is not sent again to who has that version', async (t) => {
  let now = ticket
  const { ask } = await openScripted(t, { show: async () => ({ ok: true, value: now }) })
  const first = await ask('GET', '/v1/tickets/7')
  const tag = String(first.headers['etag'])
  t.match(tag, /^"2026-11-20T10:00:00Z\.[\w-]{16}"$/)
  const read = (known: string) =>
    ask('GET', '/v1/tickets/7', undefined, undefined, { 'if-none-match': known })
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const answer = await read(known)
    t.equal(answer.statusCode, 304, known)
    t.equal(answer.body, '')
    t.equal(answer.headers['etag'], tag)
  }
  t.equal((await read('"other"')).statusCode, 200)
  now = { ...ticket, status: 'solved' }
  t.equal((await read(tag)).statusCode, 200, 'changed within the same second')
})

t.test('If-Match makes a change depend on the version', async (t) => {
  const { ask, calls } = await openScripted(t)
  const tag = String((await ask('GET', '/v1/tickets/7')).headers['etag'])
  const older = tag.replace('T10', 'T09')
  const sinceOf = (call: unknown[] | undefined) => given<{ ifUnchangedSince?: string }>(call).ifUnchangedSince
  for (const [method, url, body] of writes.slice(3)) {
    const write = (ifMatch: string) => ask(method, url, body, undefined, { 'if-match': ifMatch })
    for (const ifMatch of [tag, `${older}, ${tag}`, `"x",${tag}`]) {
      t.equal((await write(ifMatch)).statusCode, 200, ifMatch)
      t.equal(sinceOf(calls.at(-1)), ticket.updatedAt)
    }
    t.equal((await write('*')).statusCode, 200)
    t.equal(sinceOf(calls.at(-1)), undefined)
    const before = calls.length
    for (const ifMatch of [`W/${tag}`, '"abc"', 'abc', '', '"2026-99-99T00:00:00Z.0123456789abcdef"']) {
      const answer = await write(ifMatch)
      t.equal(answer.statusCode, 412, ifMatch)
      t.match(answer.json(), { ok: false, code: 'precondition_failed' })
    }
    t.equal(calls.length, before, 'nothing was asked for')
  }
})

t.test('whoever hangs up is not asked for any more, but what they wrote is finished', async (t) => {
  const signals = new Map<string, AbortSignal | undefined>()
  const asked = new Map<string, PromiseWithResolvers<void>>(
    ['show', 'reply'].map((verb) => [verb, Promise.withResolvers()]),
  )
  const pending = Promise.withResolvers<{ ok: false; refusal: Refusal }>()
  const told = (verb: string, at: { signal?: AbortSignal }) => {
    signals.set(verb, at.signal)
    asked.get(verb)?.resolve()
    return pending.promise
  }
  const { app } = await openScripted(t, {
    show: (_id, at) => told('show', at),
    reply: (_id, _reply, at) => told('reply', at),
  })
  t.teardown(() => pending.resolve({ ok: false, refusal: failed({ kind: 'gone', message: '' }) }))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const hungUp = new AbortController()
  const ask = (path: string, init: RequestInit) =>
    fetch(`${url}/v1/tickets/7${path}`, { ...init, signal: hungUp.signal }).catch(() => null)
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  const requests = [
    ask('', { headers }),
    ask('/replies', { method: 'POST', headers, body: JSON.stringify({ text: 'Hi' }) }),
  ]
  await Promise.all([...asked.values()].map(({ promise }) => promise))
  const reading = signals.get('show')
  t.equal(reading?.aborted, false)
  const aborted = new Promise((resolve) => reading?.addEventListener('abort', resolve))
  hungUp.abort()
  await aborted
  t.equal(reading?.aborted, true)
  t.equal(signals.get('reply'), undefined, 'a write is not stopped halfway')
  await Promise.all(requests)
})

import t, { type Test } from 'tap'
import type { Message, Ticket } from '../../schemas/ticket.ts'
import type { Failure } from '../../src/helpdesk/outcome.ts'
import type { Capabilities, TicketQuery } from '../../src/helpdesk/ticket-desk.ts'
import type { HelpdeskSummary, Refusal, Tickets, WriteRefusal } from '../../src/tickets/tickets.ts'
import { TicketsUnavailable } from '../../src/tickets/tickets-unavailable.ts'
import { key, openApiApp } from './open-api-app.ts'

const ticket: Ticket = {
  id: '7',
  url: 'https://help.example/7',
  subject: 'Invoice',
  status: 'open',
  statusLabel: 'Open',
  priority: 'high',
  type: null,
  tags: ['a'],
  requesterId: '1',
  agentId: null,
  groupId: '2',
  deleted: false,
  customFields: { cf_x: 1 },
  externalId: null,
  createdAt: '2026-11-20T09:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
}
const message: Message = {
  id: '70',
  ticketId: '7',
  from: 'customer',
  authorId: '1',
  authorName: 'Ana',
  private: false,
  html: '<p>Hi</p>',
  text: 'Hi',
  attachments: [{ id: '1', name: 'a.txt', contentType: 'text/plain', bytes: 3, url: null }],
  createdAt: '2026-11-20T09:00:00Z',
}
const capabilities: Capabilities = {
  findAtMost: 1000,
  conditions: [
    'requesterEmail',
    'status',
    'customFields',
    'tags',
    'createdAfter',
    'type',
    'priority',
    'agent',
  ],
  ifUnchanged: 'read',
  idempotentCreateSeconds: null,
  changes: 'time',
  knowledge: true,
  agentAvailability: false,
  reply: true,
  attachments: true,
  account: ['companies'],
  archive: null,
}
const helpdesks: HelpdeskSummary[] = [
  { name: 'main', vendor: 'freshdesk', default: true, capabilities, availability: { state: 'open' } },
  {
    name: 'second',
    vendor: 'zendesk',
    default: false,
    capabilities: { ...capabilities, conditions: ['text'] },
    availability: {
      state: 'shut',
      reason: 'outage',
      since: Date.UTC(2026, 10, 20, 11),
      until: null,
      why: 'No connection.',
    },
  },
]
const said = {
  ticketId: '7',
  messageId: '71',
  private: false,
  createdAt: '2026-11-20T12:00:00Z',
  adopted: false,
  statusProblem: null,
}
const handedOver = {
  ticketId: '7',
  url: ticket.url,
  agent: { id: '5', name: 'Luis' },
  group: null,
  why: 'named' as const,
  noteId: '72',
  noteProblem: null,
  promise: { text: 'Soon.', officeHours: null, isOpen: null, firstResponseMinutes: 60 },
}

const failed = (failure: Failure): Refusal => ({ kind: 'failed', failure })

/** Everything goes well unless `change` says otherwise; `calls` tells what was asked for. */
const open = async (t: Test, change: Partial<Tickets> = {}) => {
  const calls: unknown[][] = []
  const tickets: Partial<Tickets> = {
    helpdesks: () => helpdesks,
    find: async () => ({ ok: true, value: { tickets: [ticket], next: 'n', total: 3, complete: false } }),
    show: async () => ({ ok: true, value: ticket }),
    conversation: async () => ({ ok: true, value: { messages: [message], next: null } }),
    latestCustomerMessage: async () => ({ ok: true, value: message }),
    reply: async () => ({ ok: true, value: said, duplicate: false }),
    note: async () => ({ ok: true, value: { ...said, private: true }, duplicate: true }),
    assign: async () => ({ ok: true, value: { ticket, unmapped: [] }, duplicate: false }),
    update: async () => ({
      ok: true,
      value: { ticket, unmapped: [{ field: 'x', value: '1', why: 'unknown-field' }] },
      duplicate: false,
    }),
    handOver: async () => ({ ok: true, value: handedOver, duplicate: false }),
    ...change,
  }
  const told = Object.fromEntries(
    Object.entries(tickets).map(([name, verb]) => [
      name,
      (...args: never[]) => {
        if (name !== 'helpdesks') calls.push([name, ...args])
        return (verb as (...args: never[]) => unknown)(...args)
      },
    ]),
  )
  return { ...(await openApiApp(t, { tickets: told })), calls }
}

/** What a verb was given besides the ticket's id. */
const given = <T>(call: unknown[] | undefined): T => {
  if (call === undefined) throw new Error('It was not asked.')
  return call[2] as T
}

/** The routes that write, each with a body that it takes. */
const writes = [
  ['POST', '/v1/tickets/7/replies', { text: 'Hi' }, 'reply'],
  ['POST', '/v1/tickets/7/notes', { text: 'Hi' }, 'note'],
  ['POST', '/v1/tickets/7/handover', { summary: 'Help' }, 'handOver'],
  ['PUT', '/v1/tickets/7/assignment', { group: 'Billing' }, 'assign'],
  ['PATCH', '/v1/tickets/7', { status: 'solved' }, 'update'],
] as const

t.test('what is found is answered under the outside names', async (t) => {
  const { ask } = await open(t)
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
  const { ask } = await open(t, { latestCustomerMessage: async () => ({ ok: true, value: null }) })
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
  const { ask, calls } = await open(t, {
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

t.test('a condition that the help desk lacks is named', async (t) => {
  const refusal = failed({ kind: 'unsupported', message: 'It cannot look for words.' })
  const { ask } = await open(t, { find: async () => ({ ok: false, refusal }) })
  const answer = await ask('GET', '/v1/tickets?q=invoice&status=open&updated_after=2026-11-01')
  t.equal(answer.statusCode, 422)
  const { code, errors } = answer.json()
  t.equal(code, 'unsupported')
  t.same(
    errors.map(({ field }: { field: string }) => field),
    ['q', 'updated_after'],
  )
  t.match((await ask('GET', '/v1/tickets?status=open&helpdesk=second')).json(), {
    errors: [{ field: 'status' }],
  })
  const other = (await ask('GET', '/v1/tickets?status=open')).json()
  t.match(
    other,
    { code: 'unsupported', detail: 'It cannot look for words.' },
    'what is no condition is told as it is',
  )
})

t.test('what is not as documented is refused with its name, and nothing is asked', async (t) => {
  const { ask, calls, access } = await open(t)
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
  const { ask, calls } = await open(t)
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
  const { ask, calls } = await open(t)
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
  const { ask, calls } = await open(t)
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
  const { ask, calls } = await open(t)
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
  const { ask } = await open(t, { show: async () => ({ ok: true, value: now }) })
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
  const { ask, calls } = await open(t)
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

const now = Date.UTC(2026, 10, 20, 12)
const fault = { field: 'statusLabel', code: 'not_a_choice', message: 'There is no such state.' }

t.test('every refusal has its problem', async (t) => {
  const table: [
    name: string,
    refusal: Refusal | WriteRefusal,
    status: number,
    code: string,
    retryAfter?: string,
  ][] = [
    ['no help desk', { kind: 'no-helpdesk', message: 'Which?', choices: ['a', 'b'] }, 422, 'no_helpdesk'],
    ['none at all', { kind: 'no-helpdesk', message: 'Which?', choices: [] }, 422, 'no_helpdesk'],
    ['key', { kind: 'key-conflict' }, 409, 'idempotency_conflict'],
    ['under way', { kind: 'under-way', retryAfterMs: 1500 }, 409, 'under_way', '2'],
    [
      'unknown',
      {
        kind: 'unknown-outcome',
        failure: { kind: 'unavailable', message: '', status: null, code: null },
        retryAfterMs: 20_000,
      },
      504,
      'outcome_unknown',
      '20',
    ],
    [
      'unknown, sets',
      {
        kind: 'unknown-outcome',
        failure: { kind: 'unavailable', message: '', status: null, code: null },
        retryAfterMs: null,
      },
      504,
      'outcome_unknown',
      '30',
    ],
    ['not found', failed({ kind: 'not-found', message: 'secret' }), 404, 'not_found'],
    ['gone', failed({ kind: 'gone', message: 'secret' }), 410, 'gone'],
    ['conflict', failed({ kind: 'conflict', message: 'secret' }), 409, 'conflict'],
    [
      'invalid',
      failed({ kind: 'invalid', message: 'secret', status: 422, faults: [fault] }),
      422,
      'invalid_value',
    ],
    [
      'invalid, silent',
      failed({ kind: 'invalid', message: 'secret', status: 400, faults: [] }),
      422,
      'invalid_value',
    ],
    ['too large', failed({ kind: 'too-large', message: 'secret' }), 413, 'too_large'],
    ['unsupported', failed({ kind: 'unsupported', message: 'It cannot.' }), 422, 'unsupported'],
    [
      'busy',
      failed({ kind: 'rate-limited', message: 'secret', retryAt: now + 4200 }),
      503,
      'helpdesk_busy',
      '5',
    ],
    [
      'busy, over',
      failed({ kind: 'rate-limited', message: 'secret', retryAt: now - 1 }),
      503,
      'helpdesk_busy',
      '1',
    ],
    [
      'held',
      failed({ kind: 'held', message: 'Out.', retryAt: now + 9000 }),
      503,
      'helpdesk_unavailable',
      '9',
    ],
    [
      'held, for how long',
      failed({ kind: 'held', message: 'Out.', retryAt: null }),
      503,
      'helpdesk_unavailable',
      '30',
    ],
    [
      'credentials',
      failed({ kind: 'credentials', message: 'secret', status: 401 }),
      502,
      'helpdesk_credentials',
    ],
    [
      'forbidden',
      failed({ kind: 'forbidden', message: 'secret', status: 403, code: 'secret' }),
      502,
      'helpdesk_forbidden',
    ],
    [
      'no answer',
      failed({ kind: 'unavailable', message: 'secret', status: null, code: 'secret' }),
      503,
      'helpdesk_unavailable',
      '30',
    ],
    [
      'an error',
      failed({ kind: 'unavailable', message: 'secret', status: 500, code: null }),
      502,
      'helpdesk_error',
      '30',
    ],
  ]
  let refusal: Refusal | WriteRefusal = { kind: 'key-conflict' }
  const refused = async () => ({ ok: false as const, refusal })
  const { ask, access } = await open(t, {
    reply: refused,
    note: refused,
    handOver: refused,
    assign: refused,
    update: refused,
  })
  let asked = 0
  for (const [name, told, status, code, retryAfter] of table) {
    refusal = told
    // One route each is enough: all of them go by the same table, which the first shows.
    const routes = asked === 0 ? writes : writes.slice(asked % writes.length).slice(0, 1)
    for (const [method, url, body] of routes) {
      asked++
      const answer = await ask(method, url, body)
      t.equal(answer.statusCode, status, `${name}: ${url}`)
      t.match(answer.headers['content-type'], /^application\/problem\+json/)
      t.match(answer.json(), { ok: false, status, code })
      t.equal(answer.headers['retry-after'], retryAfter, name)
      t.notMatch(answer.body, 'secret', 'words of the help desk stay inside')
    }
  }
  const { entries } = await access.trail.list({ limit: 200 })
  t.equal(entries.length, table.length + writes.length - 1, 'each stands in the trail')
  for (const entry of entries) {
    t.match(entry, { who: 'api', subject: { kind: 'ticket', id: '7' } })
    const { status } = entry
    const expected = status === 504 ? 'unknown' : Number(status) >= 500 ? 'failed' : 'refused'
    t.equal(entry.outcome, expected, String(status))
  }
})

t.test('the same of what reads', async (t) => {
  const table: [Refusal, number, string][] = [
    [failed({ kind: 'not-found', message: 'secret' }), 404, 'not_found'],
    [failed({ kind: 'held', message: 'Out.', retryAt: null }), 503, 'helpdesk_unavailable'],
    [failed({ kind: 'credentials', message: 'secret', status: 401 }), 502, 'helpdesk_credentials'],
    [{ kind: 'no-helpdesk', message: 'Which?', choices: ['a'] }, 422, 'no_helpdesk'],
  ]
  let refusal: Refusal = { kind: 'no-helpdesk', message: '', choices: [] }
  const refused = async () => ({ ok: false as const, refusal })
  const { ask, access } = await open(t, {
    find: refused,
    show: refused,
    conversation: refused,
    latestCustomerMessage: refused,
  })
  for (const [given, status, code] of table) {
    refusal = given
    for (const path of ['', '/7', '/7/conversation', '/7/latest-message']) {
      const answer = await ask('GET', `/v1/tickets${path}?helpdesk=x`)
      t.match(answer.json(), { ok: false, status, code }, path)
      t.notMatch(answer.body, 'secret')
    }
  }
  t.same((await access.trail.list({ limit: 1 })).entries, [], 'reading leaves no entry')
})

t.test('faults are named as the caller wrote the fields', async (t) => {
  const faults = [
    { field: 'statusLabel', code: 'not_a_choice', message: 'There are: A.' },
    { field: 'addTags', code: '', message: '' },
    { field: 'customFields.cf_a', code: 'x', message: 'No.' },
    { field: 'requesterEmail', code: 'x', message: 'No.' },
    { field: '', code: 'x', message: 'No.' },
    ...Array.from({ length: 40 }, () => ({ field: 'responder_id', code: 'x', message: 'No.' })),
  ]
  const refused = async () => ({
    ok: false as const,
    refusal: failed({ kind: 'invalid', message: '', status: 422, faults }),
  })
  const { ask } = await open(t, { update: refused, find: refused })
  const fieldsOf = async (answer: ReturnType<typeof ask>) =>
    (await answer).json().errors.map(({ field }: { field: string }) => field)
  const written = await fieldsOf(ask('PATCH', '/v1/tickets/7', { status: 'open' }))
  t.same(written.slice(0, 6), [
    'status_label',
    'add_tags',
    'custom_fields.cf_a',
    'requesterEmail',
    'body',
    'responder_id',
  ])
  t.equal(written.length, 30)
  const asked = await fieldsOf(ask('GET', '/v1/tickets?status=open'))
  t.same(asked.slice(2, 5), ['field', 'requester_email', 'query'])
})

t.test('somebody was quicker: 412 to who asked for that, 409 to others', async (t) => {
  const refused = async () => ({ ok: false as const, refusal: failed({ kind: 'conflict', message: '' }) })
  const { ask } = await open(t, { update: refused, assign: refused })
  const tag = String((await ask('GET', '/v1/tickets/7')).headers['etag'])
  for (const [method, url, body] of writes.slice(3)) {
    t.match((await ask(method, url, body, undefined, { 'if-match': tag })).json(), {
      status: 412,
      code: 'precondition_failed',
    })
    t.match((await ask(method, url, body)).json(), { status: 409, code: 'conflict' })
    t.match((await ask(method, url, body, undefined, { 'if-match': '*' })).json(), {
      status: 409,
      code: 'conflict',
    })
  }
})

t.test('without the store nothing is sent, and the answer says so', async (t) => {
  const down = () => Promise.reject(new TicketsUnavailable('disk-full', 'Free some space.'))
  const { ask } = await open(t, { reply: down })
  const answer = await ask('POST', '/v1/tickets/7/replies', { text: 'Hi' })
  t.match(answer.json(), { status: 503, code: 'store_unavailable', detail: /nothing was sent/ })
  t.ok(answer.headers['retry-after'])
})

t.test('help desks that are not loaded yet are worth waiting for', async (t) => {
  const { ask } = await open(t, {
    helpdesks: () => {
      throw new TicketsUnavailable('starting', 'Ask again.')
    },
  })
  const answer = await ask('GET', '/v1/helpdesks')
  t.match(answer.json(), { status: 503, code: 'unavailable', detail: /starting/ })
  t.equal(answer.headers['retry-after'], '1')
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
  const { app } = await open(t, {
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

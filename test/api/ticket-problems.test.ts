import t from 'tap'
import type { Refusal, WriteRefusal } from '../../src/tickets/tickets.ts'
import { TicketsUnavailable } from '../../src/tickets/tickets-unavailable.ts'
import { failed, openScripted, writes } from './scripted-tickets.ts'

const now = Date.UTC(2026, 10, 20, 12)
const fault = { field: 'statusLabel', code: 'not_a_choice', message: 'There is no such state.' }

t.test('a condition that the help desk lacks is named', async (t) => {
  const refusal = failed({ kind: 'unsupported', message: 'It cannot look for words.' })
  const { ask } = await openScripted(t, { find: async () => ({ ok: false, refusal }) })
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
  const { ask, access } = await openScripted(t, {
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
  const { ask, access } = await openScripted(t, {
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
  const { ask } = await openScripted(t, { update: refused, find: refused })
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
  const { ask } = await openScripted(t, { update: refused, assign: refused })
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

t.test('a ticket that cannot be read is no conflict: nobody wanted to change it', async (t) => {
  const show = async () => ({
    ok: false as const,
    refusal: failed({ kind: 'conflict', message: 'Its file has a fault in line 2.' }),
  })
  const { ask } = await openScripted(t, { show })
  t.match((await ask('GET', '/v1/tickets/7')).json(), {
    status: 502,
    code: 'helpdesk_error',
    detail: 'Its file has a fault in line 2.',
  })
})

t.test('the trail does not say of what a defect cut short that it was not done', async (t) => {
  const reply = async () => {
    throw new Error('a defect after the help desk has acted')
  }
  const { ask, access } = await openScripted(t, { reply })
  const answer = await ask('POST', '/v1/tickets/7/replies', { text: 'Hola' })
  t.equal(answer.statusCode, 500)
  t.notMatch(answer.body, 'defect')
  const { entries } = await access.trail.list({ limit: 5 })
  t.match(entries, [{ what: 'replyToTicket', outcome: 'unknown', status: 500 }])
})

t.test('without the store nothing is sent, and the answer says so', async (t) => {
  const down = () => Promise.reject(new TicketsUnavailable('disk-full', 'Free some space.'))
  const { ask } = await openScripted(t, { reply: down })
  const answer = await ask('POST', '/v1/tickets/7/replies', { text: 'Hi' })
  t.match(answer.json(), { status: 503, code: 'store_unavailable', detail: /nothing was sent/ })
  t.ok(answer.headers['retry-after'])
})

t.test('help desks that are not loaded yet are worth waiting for', async (t) => {
  const { ask } = await openScripted(t, {
    helpdesks: () => {
      throw new TicketsUnavailable('starting', 'Ask again.')
    },
  })
  const answer = await ask('GET', '/v1/helpdesks')
  t.match(answer.json(), { status: 503, code: 'unavailable', detail: /starting/ })
  t.equal(answer.headers['retry-after'], '1')
})

import { createHmac } from 'node:crypto'
import fastify from 'fastify'
import t from 'tap'
import { handoffAnswerSchema } from '../../schemas/handoff-answer.ts'
import { problemSchema } from '../../schemas/problem.ts'
import { createIntake } from '../../src/intake/create-intake.ts'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createManualClock } from '../manual-clock.ts'
import { apiKey, type BuiltIntake, buildIntake, secret, sourceWith } from './build-intake.ts'
import { configuredAccess } from './configured-access.ts'

const good = { user_email: 'ann@ex.org', conversation_summary: 'Help', category: 'billing' }

interface Sent {
  url?: string
  payload?: string | object | Buffer
  headers?: Record<string, string>
}

const post = async ({ app }: BuiltIntake, sent: Sent = {}) =>
  app.inject({
    method: 'POST',
    url: sent.url ?? '/webhooks/botpress',
    payload: sent.payload ?? good,
    headers: { 'x-webhook-secret': secret, ...sent.headers },
  })

const withKey = { authorization: `Bearer ${apiKey}` }

t.test(
  'a hand-off is answered 202 with its address, and kept with the request that brought it',
  async (t) => {
    const intake = await buildIntake(t)
    const answer = await post(intake)
    t.equal(answer.statusCode, 202)
    t.match(answer.headers, { 'content-type': /^application\/json/, location: '/v1/handoffs/handoff-1' })
    t.same(handoffAnswerSchema.parse(answer.json()), {
      ok: true,
      handoff_id: 'handoff-1',
      status: 'received',
      duplicate: false,
      ticket: null,
      acknowledgement: null,
    })
    t.match(intake.ledger.puts[0], {
      source: 'botpress',
      helpdesk: 'main',
      refusal: null,
      requestId: /./,
      requesterKey: /^[0-9a-f]{32}$/,
    })
  },
)

t.test('logs hold the ids and no word of the person', async (t) => {
  const intake = await buildIntake(t)
  await post(intake)
  await post(intake, { payload: { ...good, user_email: 'ann.lee@ex' } })
  await post(intake, { headers: { 'x-webhook-secret': 'a-wrong-secret' } })
  t.match(intake.lines[0], {
    handoffId: 'handoff-1',
    source: 'botpress',
    outcome: 'received',
    requestId: /./,
  })
  const text = JSON.stringify(intake.lines)
  for (const word of ['ann', 'ex.org', 'Help', 'billing', secret, 'a-wrong']) t.notMatch(text, word)
})

t.test('/v1/handoffs takes the same body with an API key, for the source api', async (t) => {
  const intake = await buildIntake(t)
  for (const headers of [withKey, { 'x-api-key': apiKey }]) {
    const answer = await post(intake, { url: '/v1/handoffs', headers, payload: { ...good, n: headers } })
    t.equal(answer.statusCode, 202)
  }
  t.match(intake.ledger.puts[0], { source: 'api', helpdesk: 'main' })
  const refused = await intake.app.inject({
    method: 'POST',
    url: '/v1/handoffs',
    headers: { 'x-webhook-secret': secret },
    payload: good,
  })
  t.equal(refused.statusCode, 401)
  t.match(refused.json(), { code: 'api_key_wrong' })
})

t.test('/v1/handoffs acts for a configured source that the query or the body names', async (t) => {
  const sources = { betsur: sourceWith({ helpdesk: 'second', fields: { mail_x: 'user_email' } }) }
  const intake = await buildIntake(t, { sources })
  const payload = { mail_x: 'ann@ex.org', motivo: 'x' }
  await post(intake, { url: '/v1/handoffs?source=betsur', headers: withKey, payload })
  await post(intake, {
    url: '/v1/handoffs',
    headers: withKey,
    payload: { ...payload, source: 'betsur', n: 1 },
  })
  await post(intake, { url: '/v1/handoffs', headers: withKey, payload: { ...good, source: 'web form' } })
  t.match(intake.ledger.puts, [
    { source: 'betsur', helpdesk: 'second' },
    { source: 'betsur', helpdesk: 'second', handoff: { extra: { n: 1 } } },
    { source: 'api', handoff: { extra: { source: 'web form' } } },
  ])
  const unknown = await post(intake, { url: '/v1/handoffs?source=nobody', headers: withKey })
  t.equal(unknown.statusCode, 404)
  t.notMatch(unknown.body, 'betsur')
})

t.test('a configured source named api sets what API hand-offs get', async (t) => {
  const intake = await buildIntake(t, { sources: { api: sourceWith({ helpdesk: 'second' }) } })
  await post(intake, { url: '/v1/handoffs', headers: withKey })
  t.match(intake.ledger.puts[0], { source: 'api', helpdesk: 'second' })
})

t.test(
  'the same key with the same content repeats the first answer, with other content conflicts',
  async (t) => {
    const intake = await buildIntake(t)
    const headers = { 'idempotency-key': 'k1' }
    t.match((await post(intake, { headers })).json(), { handoff_id: 'handoff-1', duplicate: false })
    t.match((await post(intake, { headers })).json(), {
      handoff_id: 'handoff-1',
      duplicate: true,
      status: 'received',
    })
    intake.ledger.settle('handoff-1', {
      state: 'delivered',
      ticket: { id: '1234', url: 'https://d/1234', action: 'created' },
    })
    const later = await post(intake, { headers })
    t.equal(later.statusCode, 201)
    t.match(later.json(), {
      status: 'delivered',
      duplicate: true,
      ticket: { id: 1234, url: 'https://d/1234', action: 'created' },
    })
    const conflict = await post(intake, { headers, payload: { ...good, conversation_summary: 'Other' } })
    t.equal(conflict.statusCode, 409)
    t.match(problemSchema.parse(conflict.json()), { code: 'idempotency_conflict', handoff_id: 'handoff-1' })
    t.equal(intake.ledger.puts.length, 1)
  },
)

t.test('the kinds of key cannot be mistaken for each other, nor those of two sources', async (t) => {
  const intake = await buildIntake(t)
  await post(intake)
  const key = intake.ledger.puts[0]?.idempotency.key ?? ''
  t.match(key, /^body:[0-9a-f]{64}$/)
  t.equal((await post(intake, { headers: { 'idempotency-key': key } })).json().duplicate, false)
  t.equal((await post(intake, { headers: { 'idempotency-key': 'm' } })).json().duplicate, false)
  t.equal((await post(intake, { payload: { ...good, message_id: 'm' } })).json().duplicate, false)
  t.equal((await post(intake, { url: '/webhooks/zapier' })).json().duplicate, false)
  t.equal(intake.ledger.puts.length, 5)
})

t.test('a body without any key counts as a repeat for a day', async (t) => {
  const clock = createManualClock()
  const intake = await buildIntake(t, { clock })
  await post(intake)
  clock.jump(86_399_000)
  t.equal((await post(intake)).json().duplicate, true)
  clock.jump(1_000)
  t.equal((await post(intake)).json().duplicate, false)
})

t.test('a key must be 1 to 255 visible characters, sent once', async (t) => {
  const intake = await buildIntake(t)
  for (const key of ['', ' ', 'a b', 'k\u00e9', 'x'.repeat(256), 'k1, k1']) {
    const answer = await post(intake, { headers: { 'idempotency-key': key } })
    t.equal(answer.statusCode, 400, JSON.stringify(key))
    t.equal(answer.json().code, 'bad_idempotency_key')
  }
  t.equal((await post(intake, { headers: { 'idempotency-key': 'x'.repeat(255) } })).statusCode, 202)
})

t.test('a refused hand-off is kept, and its correction may come under the same key', async (t) => {
  const intake = await buildIntake(t)
  const headers = { 'idempotency-key': 'k1' }
  const wrong = { ...good, user_email: 'ann@ex' }
  const refused = await post(intake, { headers, payload: wrong })
  t.equal(refused.statusCode, 422)
  t.match(problemSchema.parse(refused.json()), {
    ok: false,
    code: 'invalid_handoff',
    handoff_id: 'handoff-1',
    errors: [{ field: 'user_email', code: 'invalid_email' }],
  })
  t.match(intake.ledger.puts[0], {
    refusal: { why: 'invalid_email' },
    handoff: { requester: { email: 'ann@ex' }, summary: 'Help' },
  })
  t.equal((await post(intake, { headers, payload: wrong })).json().handoff_id, 'handoff-1')
  t.equal((await post(intake, { headers })).statusCode, 202)
  t.equal((await post(intake, { headers })).json().duplicate, true)
  t.same(intake.events, [
    { kind: 'refused', source: 'botpress', codes: ['invalid_email'] },
    { kind: 'refused', source: 'botpress', codes: ['invalid_email'] },
    { kind: 'received', source: 'botpress' },
    { kind: 'duplicate', source: 'botpress' },
  ])
})

t.test('refused hand-offs without any contact are not taken for one person', async (t) => {
  const intake = await buildIntake(t)
  await post(intake, { payload: { motivo: 'a' } })
  await post(intake, { payload: { motivo: 'b' } })
  const [one, other] = intake.ledger.puts
  t.match(one?.requesterKey, /^[0-9a-f]{32}$/)
  t.not(one?.requesterKey, other?.requesterKey)
})

t.test('with Prefer: wait the answer comes with the ticket', async (t) => {
  const intake = await buildIntake(t)
  const answering = post(intake, { headers: { prefer: 'respond-async, wait=99' } })
  while (intake.ledger.waiting() === 0) await new Promise(setImmediate)
  intake.ledger.settle('handoff-1', {
    state: 'delivered',
    ticket: { id: '9007199254740993', url: null, action: 'added' },
    acknowledgement: 'Gracias, Ana.',
  })
  const answer = await answering
  t.equal(answer.statusCode, 201)
  t.equal(answer.headers['preference-applied'], 'wait=25')
  t.same(handoffAnswerSchema.parse(answer.json()), {
    ok: true,
    handoff_id: 'handoff-1',
    status: 'delivered',
    duplicate: false,
    ticket: { id: '9007199254740993', url: null, action: 'added' },
    acknowledgement: 'Gracias, Ana.',
  })
})

t.test('when the time runs out it is the 202, with the state as it is then', async (t) => {
  const intake = await buildIntake(t)
  const answering = post(intake, { url: '/webhooks/botpress?wait=1' })
  while (intake.ledger.waiting() === 0) await new Promise(setImmediate)
  intake.ledger.settle('handoff-1', { state: 'waiting' })
  const answer = await answering
  t.equal(answer.statusCode, 202)
  t.match(answer.json(), { status: 'waiting', ticket: null })
})

t.test('a parked hand-off does not keep its sender waiting, nor does a repeat of it', async (t) => {
  const intake = await buildIntake(t)
  const headers = { prefer: 'wait=25' }
  const answering = post(intake, { headers })
  while (intake.ledger.waiting() === 0) await new Promise(setImmediate)
  intake.ledger.settle('handoff-1', { state: 'parked' })
  t.match((await answering).json(), { status: 'parked', duplicate: false })
  const repeat = await post(intake, { headers })
  t.equal(repeat.statusCode, 202)
  t.match(repeat.json(), { status: 'parked', duplicate: true })
})

t.test('whoever hangs up while waiting is forgotten, and a stop lets all others go', async (t) => {
  const intake = await buildIntake(t)
  const address = await intake.app.listen({ port: 0 })
  const controller = new AbortController()
  const request = (signal: AbortSignal | null, n: number) =>
    fetch(`${address}/webhooks/botpress`, {
      method: 'POST',
      headers: { 'x-webhook-secret': secret, prefer: 'wait=25' },
      body: JSON.stringify({ ...good, n }),
      ...(signal === null ? {} : { signal }),
    })
  const gone = request(controller.signal, 1)
  while (intake.ledger.waiting() === 0) await new Promise(setImmediate)
  controller.abort()
  await t.rejects(gone)
  while (intake.ledger.waiting() > 0) await new Promise(setImmediate)
  const patient = request(null, 2)
  while (intake.ledger.waiting() === 0) await new Promise(setImmediate)
  const closed = intake.app.close()
  t.equal((await patient).status, 202)
  await closed
})

t.test(
  'when the store is unavailable the answer is 503, never 2xx, and the remedy stays in the log',
  async (t) => {
    const intake = await buildIntake(t)
    intake.ledger.failWith(new LedgerUnavailable('disk-full', 'Free some space on /var/lib/relevo.'))
    const answer = await post(intake)
    t.equal(answer.statusCode, 503)
    t.equal(answer.headers['retry-after'], '10')
    t.match(problemSchema.parse(answer.json()), { code: 'store_unavailable' })
    t.notMatch(answer.body, '/var/lib')
    t.match(intake.lines[0], { code: 'disk-full', remedy: /Free some space/ })
    t.same(intake.events, [{ kind: 'unavailable', source: 'botpress' }])
    intake.ledger.failWith(null)
    t.equal((await post(intake)).statusCode, 202)
  },
)

t.test('when the store hangs the answer is 503 after ten seconds', async (t) => {
  const clock = createManualClock()
  const intake = await buildIntake(t, { clock })
  intake.ledger.failWith('hang')
  const answering = post(intake)
  while (clock.pending() === 0) await new Promise(setImmediate)
  await clock.advance(10_000)
  const answer = await answering
  t.equal(answer.statusCode, 503)
  t.match(answer.json(), { code: 'store_slow', detail: /repeat does no harm/ })
  t.equal(answer.headers['retry-after'], '10')
})

t.test('a fault of our own is a 500 that quotes nothing', async (t) => {
  const intake = await buildIntake(t)
  intake.ledger.failWith(new Error('ann@ex.org broke it'))
  const answer = await post(intake)
  t.equal(answer.statusCode, 500)
  t.match(problemSchema.parse(answer.json()), { code: 'internal_error' })
  t.notMatch(answer.body, 'ann@ex.org')
})

t.test('once in custody, a ledger that cannot be read does not make a refusal of it', async (t) => {
  const ledger = {
    put: async () => ({ kind: 'stored' as const, id: 'h', receivedAt: 0 }),
    waitUntilSettled: async () => {
      throw new LedgerUnavailable('locked', 'x')
    },
  }
  const app = fastify()
  t.teardown(() => app.close())
  const logger = app.log as never
  await app.register(
    createIntake({
      ledger,
      sources: { s: sourceWith() },
      access: configuredAccess([]),
      clock: systemClock,
      logger,
      bodyHashWindowMs: 1,
      observe: () => {},
    }),
  )
  const answer = await app.inject({
    method: 'POST',
    url: '/webhooks/s',
    headers: { 'x-webhook-secret': secret, prefer: 'wait=5' },
    payload: good,
  })
  t.equal(answer.statusCode, 202)
  t.match(answer.json(), { handoff_id: 'h', status: 'received' })
})

t.test('each source has its own rate limit, and only believed requests count', async (t) => {
  const limited = sourceWith({ rateLimit: { max: 2, window: '1m' } })
  const intake = await buildIntake(t, { sources: { limited, other: sourceWith() } })
  const at = (url: string, n: number, headers = {}) => post(intake, { url, headers, payload: { ...good, n } })
  for (const n of [1, 2, 3]) await at('/webhooks/limited', n, { 'x-webhook-secret': 'wrong-secret' })
  t.equal((await at('/webhooks/limited', 1)).statusCode, 202)
  t.equal((await at('/webhooks/limited', 2)).statusCode, 202)
  const over = await at('/webhooks/limited', 3)
  t.equal(over.statusCode, 429)
  t.match(problemSchema.parse(over.json()), { code: 'rate_limited' })
  t.match(over.headers['retry-after'], /^([1-9]|[1-5]\d|60)$/)
  t.equal((await at('/webhooks/other', 1)).statusCode, 202)
  t.equal(intake.ledger.puts.length, 3)
  t.match(intake.events.at(-2), { kind: 'limited', source: 'limited' })
})

t.test(
  'many failed attempts are answered 429, and good senders of the same address still pass',
  async (t) => {
    const intake = await buildIntake(t)
    const statuses = new Set<number>()
    for (let n = 0; n < 70; n += 1) {
      const url = n % 2 === 0 ? '/webhooks/botpress' : '/webhooks/nobody'
      statuses.add((await post(intake, { url, headers: { 'x-webhook-secret': `guess-${n}` } })).statusCode)
    }
    t.same([...statuses].sort(), [401, 404, 429])
    const last = await post(intake, { headers: { 'x-webhook-secret': 'guess' } })
    t.match(last.json(), { code: 'too_many_failures' })
    t.match(last.headers['retry-after'], /^\d+$/)
    t.equal((await post(intake)).statusCode, 202)
  },
)

t.test('a secret in the address is refused, with the advice to change it', async (t) => {
  const intake = await buildIntake(t)
  for (const name of ['secret', 'token', 'key', 'api_key', 'access_token']) {
    const answer = await intake.app.inject({
      method: 'POST',
      url: `/webhooks/botpress?${name}=${secret}`,
      payload: good,
    })
    t.equal(answer.statusCode, 401)
    t.match(answer.json(), { code: 'secret_in_url' })
    t.notMatch(answer.body, secret)
  }
})

t.test('an unknown source is 404 without the names of others', async (t) => {
  const intake = await buildIntake(t)
  for (const name of ['nobody', '__proto__', 'constructor', 'api', '%00', 'BOTPRESS']) {
    const answer = await post(intake, { url: `/webhooks/${name}` })
    t.equal(answer.statusCode, 404, name)
    t.match(answer.json(), { code: 'unknown_source' })
    t.notMatch(answer.body, /botpress|zapier|generic/)
  }
})

t.test('other methods are told which one works', async (t) => {
  const { app } = await buildIntake(t)
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
    const answer = await app.inject({ method, url: '/webhooks/botpress' })
    t.equal(answer.statusCode, 405)
    t.equal(answer.headers['allow'], 'POST')
    t.match(answer.json(), { ok: false, code: 'method_not_allowed' })
  }
})

t.test(
  'a Standard Webhooks source believes signatures over the raw body, and keys by the signed id',
  async (t) => {
    const clock = createManualClock(1_700_000_000_000)
    const key = Buffer.alloc(24, 7)
    const signed = sourceWith({
      authentication: { kind: 'standard-webhooks', secrets: [`whsec_${key.toString('base64')}`] },
    })
    const intake = await buildIntake(t, { sources: { signed }, clock })
    const raw = '{ "user_email": "zoë@ex.org",  "motivo": "x" }'
    const send = (id: string, timestamp: string, body: string, more = {}) => {
      const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64')
      return post(intake, {
        url: '/webhooks/signed',
        payload: body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${mac}`,
          ...more,
        },
      })
    }
    t.equal((await send('msg_1', '1700000000', raw)).statusCode, 202)
    t.match(intake.ledger.puts[0], { idempotency: { key: 'webhook-id:msg_1', expiresAt: null } })
    const retried = await send('msg_1', '1700000060', raw)
    t.match(retried.json(), { duplicate: true })
    const replayed = await send('msg_1', '1700000000', raw, {
      'idempotency-key': 'made-up-by-who-captured-it',
    })
    t.match(replayed.json(), { duplicate: true })
    const respelt = await send('msg_1', '1700000000', JSON.stringify(JSON.parse(raw)))
    t.equal(respelt.statusCode, 401)
    t.match(respelt.json(), { code: 'signature_wrong' })
    t.match((await send('msg_2', '1699999699', raw)).json(), { code: 'timestamp_too_far' })
    t.match((await post(intake, { url: '/webhooks/signed' })).json(), { code: 'signature_missing' })
    t.equal(intake.ledger.puts.length, 1)
  },
)

t.test('an HMAC source believes signatures over the raw body', async (t) => {
  const sources = {
    signed: sourceWith({ authentication: { kind: 'hmac', secrets: ['old-secret', 'new-secret'] } }),
  }
  const intake = await buildIntake(t, { sources })
  const raw = 'user_email=ann%40ex.org&motivo=x'
  const send = (body: string, value: string) =>
    post(intake, {
      url: '/webhooks/signed',
      payload: body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-signature': value },
    })
  const mac = `sha256=${createHmac('sha256', 'new-secret').update(raw).digest('hex')}`
  t.equal((await send(raw, mac)).statusCode, 202)
  t.equal((await send(`${raw}x`, mac)).statusCode, 401)
})

t.test('a body that is too large is counted, for its source', async (t) => {
  const intake = await buildIntake(t, { server: { bodyLimit: 50 } })
  t.equal((await post(intake)).statusCode, 413)
  t.equal((await post(intake, { url: '/v1/handoffs', headers: withKey })).statusCode, 413)
  t.same(intake.events, [
    { kind: 'unreadable', source: 'botpress', code: 'body_too_large' },
    { kind: 'unreadable', source: 'api', code: 'body_too_large' },
  ])
})

t.test('www-authenticate says how', async (t) => {
  const intake = await buildIntake(t)
  const answer = await intake.app.inject({ method: 'POST', url: '/webhooks/botpress', payload: good })
  t.equal(answer.statusCode, 401)
  t.match(answer.headers['www-authenticate'], /^Bearer/)
})

t.test('a source that cannot be guarded stops the start', async (t) => {
  const sources = {
    broken: sourceWith({ authentication: { kind: 'standard-webhooks', secrets: ['whsec_%'] } }),
  }
  await t.rejects(buildIntake(t, { sources }), /source broken/)
})

t.test('what Relevo has to write itself is in the language of the service', async (t) => {
  const intake = await buildIntake(t, { ticketLanguage: 'es' })
  await post(intake, { payload: { email: 'ann@ex.org', files: 'https://ex.org/a' } })
  t.match(intake.ledger.puts[0]?.handoff.summary, /Sin texto/)
})

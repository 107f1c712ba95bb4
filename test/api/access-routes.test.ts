import t, { type Test } from 'tap'
import { scopeSchema } from '../../schemas/access.ts'
import { AccessUnavailable } from '../../src/access/access-unavailable.ts'
import { createDoorkeeper } from '../../src/access/create-doorkeeper.ts'
import { createKeyLookup } from '../../src/access/create-key-lookup.ts'
import { openApiApp } from './open-api-app.ts'

type Opened = Awaited<ReturnType<typeof openApiApp>>

const make = async ({ ask }: Pick<Opened, 'ask'>, name: string, scopes: string[], rest: object = {}) => {
  const answer = await ask('POST', '/v1/keys', { name, scopes, ...rest })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ key: string; id: string; name: string }>()
}

const trailOf = async ({ ask }: Pick<Opened, 'ask'>, query = '') =>
  (await ask('GET', `/v1/audit${query}`)).json<{
    entries: Record<string, unknown>[]
    next: string | null
  }>()

/** Every route, and who may use it besides `admin`. */
const routes = [
  ['GET', '/v1/handoffs', 'handoffs:read'],
  ['GET', '/v1/handoffs/x', 'handoffs:read'],
  ['GET', '/v1/custody', 'handoffs:read'],
  ['POST', '/v1/handoffs/x/retry', 'handoffs:repair'],
  ['POST', '/v1/handoffs/x/release', 'handoffs:repair'],
  ['POST', '/v1/handoffs/x/dismiss', 'handoffs:repair'],
  ['PATCH', '/v1/handoffs/x', 'handoffs:repair'],
  ['POST', '/v1/classifications', 'handoffs:write'],
  ['POST', '/v1/erasures', 'admin'],
  ['GET', '/v1/helpdesks', 'tickets:read'],
  ['GET', '/v1/tickets', 'tickets:read'],
  ['GET', '/v1/tickets/1', 'tickets:read'],
  ['GET', '/v1/tickets/1/conversation', 'tickets:read'],
  ['GET', '/v1/tickets/1/latest-message', 'tickets:read'],
  ['POST', '/v1/tickets/1/replies', 'tickets:write'],
  ['POST', '/v1/tickets/1/notes', 'tickets:write'],
  ['POST', '/v1/tickets/1/handover', 'tickets:write'],
  ['PUT', '/v1/tickets/1/assignment', 'tickets:write'],
  ['PATCH', '/v1/tickets/1', 'tickets:write'],
  ['GET', '/v1/triage', 'triage:read'],
  ['GET', '/v1/triage/report', 'triage:read'],
  ['GET', '/v1/triage/tickets', 'triage:read'],
  ['GET', '/v1/triage/runs', 'triage:read'],
  ['POST', '/v1/triage/runs/x/undo', 'triage:write'],
  ['POST', '/v1/triage/stop', 'triage:write'],
  ['POST', '/v1/triage/start', 'triage:write'],
  ['PUT', '/v1/triage/categories/billing', 'triage:write'],
  ['POST', '/v1/triage/learn', 'triage:write'],
  ['GET', '/v1/policy', 'admin'],
  ['POST', '/v1/policy/reload', 'admin'],
  ['GET', '/v1/keys', 'admin'],
  ['POST', '/v1/keys', 'admin'],
  ['DELETE', '/v1/keys/rlv_000000000000', 'admin'],
  ['GET', '/v1/audit', 'admin'],
] as const

t.test('every route wants its own scope, and the answer names it', async (t) => {
  const app = await openApiApp(t)
  const scopes = scopeSchema.options.filter((scope) => scope !== 'admin')
  for (const scope of [...scopes, 'admin']) {
    const { key } = await make(app, scope, [scope])
    for (const [method, url, needs] of routes) {
      const answer = await app.ask(method, url, undefined, key)
      const allowed = scope === 'admin' || scope === needs
      t.equal(answer.statusCode === 403, !allowed, `${scope}: ${method} ${url} answered ${answer.statusCode}`)
      if (allowed) continue
      t.match(answer.headers['content-type'], /^application\/problem\+json/)
      t.match(answer.json(), { ok: false, code: 'scope_missing', detail: new RegExp(`scope ${needs}\\.$`) })
    }
  }
})

t.test('a key is made, used, seen in use, revoked, and refused', async (t) => {
  const app = await openApiApp(t)
  const made = await make(app, 'desk tool', ['handoffs:read', 'handoffs:repair'])
  t.match(made, { state: 'active', created_by: 'api', last_used_at: null, expires_at: null })
  t.equal((await app.ask('GET', '/v1/custody', undefined, made.key)).statusCode, 200)
  await app.access.close()
  const list = await app.ask('GET', '/v1/keys')
  t.match(list.json(), { keys: [{ id: made.id, last_used_at: '2026-11-20T12:00:00.000Z' }] })
  t.notMatch(list.body, made.key)
  const revoked = await app.ask('DELETE', `/v1/keys/${made.id}`)
  t.match(revoked.json(), { id: made.id, state: 'revoked', revoked_by: 'api' })
  const refused = await app.ask('GET', '/v1/custody', undefined, made.key)
  t.equal(refused.statusCode, 401)
  t.match(refused.json(), { code: 'api_key_revoked' })
  t.equal((await app.ask('DELETE', '/v1/keys/rlv_999999999999')).statusCode, 404)
})

t.test('an expired key is refused and told from a wrong one', async (t) => {
  const app = await openApiApp(t)
  const { key } = await make(app, 'brief', ['admin'], { expires_at: '2026-11-20T13:00:01+01:00' })
  t.equal((await app.ask('GET', '/v1/custody', undefined, key)).statusCode, 200)
  app.clock.jump(1_000)
  t.match((await app.ask('GET', '/v1/custody', undefined, key)).json(), {
    status: 401,
    code: 'api_key_expired',
  })
  const altered = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`
  t.match((await app.ask('GET', '/v1/custody', undefined, altered)).json(), { code: 'api_key_wrong' })
})

t.test('what no key can be called, or do, is refused with the field', async (t) => {
  const app = await openApiApp(t)
  const bodies: [object, RegExp][] = [
    [{ name: ' ', scopes: ['admin'] }, /name/],
    [{ name: 'x'.repeat(61), scopes: ['admin'] }, /name/],
    [{ name: 'zapier\u202e', scopes: ['admin'] }, /name/],
    [{ name: 'a\0b', scopes: ['admin'] }, /name/],
    [{ name: 'a\u001b[2J', scopes: ['admin'] }, /name/],
    [{ name: '\ud800', scopes: ['admin'] }, /name/],
    [{ name: 'rlv_000000000000', scopes: ['admin'] }, /name/],
    [{ name: 'x', scopes: [] }, /scopes/],
    [{ name: 'x', scopes: ['everything'] }, /scopes/],
    [{ name: 'x', scopes: ['admin'], rate_per_minute: 0 }, /rate_per_minute/],
    [{ name: 'x', scopes: ['admin'], expires_at: '2020-01-01T00:00:00Z' }, /expires_at/],
    [{ name: 'x', scopes: ['admin'], expires_at: 'tomorrow' }, /expires_at/],
    [{ name: 'x', scopes: ['admin'], key: 'rlv_mine' }, /key/],
  ]
  for (const [body, field] of bodies) {
    const answer = await app.ask('POST', '/v1/keys', body)
    t.equal(answer.statusCode, 400, JSON.stringify(body))
    t.match(answer.json(), { code: 'invalid_request', errors: [{ field }] })
  }
  for (const name of ["'; drop table api_keys; --", 'ñandú 漢字 🦜', '<b>bot</b>']) {
    const { key } = await make(app, name, ['handoffs:read'])
    t.equal((await app.ask('GET', '/v1/custody', undefined, key)).statusCode, 200, name)
    t.match((await app.ask('POST', '/v1/keys', { name, scopes: ['admin'] })).json(), {
      code: 'key_name_taken',
    })
  }
  t.equal(
    (await app.ask('GET', `/v1/audit?who=${encodeURIComponent("' or 1=1 --")}`)).json().entries.length,
    0,
  )
  t.equal((await app.ask('GET', '/v1/audit?who=%00')).statusCode, 400)
  t.equal((await app.ask('GET', "/v1/audit?cursor=';--")).statusCode, 400)
})

t.test('what is no key is wrong, however long and odd', async (t) => {
  const app = await openApiApp(t)
  for (const headers of [
    { 'x-api-key': 'x'.repeat(100_000) },
    { authorization: `Bearer rlv_${'0'.repeat(100_000)}` },
    { authorization: `Bearer rlv_${'0'.repeat(52)}` },
    { 'x-api-key': `rlv_${"' or ''='".padEnd(52, '0')}` },
    { 'x-api-key': 'ñ🦜\u00ff' },
  ]) {
    const answer = await app.app.inject({ url: '/v1/custody', headers })
    t.equal(answer.statusCode, 401)
    t.equal(answer.json().code, 'api_key_wrong')
  }
})

t.test('a key has a rate, which others do not feel', async (t) => {
  const app = await openApiApp(t)
  const { key } = await make(app, 'eager', ['handoffs:read'], { rate_per_minute: 2 })
  const ask = () => app.ask('GET', '/v1/custody', undefined, key)
  t.same([(await ask()).statusCode, (await ask()).statusCode], [200, 200])
  const limited = await ask()
  t.equal(limited.statusCode, 429)
  t.equal(limited.headers['retry-after'], '60')
  t.match(limited.json(), { code: 'rate_limited', detail: /with this API key/ })
  t.equal((await app.ask('GET', '/v1/custody')).statusCode, 200)
  app.clock.jump(60_000)
  t.equal((await ask()).statusCode, 200)
})

const parked = async (t: Test) => {
  const app = await openApiApp(t)
  const id = await app.put('one')
  await app.ledger.park(await app.claim(), 'stuck')
  return { ...app, id }
}

t.test('every write is in the trail, with who, what, on what and how it ended, and no more', async (t) => {
  const app = await parked(t)
  const { id } = app
  const tool = await make(app, 'tool', ['handoffs:repair'])
  await app.ask('PATCH', `/v1/handoffs/${id}`, { user_email: 'private@example.org' }, tool.key)
  await app.ask('POST', `/v1/handoffs/${id}/retry`, undefined, tool.key)
  await app.ask('POST', `/v1/handoffs/${id}/dismiss`, { reason: 'a private reason' }, tool.key)
  await app.ask('POST', '/v1/handoffs/private@example.org/release', undefined, tool.key)
  await app.ask('POST', '/v1/erasures', { email: 'private@example.org' }, tool.key)
  await app.ask('POST', '/v1/erasures', { email: 'private@example.org' })
  await app.ask('POST', `/v1/handoffs/${id}/dismiss`, { cause: 'not as documented' }, tool.key)
  await app.ask('POST', '/v1/classifications', { text: 'private text' })
  await app.ask('DELETE', `/v1/keys/${tool.id}`)
  const { entries, next } = await trailOf(app)
  t.equal(next, null)
  const who = 'key:tool'
  const subject = { kind: 'handoff', id }
  t.match(entries, [
    { what: 'revokeKey', who: 'api', key_id: null, subject: { kind: 'key', id: tool.id }, outcome: 'done' },
    { what: 'eraseRequester', who: 'api', subject: null, outcome: 'done', status: 200 },
    { what: 'eraseRequester', who, subject: null, outcome: 'refused', status: 403 },
    { what: 'releaseHandoff', who, subject: null, outcome: 'refused', status: 404 },
    { what: 'dismissHandoff', who, key_id: tool.id, subject, outcome: 'done', status: 200 },
    { what: 'retryHandoff', who, subject, outcome: 'refused', status: 409 },
    { what: 'editHandoff', who, subject, outcome: 'done', status: 200, request_id: /./ },
    { what: 'createKey', who: 'api', subject: { kind: 'key', id: tool.id }, outcome: 'done', status: 201 },
  ])
  t.equal(entries.length, 8, 'what is not as documented, or changes nothing, is no write')
  const rows = JSON.stringify(await app.database.kysely.selectFrom('audit').selectAll().execute())
  t.notMatch(rows, /private/)
  t.match((await app.ledger.history(id)).map(({ event, by }) => [event, by]).slice(-3), [
    ['edited', who],
    ['dismissed', who],
    ['erased', 'api'],
  ])
  t.equal((await trailOf(app, `?subject=${id}&outcome=refused`)).entries.length, 1)
  const page = await trailOf(app, '?limit=5')
  t.equal((await trailOf(app, `?limit=5&cursor=${page.next}`)).entries.length, 3)
})

t.test('what cannot be recorded is not done', async (t) => {
  const away = async () => {
    throw new AccessUnavailable('unavailable', 'It is away.')
  }
  const app = await openApiApp(t, { access: ({ trail }) => ({ trail: { ...trail, begin: away } }) })
  const id = await app.put('one')
  await app.ledger.park(await app.claim(), 'stuck')
  const answer = await app.ask('POST', `/v1/handoffs/${id}/release`)
  t.equal(answer.statusCode, 503)
  t.match(answer.json(), { code: 'store_unavailable' })
  t.match(await app.ledger.find(id), { state: 'parked' })
})

t.test('an outcome that cannot be written leaves an entry that says so', async (t) => {
  const app = await openApiApp(t, { access: ({ trail }) => ({ trail: { ...trail, end: async () => {} } }) })
  t.equal((await app.ask('POST', '/v1/erasures', { phone: '+34 600 11 22 33' })).statusCode, 200)
  t.match((await trailOf(app)).entries, [{ what: 'eraseRequester', outcome: 'unknown', status: null }])
})

t.test(
  'while the store is away stored keys are answered 503, and those of the configuration work',
  async (t) => {
    const key = `rlv_${'0'.repeat(52)}`
    const app = await openApiApp(t, {
      access: () => ({
        doorkeeper: createDoorkeeper({
          configuredKeys: ['a-configured-key'],
          rateLimit: { max: 1, window: 60_000 },
          clock: { now: Date.now, after: () => () => {} },
          stored: {
            lookup: createKeyLookup({
              read: async () => {
                throw new Error('away')
              },
              clock: { now: Date.now, after: () => () => {} },
              onFailure: () => {},
            }),
            lastUse: { note: () => {}, idle: async () => {} },
          },
        }),
      }),
    })
    const answer = await app.ask('GET', '/v1/custody', undefined, key)
    t.equal(answer.statusCode, 503)
    t.equal(answer.headers['retry-after'], '10')
    t.match(answer.json(), { code: 'store_unavailable' })
    t.equal((await app.ask('GET', '/v1/custody', undefined, 'a-configured-key')).statusCode, 200)
  },
)

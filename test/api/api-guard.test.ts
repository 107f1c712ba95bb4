import Fastify from 'fastify'
import t from 'tap'
import { demandScopes } from '../../src/api/demand-scopes.ts'
import { key, openApiApp } from './open-api-app.ts'

t.test('every route wants a key', async (t) => {
  const { app } = await openApiApp(t)
  for (const [method, url] of [
    ['GET', '/v1/handoffs'],
    ['GET', '/v1/handoffs/x'],
    ['GET', '/v1/custody'],
    ['POST', '/v1/handoffs/x/retry'],
    ['POST', '/v1/handoffs/x/release'],
    ['POST', '/v1/handoffs/x/dismiss'],
    ['PATCH', '/v1/handoffs/x'],
    ['POST', '/v1/classifications'],
    ['POST', '/v1/erasures'],
    ['GET', '/v1/keys'],
    ['POST', '/v1/keys'],
    ['DELETE', '/v1/keys/rlv_000000000000'],
    ['GET', '/v1/audit'],
  ] as const) {
    const answer = await app.inject({ method, url })
    t.equal(answer.statusCode, 401, `${method} ${url}`)
    t.match(answer.headers, {
      'content-type': /^application\/problem\+json/,
      'www-authenticate': 'Bearer realm="relevo"',
      'cache-control': 'no-store',
    })
    t.match(answer.json(), { ok: false, code: 'api_key_wrong', error: { code: 'api_key_wrong' } })
  }
})

t.test('takes the key either way', async (t) => {
  const { app } = await openApiApp(t)
  for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }])
    t.equal((await app.inject({ url: '/v1/custody', headers })).statusCode, 200)
})

t.test('without configured keys nobody has access, and the answer says so', async (t) => {
  const { app } = await openApiApp(t, { apiKeys: [] })
  const answer = await app.inject({ url: '/v1/custody', headers: { 'x-api-key': '' } })
  t.equal(answer.statusCode, 401)
  t.match(answer.json(), { detail: /RELEVO_API_KEY/ })
})

t.test('guessing is limited per address, without shutting out those who have a key', async (t) => {
  const { app } = await openApiApp(t)
  const guess = () => app.inject({ url: '/v1/custody', headers: { 'x-api-key': 'wrong' } })
  const statuses: number[] = []
  for (let count = 0; count < 21; count++) statuses.push((await guess()).statusCode)
  t.same(statuses, [...Array<number>(20).fill(401), 429])
  const limited = await guess()
  t.match(limited.json(), { ok: false, code: 'rate_limited' })
  t.ok(Number(limited.headers['retry-after']) >= 1)
  t.equal((await app.inject({ url: '/v1/custody', headers: { 'x-api-key': key } })).statusCode, 200)
  const elsewhere = await app.inject({ url: '/v1/custody', remoteAddress: '203.0.113.7' })
  t.equal(elsewhere.statusCode, 401)
})

t.test('a route that names no scope does not come up', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  demandScopes(app)
  t.throws(() => app.get('/v1/open', async () => ''), { message: /GET \/v1\/open names no scope/ })
  t.doesNotThrow(() => app.get('/v1/shut', { config: { scope: 'admin' } }, async () => ''))
})

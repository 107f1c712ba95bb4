import t from 'tap'
import { authorization, openZendesk } from './open-zendesk.ts'

t.test('who is nobody is answered 200 at /users/me, and 401 everywhere else', async (t) => {
  const { call } = openZendesk()
  const wrong = { authorization: authorization('ada@sandbox.example', 'no') }
  t.match(await call('GET', '/users/me', undefined, wrong), {
    status: 200,
    body: { user: { id: null, role: 'end-user' } },
  })
  t.match(await call('GET', '/tickets', undefined, wrong), {
    status: 401,
    body: { error: "Couldn't authenticate you" },
  })
  t.match(await call('GET', '/tickets', undefined, { authorization: 'Bearer no' }), {
    status: 401,
    body: { error: 'invalid_token' },
  })
  t.match(await call('GET', '/users/me.json'), { status: 200, body: { user: { role: 'admin' } } })
})

t.test('a token acts as any agent of the account, never as a customer, and needs /token', async (t) => {
  const { call, create } = openZendesk({ oauthTokens: { oauth: 'ada@sandbox.example' } })
  await create()
  const asCustomer = { authorization: authorization('ana@example.com') }
  t.equal((await call('GET', '/tickets', undefined, asCustomer)).status, 401)
  const plain = `Basic ${Buffer.from('ada@sandbox.example:sandbox-token').toString('base64')}`
  t.equal((await call('GET', '/tickets', undefined, { authorization: plain })).status, 401)
  t.equal((await call('GET', '/tickets', undefined, { authorization: 'Bearer oauth' })).status, 200)
})

t.test('the account has a limit of calls, told in both spellings', async (t) => {
  const { call, clock } = openZendesk({ limits: { total: 2 } })
  t.equal((await call('GET', '/tickets')).headers.get('x-rate-limit-remaining'), '1')
  t.equal((await call('GET', '/tickets')).headers.get('ratelimit-remaining'), '0')
  const refused = await call('GET', '/tickets')
  t.equal(refused.status, 429)
  t.equal(refused.headers.get('retry-after'), '60')
  clock.advance(60_000)
  t.equal((await call('GET', '/tickets')).status, 200)
})

t.test(
  'one ticket takes 30 updates in ten minutes, and names a long wait; other tickets go on',
  async (t) => {
    const { call, create, clock } = openZendesk()
    await create()
    await create()
    const update = (id: number) => call('PUT', `/tickets/${id}`, { ticket: { priority: 'high' } })
    for (let at = 0; at < 30; at++) t.equal((await update(1)).status, 200)
    clock.advance(100_000)
    const refused = await update(1)
    t.equal(refused.status, 429)
    t.equal(refused.headers.get('retry-after'), '500')
    t.not(refused.headers.get('x-rate-limit-remaining'), '0')
    t.equal((await update(2)).status, 200)
    clock.advance(500_000)
    t.equal((await update(1)).status, 200)
  },
)

t.test('the export is for admins, and counts apart', async (t) => {
  const { call } = openZendesk({
    agents: [
      { name: 'Ada', email: 'ada@sandbox.example' },
      { name: 'Luis', email: 'luis@sandbox.example', role: 'agent' },
    ],
    limits: { incremental: 1 },
  })
  const path = '/incremental/tickets/cursor?start_time=1'
  const luis = { authorization: authorization('luis@sandbox.example') }
  t.match(await call('GET', path, undefined, luis), { status: 403, body: { error: { title: 'Forbidden' } } })
  t.equal((await call('GET', path)).status, 429)
})

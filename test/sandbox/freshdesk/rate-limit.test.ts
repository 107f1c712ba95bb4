import t from 'tap'
import { planLimits } from '../../../src/sandbox/freshdesk/limits.ts'
import { newTicket, openSandbox } from '../open-sandbox.ts'

t.test('a window starts with its first call and ends on time', async (t) => {
  const { call, clock } = openSandbox({ limits: { total: 2, perWindowMs: 10_000 } })
  clock.advance(7_000)
  t.equal((await call('GET', '/agents/me')).headers.get('x-ratelimit-remaining'), '1')
  clock.advance(3_500)
  t.equal((await call('GET', '/agents/me')).headers.get('x-ratelimit-remaining'), '0')
  const refused = await call('GET', '/agents/me')
  t.equal(refused.status, 429)
  t.equal(refused.headers.get('retry-after'), '7', 'whole seconds, rounded up')
  t.equal(refused.headers.get('x-ratelimit-remaining'), '0')
  t.equal(refused.headers.get('x-ratelimit-used-currentrequest'), '0')
  t.type(refused.body.message, 'string')
  clock.advance(6_499)
  t.equal((await call('GET', '/agents/me')).headers.get('retry-after'), '1')
  clock.advance(1)
  t.equal((await call('GET', '/agents/me')).status, 200)
})

t.test('faulty and unauthorised calls count too', async (t) => {
  const { call } = openSandbox({ limits: { total: 10 } })
  await call('POST', '/tickets', {})
  await call('GET', '/nowhere')
  await call('GET', '/agents/me', undefined, { key: 'wrong' })
  t.equal((await call('GET', '/agents/me')).headers.get('x-ratelimit-remaining'), '6')
})

t.test('a call that costs more than is left is refused', async (t) => {
  const { call } = openSandbox({ limits: { total: 4 } })
  await call('GET', '/agents/me')
  await call('GET', '/agents/me')
  t.equal((await call('GET', '/tickets?include=stats')).status, 429)
  t.equal((await call('GET', '/tickets')).status, 200)
})

t.test('single operations have limits of their own, shown while calls remain', async (t) => {
  const { call, clock, sandbox } = openSandbox({
    limits: { total: 100, create: 1, update: 1, listTickets: 1, listContacts: 1 },
  })
  const calls: [string, string, unknown?][] = [
    ['POST', '/tickets', newTicket()],
    ['PUT', '/tickets/1', { priority: 2 }],
    ['GET', '/tickets'],
    ['GET', '/contacts'],
  ]
  for (const [method, path, body] of calls) {
    t.ok((await call(method, path, body)).status < 300, `${method} ${path}`)
    const refused = await call(method, path, body)
    t.equal(refused.status, 429)
    t.ok(Number(refused.headers.get('x-ratelimit-remaining')) > 0)
    t.equal(refused.headers.get('retry-after'), '60')
  }
  t.equal((await call('POST', '/tickets/1/notes', { body: 'x' })).status, 201, 'notes are not limited so')
  t.equal(sandbox.requests.filter((request) => request.status === 429).length, 4)
  t.equal(sandbox.requests.filter((request) => request.status === 429)[0]?.credits, 0)
  clock.advance(60_000)
  t.equal((await call('GET', '/tickets')).status, 200)
})

t.test('other apps of the account spend from the same budget, evenly', async (t) => {
  const { call, clock, sandbox } = openSandbox({ limits: { total: 100, otherAppsUse: 60 } })
  const remaining = async () => Number((await call('GET', '/agents/me')).headers.get('x-ratelimit-remaining'))
  t.equal(await remaining(), 99)
  clock.advance(30_000)
  t.equal(await remaining(), 68)
  sandbox.limits.otherAppsUse = 200
  t.equal(await remaining(), 0, 'limits may be changed while it runs')
})

t.test('the plans have their documented limits', async (t) => {
  const { sandbox } = openSandbox({ plan: 'growth', limits: { total: 7 } })
  t.match(sandbox.limits, { total: 7, create: 80, update: 80, listTickets: 20, listContacts: 20 })
  t.equal(planLimits.trial.create, null)
  t.equal(planLimits.pro.total, 400)
})

import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { createHealth } from '../../src/ops/create-health.ts'
import { createMetrics } from '../../src/ops/create-metrics.ts'
import type { ReadFigures } from '../../src/ops/figures.ts'
import { createHealthRoutes } from '../../src/ops/health-routes.ts'
import { createManualClock } from '../manual-clock.ts'

const build = (t: Test, probeStore: () => Promise<void>, rest: Partial<ReadFigures> = {}) => {
  const clock = createManualClock()
  const figures: ReadFigures = {
    ledger: async () => ({ perState: {}, oldestOpenReceivedAt: null, flagged: {} }),
    helpdesks: () => [],
    alertAfterMs: 1000,
    ...rest,
  }
  const health = createHealth({ probeStore, figures, clock })
  const metrics = createMetrics({ now: clock.now, figures, processFigures: false })
  const app = Fastify()
  app.register(createHealthRoutes({ health, metrics }))
  t.teardown(() => app.close())
  return { app, clock, health }
}

const never = () => new Promise<never>(() => undefined)

t.test('is alive whatever the store does', async (t) => {
  const { app } = build(t, never, { ledger: never })
  const answer = await app.inject('/livez')
  t.equal(answer.statusCode, 200)
  t.same(answer.json(), { status: 'ok' })
})

t.test('is ready when the store takes a write', async (t) => {
  const { app, clock } = build(t, async () => undefined)
  const answer = await app.inject('/readyz')
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['cache-control'], 'no-store')
  t.match(answer.json(), { ready: true, status: 'ok', checks: [{ name: 'store', status: 'pass' }, {}] })
  t.equal(clock.pending(), 0, 'no timer is left behind')
})

t.test('answers 503 and the remedy, but no foreign message, when it does not', async (t) => {
  const broken = Object.assign(new Error('disk full at /secret/path'), {
    code: 'disk-full',
    remedy: 'Free some space.',
  })
  const known = await build(t, () => Promise.reject(broken)).app.inject('/readyz')
  t.equal(known.statusCode, 503)
  t.match(known.json(), { ready: false, status: 'down', checks: [{ detail: /disk-full.*Free some space/ }] })
  const unknown = await build(t, () => Promise.reject(new Error('ann@example.org'))).app.inject('/readyz')
  t.equal(unknown.statusCode, 503)
  t.notMatch(unknown.body, /ann|secret/)
  const odd = await build(t, () => Promise.reject('text')).app.inject('/readyz')
  t.equal(odd.statusCode, 503)
})

t.test('does not hang with a store that hangs', async (t) => {
  const { app, clock } = build(t, never, { ledger: never })
  const asking = app.inject('/readyz')
  while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve))
  await clock.advance(2000)
  const answer = await asking
  t.equal(answer.statusCode, 503)
  t.match(answer.json(), {
    checks: [
      { name: 'store', detail: /slow/ },
      { name: 'oldest-open', status: 'warn' },
    ],
  })
})

t.test('many monitors share one look at the store', async (t) => {
  let probes = 0
  const { app, clock } = build(t, async () => {
    probes++
  })
  await Promise.all(Array.from({ length: 20 }, () => app.inject('/readyz')))
  t.equal(probes, 1)
  await clock.advance(1000)
  await app.inject('/readyz')
  t.equal(probes, 2)
})

t.test('draining shows at once', async (t) => {
  const { app, health } = build(t, async () => undefined)
  t.equal((await app.inject('/readyz')).statusCode, 200)
  health.drain()
  t.equal((await app.inject('/readyz')).statusCode, 503)
})

t.test('a ledger that cannot be counted is a warning, not a failure', async (t) => {
  const { app } = build(t, async () => undefined, { ledger: () => Promise.reject(new Error('x')) })
  const answer = await app.inject('/readyz')
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { status: 'degraded' })
})

t.test("serves the figures in Prometheus' format", async (t) => {
  const { app } = build(t, async () => undefined)
  const answer = await app.inject('/metrics')
  t.equal(answer.statusCode, 200)
  t.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4/)
  t.match(answer.body, /^# HELP relevo_/m)
  t.match(answer.body, /^relevo_store_up 1$/m)
})

import t from 'tap'
import { decideReadiness, type ReadinessInput } from '../../src/ops/decide-readiness.ts'
import type { HelpdeskFigures } from '../../src/ops/figures.ts'

const helpdesk = (availability: HelpdeskFigures['availability']): HelpdeskFigures => ({
  name: 'main',
  availability,
  budget: { total: null, remaining: null, allowance: 1, waiting: {}, rateLimited: 0 },
})
const shut = (reason: string) =>
  helpdesk({ state: 'shut', reason, since: 1, until: null, why: `shut for ${reason}` })

const input = (rest: Partial<ReadinessInput> = {}): ReadinessInput => ({
  store: { ok: true },
  draining: false,
  ledger: { perState: { parked: 0 }, oldestOpenReceivedAt: null, flagged: {} },
  helpdesks: [helpdesk({ state: 'open' })],
  alertAfterMs: 900_000,
  now: 10_000_000,
  ...rest,
})
const check = (rest: Partial<ReadinessInput>, name: string) =>
  decideReadiness(input(rest)).checks.find((each) => each.name === name)

t.test('is ready when all is well', async (t) => {
  const readiness = decideReadiness(input())
  t.match(readiness, { ready: true, status: 'ok' })
  t.same(
    readiness.checks.map(({ name, status }) => `${name} ${status}`),
    ['store pass', 'oldest-open pass', 'helpdesk:main:reachable pass', 'helpdesk:main:credentials pass'],
  )
})

t.test('is not ready when the store takes no writes, and says what to do', async (t) => {
  const store = { ok: false as const, code: 'disk-full', remedy: 'Free some space.' }
  t.match(decideReadiness(input({ store })), { ready: false, status: 'down' })
  t.match(check({ store }, 'store'), { status: 'fail', detail: /disk-full.*Free some space/ })
})

t.test('is not ready while shutting down', async (t) => {
  t.match(decideReadiness(input({ draining: true })), { ready: false, status: 'down' })
})

t.test('stays ready, degraded, while only the help desk is away: hand-offs are still kept', async (t) => {
  for (const [reason, name, comfort] of [
    ['outage', 'helpdesk:main:reachable', /^shut for outage Nothing needs doing: .* delivered by themselves/],
    ['rate-limit', 'helpdesk:main:reachable', /^shut for rate-limit Nothing needs doing/],
    ['credentials', 'helpdesk:main:credentials', /^shut for credentials Hand-offs are kept/],
  ] as const) {
    t.match(decideReadiness(input({ helpdesks: [shut(reason)] })), { ready: true, status: 'degraded' })
    t.match(check({ helpdesks: [shut(reason)] }, name), { status: 'warn', detail: comfort })
  }
})

t.test('warns of what waits too long, and of what waits for a person', async (t) => {
  const ledger = (age: number, parked = 0) => ({
    perState: { parked },
    oldestOpenReceivedAt: 10_000_000 - age,
    flagged: {},
  })
  t.match(check({ ledger: ledger(900_000) }, 'oldest-open'), { status: 'pass', detail: /900 s/ })
  t.match(check({ ledger: ledger(900_001) }, 'oldest-open'), { status: 'warn', detail: /15 min/ })
  t.match(check({ ledger: ledger(-5) }, 'oldest-open'), { status: 'pass', detail: / 0 s/ })
  t.match(check({ ledger: ledger(0, 2) }, 'parked'), { status: 'warn', detail: /^2 / })
  t.match(check({ ledger: null }, 'oldest-open'), { status: 'warn' })
})

t.test('says when hand-offs wait for a help desk that is not configured here', async (t) => {
  const ledger = {
    perState: { parked: 0 },
    openPerHelpdesk: { main: 3, freshdesk: 4 },
    escalatingAt: ['main', 'old'],
    oldestOpenReceivedAt: 9_999_000,
    flagged: {},
  }
  t.match(check({ ledger }, 'helpdesk:freshdesk:unknown'), { status: 'warn', detail: /^4 open .*freshdesk/ })
  t.equal(check({ ledger }, 'helpdesk:main:unknown'), undefined)
  t.match(check({ ledger }, 'helpdesk:old:escalations'), { status: 'warn', detail: /^Escalations .*old/ })
  t.equal(check({ ledger }, 'helpdesk:main:escalations'), undefined)
  t.equal(decideReadiness(input({ ledger })).status, 'degraded')
  t.equal(check({ ledger, helpdesks: [] }, 'helpdesk:freshdesk:unknown'), undefined, 'not loaded yet')
})

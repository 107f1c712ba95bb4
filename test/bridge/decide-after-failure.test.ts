import t from 'tap'
import { decideAfterFailure, type FailedTry } from '../../src/bridge/decide-after-failure.ts'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'

const now = 1_000_000
const delivery = { settle: 45_000, retryFirst: 2000, retryCeiling: 600_000 }
const failures: Record<Failure['kind'], Failure> = {
  held: { kind: 'held', message: 'held', retryAt: now + 7000 },
  'rate-limited': { kind: 'rate-limited', message: 'slow down', retryAt: now + 9000 },
  credentials: { kind: 'credentials', message: 'refused', status: 401 },
  forbidden: { kind: 'forbidden', message: 'not permitted', status: 403, code: null },
  invalid: { kind: 'invalid', message: 'email', status: 400, faults: [] },
  'not-found': { kind: 'not-found', message: 'not found' },
  gone: { kind: 'gone', message: 'gone' },
  conflict: { kind: 'conflict', message: 'conflict' },
  'too-large': { kind: 'too-large', message: 'too large' },
  unsupported: { kind: 'unsupported', message: 'this help desk cannot' },
  unavailable: { kind: 'unavailable', message: 'away', status: null, code: 'ECONNREFUSED' },
}
const decide = (kind: Failure['kind'], over: Partial<FailedTry> = {}, random = 1) =>
  decideAfterFailure(
    { tried: 'create', effect: 'none', failure: failures[kind], attempts: 1, hasFiles: false, now, ...over },
    delivery,
    () => random,
  )

t.test('what says when to come back is obeyed, spread by at most a second', async (t) => {
  t.match(decide('held', {}, 0), { kind: 'retry', dueAt: now + 7000, failed: false })
  t.match(decide('rate-limited', {}, 0), { kind: 'retry', dueAt: now + 9000, failed: false })
  t.match(decide('rate-limited'), { dueAt: now + 10_000 })
  const past: Failure = { kind: 'rate-limited', message: '', retryAt: 5 }
  t.match(decide('rate-limited', { failure: past }, 0), { dueAt: now })
  const untold: Failure = { kind: 'held', message: '', retryAt: null }
  t.match(decide('held', { failure: untold }), { dueAt: now + 2000, failed: false })
})

t.test('everything else backs off for as long as it takes, and says whose fault it may be', async (t) => {
  t.match(decide('credentials'), { kind: 'retry', dueAt: now + 2000, failed: false })
  t.match(decide('unavailable'), { kind: 'retry', failed: false })
  const answered: Failure = { kind: 'unavailable', message: '', status: 404, code: null }
  t.match(decide('unavailable', { failure: answered }), { kind: 'retry', failed: true })
  for (const kind of ['forbidden', 'not-found', 'gone', 'conflict'] as const) {
    t.match(decide(kind), { kind: 'retry', failed: true }, kind)
    t.match(
      decide(kind, { attempts: 500 }),
      { kind: 'retry', dueAt: now + 600_000 },
      `${kind}, never given up`,
    )
  }
})

t.test('a write whose effect is unknown settles first, whatever the failure', async (t) => {
  for (const kind of Object.keys(failures) as Failure['kind'][]) {
    t.match(decide(kind, { effect: 'unknown' }, 0), { kind: 'settle' }, kind)
    t.match(decide(kind, { effect: 'unknown', tried: 'add' }, 0), { kind: 'settle' }, kind)
  }
  t.match(decide('unavailable', { effect: 'unknown' }), { dueAt: now + 45_000 })
  t.match(decide('unavailable', { effect: 'unknown', attempts: 20 }), { dueAt: now + 600_000 })
})

t.test('a reopening may be repeated, so its effect does not matter', async (t) => {
  t.match(decide('unavailable', { effect: 'unknown', tried: 'reopen' }), { kind: 'retry' })
})

t.test('a refusal of what a hand-off says parks it, with the reason', async (t) => {
  t.same(decide('invalid'), { kind: 'park', why: 'email' })
  t.same(decide('too-large'), { kind: 'park', why: 'too large' })
})

t.test('files are left out before a ticket is given up as too large', async (t) => {
  t.match(decide('too-large', { hasFiles: true }), { kind: 'without-files' })
  t.match(decide('too-large', { hasFiles: true, tried: 'add' }), { kind: 'without-files' })
  t.match(decide('too-large', { tried: 'add' }), { kind: 'create-instead' })
})

t.test('a ticket that does not take an addition, a reopening or a look gives way to a new one', async (t) => {
  for (const tried of ['add', 'reopen', 'read'] as const) {
    for (const kind of ['forbidden', 'not-found', 'gone', 'conflict', 'invalid'] as const) {
      t.match(decide(kind, { tried }), { kind: 'create-instead' }, `${tried} ${kind}`)
    }
    t.match(decide('credentials', { tried }), { kind: 'retry' })
  }
})

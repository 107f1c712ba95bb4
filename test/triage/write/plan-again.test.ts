import t from 'tap'
import type { Failure } from '../../../src/helpdesk/outcome.ts'
import { planAgain } from '../../../src/triage/write/plan-again.ts'

const plan = (failure: Failure, attempts = 1) => planAgain({ failure, attempts, now: 1_000 }, () => 0.5)
const message = ''

t.test('a time that was named is kept to, a little spread', async (t) => {
  t.same(plan({ kind: 'rate-limited', message, retryAt: 60_000 }), { kind: 'again', dueAt: 60_500 })
  t.same(plan({ kind: 'held', message, retryAt: 60_000 }), { kind: 'again', dueAt: 60_500 })
  t.same(plan({ kind: 'held', message, retryAt: 0 }), { kind: 'again', dueAt: 1_500 }, 'never in the past')
})

t.test('what passes is tried for ever, at longer and longer intervals', async (t) => {
  const away: Failure = { kind: 'unavailable', message, status: 503, code: null }
  const waits = [1, 2, 3, 50].map((attempts) => {
    const again = plan(away, attempts)
    return again.kind === 'again' ? again.dueAt - 1_000 : Number.NaN
  })
  t.same(waits, [3_750, 7_500, 15_000, 450_000])
  t.match(plan({ kind: 'credentials', message, status: 401 }, 99), { kind: 'again' })
  t.match(plan({ kind: 'held', message, retryAt: null }, 99), { kind: 'again' })
})

t.test('a refusal is given up after eight attempts', async (t) => {
  const forbidden: Failure = { kind: 'forbidden', message, status: 403, code: null }
  t.match(plan(forbidden, 7), { kind: 'again' })
  t.same(plan(forbidden, 8), { kind: 'give-up', why: 'forbidden' })
  t.same(plan({ kind: 'too-large', message }, 8), { kind: 'give-up', why: 'refused' })
})

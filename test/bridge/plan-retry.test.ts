import t from 'tap'
import { planRetry } from '../../src/bridge/plan-retry.ts'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'

const plan = (failure: Failure) =>
  planRetry({ failure, attempts: 1, now: 0 }, { retryFirst: 2000, retryCeiling: 600_000 }, () => 1)

t.test('a look that is refused for what it asks backs off too', async (t) => {
  t.same(plan({ kind: 'invalid', message: 'email', status: 400, faults: [] }), {
    kind: 'retry',
    dueAt: 2000,
    why: 'email',
    failed: true,
  })
  t.match(plan({ kind: 'too-large', message: '' }), { dueAt: 2000, failed: true })
})

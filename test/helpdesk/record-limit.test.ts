import t from 'tap'
import { answered, createTestGovernor, follow, isPermit, request } from './create-test-governor.ts'

const update = request({ operation: 'update', lane: 'addition' })

t.test('a 429 of one record leaves its operation and the account alone', async (t) => {
  const { governor } = createTestGovernor({ budget: { perWindow: 100, share: 1 } })
  const first = await governor.acquire(update)
  if (!isPermit(first)) throw new Error('no permit')
  first.settle(answered({ status: 429, total: 100, remaining: 90, retryAfterMs: 500_000, ofRecord: true }))
  t.match(governor.availability(), { state: 'open' })
  t.equal(governor.report().rateLimited, 1, 'it is counted')
  const next = follow(governor.acquire(update))
  await new Promise((resolve) => setImmediate(resolve))
  t.ok(isPermit(next.value), 'other records go on at once')
  governor.close()
})

t.test('the same without that word holds the operation back', async (t) => {
  const { governor } = createTestGovernor({ budget: { perWindow: 100, share: 1 } })
  const first = await governor.acquire(update)
  if (!isPermit(first)) throw new Error('no permit')
  first.settle(answered({ status: 429, total: 100, remaining: 90, retryAfterMs: 500_000 }))
  const next = follow(governor.acquire(update))
  await new Promise((resolve) => setImmediate(resolve))
  t.match(next.value, { held: { kind: 'held' } })
  governor.close()
})

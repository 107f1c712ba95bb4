import t from 'tap'
import { backoffMs } from '../../src/ops/backoff.ts'

const limits = { first: 2000, ceiling: 600_000 }

t.test('doubles up to the ceiling', async (t) => {
  const longest = (attempt: number) => backoffMs(attempt, limits, () => 1)
  t.same([1, 2, 3, 4].map(longest), [2000, 4000, 8000, 16_000])
  t.equal(longest(20), 600_000)
  t.equal(longest(5000), 600_000)
  t.equal(longest(0), 2000)
})

t.test('is anything between nothing and that', async (t) => {
  t.equal(
    backoffMs(3, limits, () => 0),
    0,
  )
  t.equal(
    backoffMs(3, limits, () => 0.5),
    4000,
  )
})

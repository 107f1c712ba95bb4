import t from 'tap'
import { createWindowLimiter } from '../../src/ops/create-window-limiter.ts'
import { createManualClock } from '../manual-clock.ts'

t.test('so many requests pass in a window, then the wait is told until it ends', async (t) => {
  const clock = createManualClock()
  const limiter = createWindowLimiter(clock, { max: 2, window: 60_000 })
  t.same([limiter(), limiter(), limiter()], [0, 0, 60])
  clock.jump(59_500)
  t.equal(limiter(), 1)
  clock.jump(500)
  t.same([limiter(), limiter(), limiter()], [0, 0, 60])
})

t.test('a clock that is set back does not shut the door for long', async (t) => {
  const clock = createManualClock()
  const limiter = createWindowLimiter(clock, { max: 1, window: 60_000 })
  t.same([limiter(), limiter()], [0, 60])
  clock.jump(-3_600_000)
  t.equal(limiter(), 0)
})

t.test('windows of less than a second tell a whole one', async (t) => {
  const limiter = createWindowLimiter(createManualClock(), { max: 1, window: 20 })
  t.same([limiter(), limiter()], [0, 1])
})

import t from 'tap'
import { sleep } from '../src/ops/clock.ts'
import { createManualClock } from './manual-clock.ts'

t.test('runs timers in order of time, and those set meanwhile', async (t) => {
  const clock = createManualClock(1000)
  const seen: [string, number][] = []
  clock.after(20, () => seen.push(['b', clock.now()]))
  clock.after(10, () => {
    seen.push(['a', clock.now()])
    clock.after(5, () => seen.push(['a2', clock.now()]))
  })
  clock.after(20, () => seen.push(['c', clock.now()]))
  await clock.advance(19)
  t.same(seen, [
    ['a', 1010],
    ['a2', 1015],
  ])
  await clock.advance(1)
  t.same(seen.slice(2), [
    ['b', 1020],
    ['c', 1020],
  ])
})

t.test('lets a chain of awaits go on between timers', async (t) => {
  const clock = createManualClock(0)
  const seen: number[] = []
  const walk = async () => {
    for (let step = 0; step < 3; step++) {
      await sleep(clock, 10)
      await Promise.resolve()
      seen.push(clock.now())
    }
  }
  const walked = walk()
  await clock.advance(100)
  await walked
  t.same(seen, [10, 20, 30])
})

t.test('forgets a cancelled timer, and counts those that wait', async (t) => {
  const clock = createManualClock(0)
  const cancel = clock.after(10, () => t.fail('was cancelled'))
  t.equal(clock.pending(), 1)
  cancel()
  t.equal(clock.pending(), 0)
  t.equal(await clock.advanceToNext(), false)
  await clock.advance(50)
  t.equal(clock.now(), 50)
})

import t from 'tap'
import { createAccountWatch } from '../../../src/helpdesk/budget/create-account-watch.ts'

const windowMs = 60_000
const total = 100

/** One call of ours that is answered at once. */
const call = (watch: ReturnType<typeof createAccountWatch>, now: number, remaining: number, ours: number) => {
  const mark = watch.sent(1, now)
  watch.ended(mark)
  watch.saw({ mark, total, remaining, ours, now })
}

t.test('sees what others spend in what our calls do not explain', async (t) => {
  const watch = createAccountWatch(windowMs)
  t.equal(watch.others(0), 0)
  t.equal(watch.remaining(0), null)
  call(watch, 1000, 99, 1)
  t.equal(watch.others(1000), 0)
  call(watch, 2000, 88, 2)
  t.equal(watch.others(2000), 10)
  t.equal(watch.remaining(2000), 88)
  watch.sent(3, 2500)
  t.equal(watch.remaining(2500), 85)
  t.equal(watch.remaining(62_000), null, 'a new window has begun by then')
})

t.test('keeps the figure of the last window until the next is known', async (t) => {
  const watch = createAccountWatch(windowMs)
  call(watch, 0, 60, 1)
  t.equal(watch.others(0), 39)
  call(watch, 30_000, 58, 2)
  call(watch, 40_000, 99, 3)
  t.equal(watch.others(40_000), 40)
  t.equal(watch.windowEndsAt(), 100_000)
  call(watch, 80_000, 98, 3)
  t.equal(watch.others(99_000), 40)
  t.equal(watch.others(100_000), 0)
})

t.test('is not misled by answers that overtake each other', async (t) => {
  const watch = createAccountWatch(windowMs)
  const marks = Array.from({ length: 8 }, () => watch.sent(1, 0))
  const [a, b, c, d, e] = marks
  let now = 10
  const end = (mark: typeof a, remaining: number) => {
    if (!mark) return
    watch.ended(mark)
    watch.saw({ mark, total, remaining, ours: 8, now: now++ })
  }
  end(c, 98)
  end(a, 93)
  end(e, 92)
  end(b, 97)
  t.equal(watch.others(now), 0)
  call(watch, 50_000, 91, 9)
  call(watch, 60_020, 99, 1)
  end(d, 92)
  t.equal(watch.others(60_030), 0, 'an answer from the window before')
})

t.test('takes back a call that was never sent', async (t) => {
  const watch = createAccountWatch(windowMs)
  const first = watch.sent(1, 0)
  const second = watch.sent(5, 0)
  watch.ended(first)
  watch.saw({ mark: first, total, remaining: 99, ours: 6, now: 100 })
  t.equal(watch.remaining(100), 94)
  watch.returned(second)
  t.equal(watch.remaining(100), 99)
})

t.test('counts afresh after a window without an answer', async (t) => {
  const watch = createAccountWatch(windowMs)
  call(watch, 0, 50, 1)
  t.equal(watch.others(59_000), 49)
  t.equal(watch.others(61_000), 0)
  call(watch, 200_000, 80, 1)
  t.equal(watch.others(200_000), 19)
})

t.test('believes the vendor about the end of its window', async (t) => {
  const watch = createAccountWatch(windowMs)
  watch.willEnd(5000)
  call(watch, 0, 0, 1)
  watch.willEnd(5000)
  t.equal(watch.windowEndsAt(), 5000)
  t.equal(watch.remaining(4999), 0)
  t.equal(watch.remaining(5000), null)
})

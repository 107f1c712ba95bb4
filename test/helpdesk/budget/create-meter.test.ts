import t from 'tap'
import { createMeter } from '../../../src/helpdesk/budget/create-meter.ts'

/** Spends as fast as the meter lets, for `forMs`; each call ends at once. */
const spendAll = (meter: ReturnType<typeof createMeter>, fromMs: number, forMs: number): number[] => {
  const times: number[] = []
  for (let now = fromMs; now < fromMs + forMs; now++) {
    while (meter.readyAt(1, now) <= now) {
      meter.spend(1, now)
      meter.end(1, now)
      times.push(now)
    }
  }
  return times
}

t.test('spends all of every window, a burst first and evenly ever after', async (t) => {
  const meter = createMeter(10_000, 100)
  meter.rest(0)
  const times = spendAll(meter, 0, 50_000)
  for (let window = 0; window < 5; window++) {
    const count = times.filter((at) => Math.floor(at / 10_000) === window).length
    t.ok(count >= 99 && count <= 100, `${count} in window ${window}`)
  }
  t.equal(times.filter((at) => at === 0).length, 26, 'a quarter and the one on pace')
  const gaps = times.slice(27).map((at, index) => at - (times[index + 26] ?? at))
  t.ok(Math.max(...gaps) <= 140, `longest gap ${Math.max(...gaps)}`)
})

t.test('counts a call until a window after it ended', async (t) => {
  const meter = createMeter(1000, 1)
  meter.spend(1, 0)
  t.equal(meter.readyAt(1, 5000), Number.POSITIVE_INFINITY)
  meter.end(1, 5000)
  t.equal(meter.readyAt(1, 5000), 6000)
  t.equal(meter.spent(5999), 1)
  t.equal(meter.ended(6000), 0)
})

t.test('takes a smaller and a larger allowance up at once', async (t) => {
  const meter = createMeter(10_000, 100)
  spendAll(meter, 0, 1000)
  meter.setAllowance(10, 1000)
  t.equal(spendAll(meter, 1000, 8000).length, 0)
  meter.setAllowance(1000, 9000)
  t.ok(spendAll(meter, 9000, 1000).length >= 90)
})

t.test('without a limit only counts', async (t) => {
  const meter = createMeter(1000, Number.POSITIVE_INFINITY)
  let waits = 0
  for (let call = 0; call < 5000; call++) {
    waits += meter.readyAt(3, call) - call
    meter.spend(3, call)
    meter.end(3, call)
  }
  t.equal(waits, 0)
  t.equal(meter.spent(5000), 3 * 999)
})

t.test('saves up what is not used while nobody waits, but not more than a quarter', async (t) => {
  const meter = createMeter(10_000, 40)
  spendAll(meter, 0, 20_000)
  meter.rest(19_999)
  meter.rest(120_000)
  const burst = spendAll(meter, 120_000, 1)
  t.equal(burst.length, 11)
})

import t from 'tap'
import { createMeter, mostWithin } from '../../../src/helpdesk/budget/create-meter.ts'
import { createRandom } from '../../../src/sandbox/faults/create-random.ts'

t.test('no meter lets more go in a while than is said, however it was used before', async (t) => {
  const random = createRandom(5)
  const windowMs = 60_000
  for (let history = 0; history < 300; history++) {
    const allowance = 1 + Math.floor(random() * 400)
    const meter = createMeter(windowMs, allowance)
    const ms = 500 + Math.floor(random() * 10_000)
    const from = Math.floor(random() * 90_000)
    let spent = 0
    for (let now = 0; now < from + ms; now += 1 + Math.floor(random() * 40)) {
      // Idle for a while, then as many as it permits.
      if (now < from && random() < 0.5) {
        meter.rest(now)
        continue
      }
      while (meter.readyAt(1, now) <= now) {
        meter.spend(1, now)
        meter.end(1, now)
        if (now >= from) spent += 1
      }
    }
    const most = mostWithin(ms, { allowance, windowMs })
    if (spent > most) t.fail(`${spent} of ${allowance} in ${ms} ms; at most ${most} were said`)
  }
  t.equal(mostWithin(60_000, { allowance: 0, windowMs }), 0)
  t.ok(mostWithin(5000, { allowance: 560, windowMs }) < 0.45 * 560, 'and far from everything')
})

import t from 'tap'
import { createSharedClock } from '../../src/replicas/create-shared-clock.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock } from '../manual-clock.ts'

t.test("goes by the store's time, and follows it", async (t) => {
  const machine = createManualClock()
  let ahead = 60_000
  const clock = createSharedClock({
    clock: machine,
    readTime: async () => machine.now() + ahead,
    logger: silent,
  })
  t.equal(clock.now(), machine.now(), 'before the first comparison: its own')
  await clock.compare()
  t.equal(clock.now(), machine.now() + 60_000)
  clock.start()
  ahead = -5_000
  await machine.advance(15_000)
  t.equal(clock.now(), machine.now() - 5_000)
  clock.stop()
  t.equal(machine.pending(), 0)
})

t.test('takes half of the way there and back for the way', async (t) => {
  const machine = createManualClock()
  const readTime = async () => {
    machine.jump(400)
    const time = machine.now() + 10_000
    machine.jump(400)
    return time
  }
  const clock = createSharedClock({ clock: machine, readTime, logger: silent })
  await clock.compare()
  t.equal(clock.now(), machine.now() + 10_000)
})

t.test('does not take a long way for a wrong clock', async (t) => {
  const machine = createManualClock()
  // The question waits ten seconds for a connection; the store's clock is right.
  const readTime = async () => {
    machine.jump(10_000)
    return machine.now()
  }
  const clock = createSharedClock({ clock: machine, readTime, logger: silent })
  await clock.compare()
  t.equal(clock.now(), machine.now())
})

t.test('a clock that was set since is compared before it is relied on', async (t) => {
  const machine = createManualClock()
  let storeTime = machine.now()
  const clock = createSharedClock({ clock: machine, readTime: async () => storeTime, logger: silent })
  await clock.compare()
  machine.jump(3_600_000)
  t.equal(await clock.sureTime(), storeTime)
  storeTime += 1000
  t.equal(await clock.sureTime(), storeTime)
})

t.test('leaves small differences alone, so that time does not tremble', async (t) => {
  const machine = createManualClock()
  const clock = createSharedClock({
    clock: machine,
    readTime: async () => machine.now() + 49,
    logger: silent,
  })
  await clock.compare()
  t.equal(clock.now(), machine.now())
})

t.test('goes on as before when the store does not answer, or has no clock', async (t) => {
  const machine = createManualClock()
  let answer: () => Promise<number | null> = async () => machine.now() + 7_000
  const clock = createSharedClock({ clock: machine, readTime: () => answer(), logger: silent })
  await clock.compare()
  answer = async () => {
    throw new Error('away')
  }
  await clock.compare()
  t.equal(clock.now(), machine.now() + 7_000)
  answer = async () => null
  await clock.compare()
  t.equal(clock.now(), machine.now() + 7_000)
})

import t, { type Test } from 'tap'
import { mostInAnyWindow } from '../most-in-any-window.ts'
import { type Load, type SimulationPlan, simulate } from './simulate.ts'

const windowMs = 10_000
const total = 100
const plan = (over: Partial<SimulationPlan> = {}): SimulationPlan => ({
  account: { total, windowMs, phaseMs: 3300 },
  config: { budget: { share: 1, perWindow: total, window: '10s' } },
  ...over,
})
type Simulation = ReturnType<typeof simulate>

/** Calls of ours that the help desk counted between two moments, as a part of what it permits. */
const used = (simulation: Simulation, fromMs: number, toMs: number, permitted = total) => {
  const calls = simulation.counted().filter(({ at }) => at >= fromMs && at < toMs)
  return calls.reduce((sum, { cost }) => sum + cost, 0) / (permitted * ((toMs - fromMs) / windowMs))
}
const percent = (part: number) => `${(100 * part).toFixed(1)} %`
const busy: Load = { concurrency: 8 }

const checkBudget = (t: Test, simulation: Simulation, permitted = total) => {
  const most = mostInAnyWindow(simulation.counted(), windowMs)
  t.ok(most <= permitted, `${most} of ${permitted} in the fullest window`)
  t.equal(simulation.account.tally.refused, 0, '429s')
  t.ok(simulation.store.mostTaken() <= 1 + 1e-9, `${simulation.store.mostTaken()} taken at most`)
}

t.test('uses what is permitted and no more with 1, 2 and 4 replicas', async (t) => {
  for (const share of [0.8, 1]) {
    for (const count of [1, 2, 4]) {
      for (const phaseMs of [0, 3300, 9990]) {
        const simulation = simulate(
          plan({
            account: { total, windowMs, phaseMs },
            config: { budget: { share, perWindow: total, window: '10s' } },
            seed: phaseMs + count,
          }),
        )
        for (let index = 0; index < count; index++) void simulation.start().work(busy)
        await simulation.clock.advance(110_000)
        const part = used(simulation, 10_000, 110_000, total * share)
        t.ok(part >= 0.98, `${percent(part)} by ${count} at share ${share}`)
        checkBudget(t, simulation, total * share)
      }
    }
  }
})

t.test('leaves nearly everything to the one replica that has work', async (t) => {
  for (const count of [2, 4]) {
    const simulation = simulate(plan({ seed: count }))
    const [first] = Array.from({ length: count }, () => simulation.start())
    await simulation.clock.advance(5000)
    void first?.work(busy)
    await simulation.clock.advance(100_000)
    const part = used(simulation, 5000, 105_000)
    t.ok(part >= 0.9, `${percent(part)} by one of ${count}`)
    checkBudget(t, simulation)
  }
})

t.test('shares evenly with one that joins in, and nobody stands still meanwhile', async (t) => {
  const simulation = simulate(plan())
  const first = simulation.start()
  void first.work(busy)
  await simulation.clock.advance(30_000)
  const second = simulation.start()
  void second.work(busy)
  await simulation.clock.advance(70_000)
  const times = first.counted.filter(({ at }) => at > 30_000).map(({ at }) => at)
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at))
  t.ok(Math.max(...gaps) <= 1000, `the first pauses ${Math.max(...gaps).toFixed(0)} ms at most`)
  const perWindow = second.counted.filter(({ at }) => at >= 50_000).length / 5
  t.ok(perWindow > 47 && perWindow < 53, `${perWindow} a window by the second`)
  const part = used(simulation, 30_000, 50_000)
  t.ok(part >= 0.9, `${percent(part)} while the share moves`)
  checkBudget(t, simulation)
})

t.test('takes over what one leaves that is closed, after a window', async (t) => {
  const simulation = simulate(plan())
  const [first, second] = [simulation.start(), simulation.start()]
  void first.work(busy)
  void second.work(busy)
  await simulation.clock.advance(40_000)
  await simulation.finish(second.close())
  t.equal(second.share.part(), 0)
  t.equal(simulation.store.rows().find(({ replica }) => replica === second.name)?.part, 0)
  await simulation.clock.advance(60_000)
  t.equal(first.share.part(), 1)
  t.equal(simulation.store.rows().length, 1, 'its row is gone')
  await simulation.clock.advance(20_000)
  const part = used(simulation, 70_000, 120_000)
  t.ok(part >= 0.98, `${percent(part)} by the one that is left`)
  checkBudget(t, simulation)
})

t.test('a share dies with its holder, and comes back a lease and a window later', async (t) => {
  const simulation = simulate(plan())
  const [first, second] = [simulation.start(), simulation.start()]
  void first.work(busy)
  void second.work(busy)
  await simulation.clock.advance(40_000)
  second.process.kill()
  await simulation.clock.advance(18_000)
  t.ok(first.share.part() <= 0.5, 'its last calls may still count')
  await simulation.clock.advance(42_000)
  t.equal(first.share.part(), 1)
  await simulation.clock.advance(20_000)
  const part = used(simulation, 75_000, 120_000)
  t.ok(part >= 0.98, `${percent(part)} by the one that is left`)
  checkBudget(t, simulation)
})

t.test('the death of an idle replica costs next to nothing', async (t) => {
  const simulation = simulate(plan())
  const [first, second] = [simulation.start(), simulation.start()]
  void first.work(busy)
  await simulation.clock.advance(40_000)
  second.process.kill()
  await simulation.clock.advance(40_000)
  const part = used(simulation, 40_000, 80_000)
  t.ok(part >= 0.9, percent(part))
  checkBudget(t, simulation)
})

t.test('one that was stopped for longer than its lease spends nothing of it afterwards', async (t) => {
  for (const frozenMs of [4900, 5100, 12_000, 40_000]) {
    const simulation = simulate(plan({ seed: frozenMs }))
    const [first, second] = [simulation.start(), simulation.start()]
    void first.work(busy)
    void second.work(busy)
    await simulation.clock.advance(40_000)
    second.process.freeze(frozenMs)
    await simulation.clock.advance(frozenMs + 60_000)
    t.ok(
      second.counted.some(({ at }) => at > 40_000 + frozenMs),
      'it goes on',
    )
    checkBudget(t, simulation)
  }
})

t.test('stops when the store is away for longer than a lease, and goes on by itself', async (t) => {
  const simulation = simulate(plan())
  const replicas = [simulation.start(), simulation.start()]
  for (const replica of replicas) void replica.work(busy)
  await simulation.clock.advance(40_000)
  simulation.store.goAway(10_000)
  await simulation.clock.advance(6000)
  t.same(
    replicas.map(({ share }) => share.part()),
    [0, 0],
  )
  t.same(
    replicas.map(({ governor }) => governor.report().allowance),
    [0, 0],
  )
  await simulation.clock.advance(54_000)
  t.equal(used(simulation, 46_000, 50_000), 0, 'nothing goes without a share')
  t.ok(used(simulation, 50_000, 62_000) >= 0.85, percent(used(simulation, 50_000, 62_000)))
  const said = simulation.lines
    .filter(({ message }) => message.includes('agreed on'))
    .map(({ level }) => level)
  t.same(said, ['warn', 'warn', 'info', 'info'], 'once each')
  checkBudget(t, simulation)
})

t.test('a store that is away for less than a lease is not noticed', async (t) => {
  const simulation = simulate(plan())
  for (const replica of [simulation.start(), simulation.start()]) void replica.work(busy)
  await simulation.clock.advance(40_000)
  simulation.store.goAway(2500)
  await simulation.clock.advance(40_000)
  t.ok(used(simulation, 40_000, 80_000) >= 0.98, percent(used(simulation, 40_000, 80_000)))
  checkBudget(t, simulation)
})

t.test('gives way to people together, and does not take each other for them', async (t) => {
  for (const count of [1, 2, 4]) {
    const simulation = simulate(
      plan({ config: { budget: { share: 0.8, perWindow: total, window: '10s' } }, seed: count }),
    )
    simulation.callAsOthers(50)
    for (let index = 0; index < count; index++) void simulation.start().work(busy)
    await simulation.clock.advance(120_000)
    const { served, refused, othersServed, othersRefused } = simulation.account.tally
    t.ok(refused <= served * 0.02, `${refused} of ${served} calls refused with ${count}`)
    t.ok(othersRefused <= othersServed * 0.05, `others: ${othersServed} served, ${othersRefused} refused`)
    const both = (served + othersServed) / 12
    t.ok(both >= 85, `${both.toFixed(1)} of 100 calls a window are used by both`)
  }
})

t.test('is not slowed down by people who keep to what its share leaves them', async (t) => {
  const simulation = simulate(plan({ config: { budget: { share: 0.8, perWindow: total, window: '10s' } } }))
  simulation.callAsOthers(15)
  for (let index = 0; index < 4; index++) void simulation.start().work(busy)
  await simulation.clock.advance(110_000)
  const part = used(simulation, 10_000, 110_000, 80)
  t.ok(part >= 0.97, percent(part))
  t.equal(simulation.account.tally.refused, 0)
})

t.test('keeps the limit of an operation together', async (t) => {
  const simulation = simulate(
    plan({
      account: { total, windowMs, operations: { create: 40 } },
      config: { budget: { share: 1, perWindow: total, create: 40, window: '10s' } },
    }),
  )
  for (let index = 0; index < 4; index++) {
    const replica = simulation.start()
    void replica.work({ ...busy, operation: 'create' })
    void replica.work({ ...busy, operation: 'other' })
  }
  await simulation.clock.advance(100_000)
  const creates = simulation.counted().filter(({ operation }) => operation === 'create')
  t.ok(mostInAnyWindow(creates, windowMs) <= 40)
  t.ok(creates.length >= 0.95 * 400, `${creates.length} of 400 creates`)
  t.ok(used(simulation, 10_000, 100_000) >= 0.97, percent(used(simulation, 10_000, 100_000)))
  checkBudget(t, simulation)
})

t.test('one 429 pauses everybody, and after it there is no burst', async (t) => {
  // Nobody has told us that the account is smaller than configured.
  const simulation = simulate(
    plan({ account: { total: 60, windowMs, headers: false, phaseMs: 100 }, seed: 3 }),
  )
  const replicas = [simulation.start(), simulation.start(), simulation.start()]
  for (const replica of replicas) void replica.work({ concurrency: 2 })
  while (simulation.account.tally.refused === 0) await simulation.clock.advance(50)
  await simulation.clock.advance(1300)
  const pauses = replicas.map(({ governor, share }) => ({
    ...{ state: governor.availability().state, told: share.pausedForMs() > 0 },
  }))
  t.same(
    pauses.map(({ state }) => state),
    ['shut', 'shut', 'shut'],
  )
  t.ok(
    pauses.some(({ told }) => told),
    'told by another',
  )
  const before = simulation.counted().length + simulation.account.tally.refused
  await simulation.clock.advance(4000)
  t.equal(simulation.counted().length + simulation.account.tally.refused, before, 'none goes')
  const resumesAt = Math.max(
    ...replicas
      .map(({ governor }) => governor.availability())
      .map((availability) => (availability.state === 'shut' ? (availability.until ?? 0) : 0)),
  )
  await simulation.clock.advance(resumesAt - simulation.clock.now() + 1000)
  const after = simulation.counted().length + simulation.account.tally.refused - before
  t.ok(after <= 15, `${after} calls in the first second, at a pace of 10`)
})

t.test('a call dearer than a share waits for a larger one, and gets it', async (t) => {
  for (const tiny of [1, 2, 3, 5]) {
    const simulation = simulate(
      plan({
        account: { total: 10, windowMs },
        config: { budget: { share: 1, perWindow: tiny, window: '10s' } },
        seed: tiny,
      }),
    )
    const replicas = Array.from({ length: 4 }, () => simulation.start())
    const work = Promise.all(replicas.map((replica) => replica.work({ calls: 2, cost: 3 })))
    t.ok(await simulation.finish(work, 2_000_000), `3 credits each, of ${tiny}`)
    t.ok(mostInAnyWindow(simulation.counted(), windowMs) <= Math.max(3, tiny))
  }
})

t.test('takes turns where there are fewer credits than replicas', async (t) => {
  const simulation = simulate(plan({ config: { budget: { share: 1, perWindow: 2, window: '10s' } } }))
  const replicas = Array.from({ length: 4 }, () => simulation.start())
  const work = Promise.all(replicas.map((replica) => replica.work({ calls: 5, concurrency: 1 })))
  t.ok(await simulation.finish(work, 2_000_000))
  t.ok(mostInAnyWindow(simulation.counted(), windowMs) <= 2)
})

t.test('closing leaves no timer behind and asks the store once', async (t) => {
  const simulation = simulate(plan())
  const replica = simulation.start()
  await simulation.clock.advance(3000)
  const first = replica.close()
  t.equal(replica.share.close(), first)
  await simulation.finish(first)
  t.equal(simulation.clock.pending(), 0)
})

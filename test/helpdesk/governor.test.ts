import t from 'tap'
import type { Lane } from '../../src/helpdesk/helpdesk.ts'
import { sleep } from '../../src/ops/clock.ts'
import { answered, createTestGovernor, follow, isPermit, request } from './create-test-governor.ts'

const known = { total: 100, remaining: 90 }
const perTenSeconds = { share: 0.8, perWindow: 100, window: '10s' }

t.test('lets a single call go at once, and a few after a pause', async (t) => {
  const { clock, governor } = createTestGovernor()
  for (let round = 0; round < 3; round++) {
    const startedAt = clock.now()
    for (let call = 0; call < 8; call++) {
      const permit = await governor.acquire(request())
      t.ok(isPermit(permit))
      if (isPermit(permit)) permit.settle(answered(known))
    }
    t.equal(clock.now(), startedAt, 'no time went by')
    await clock.advance(60_000)
  }
})

t.test('is careful before anything is known, then adopts what the answer names', async (t) => {
  const { governor, lines } = createTestGovernor()
  t.match(governor.report(), { total: null, remaining: null, allowance: 40, windowMs: 60_000 })
  const permit = await governor.acquire(request())
  if (isPermit(permit)) permit.settle(answered({ total: 700, remaining: 699 }))
  t.match(governor.report(), { total: 700, remaining: 699, allowance: 560 })
  t.equal(lines.filter(({ level }) => level === 'info').length, 1)
})

t.test('takes the plan until the headers tell, and the configured total over them', async (t) => {
  const byPlan = createTestGovernor({ plan: 'pro' }).governor
  t.equal(byPlan.report().allowance, 320)
  const { governor } = createTestGovernor({ budget: { perWindow: 100 } })
  const permit = await governor.acquire(request())
  if (isPermit(permit)) permit.settle(answered({ total: 700, remaining: 699 }))
  t.match(governor.report(), { total: 100, remaining: 699, allowance: 80 })
})

t.test('ignores a total that makes no sense', async (t) => {
  const { governor } = createTestGovernor()
  for (const total of [0, -5]) {
    const permit = await governor.acquire(request())
    if (isPermit(permit)) permit.settle(answered({ total, remaining: 3 }))
  }
  t.match(governor.report(), { total: null, allowance: 40 })
})

/** Lets each lane have a backlog, and tells in which order turns are given. */
const turnsOf = async (lanes: Lane[], each: number, turns: number) => {
  const { clock, governor } = createTestGovernor({ budget: perTenSeconds })
  const order: Lane[] = []
  const ask = async (lane: Lane) => {
    const permit = await governor.acquire(request({ lane }))
    if (!isPermit(permit)) return
    order.push(lane)
    permit.settle(answered())
  }
  for (const lane of [...lanes].reverse()) for (let call = 0; call < each; call++) void ask(lane)
  while (order.length < turns + 20 && (await clock.advanceToNext()));
  governor.close()
  // The first twenty went out in a burst, before anybody else had come.
  return order.slice(20, 20 + turns)
}

t.test('serves new hand-offs first, and lets no lane starve', async (t) => {
  const turns = await turnsOf(['new', 'retry', 'addition', 'background'], 300, 200)
  const count = (lane: Lane) => turns.filter((turn) => turn === lane).length
  t.ok(count('new') >= 150, `new: ${count('new')}`)
  t.ok(count('retry') >= 15 && count('retry') <= 25, `retry: ${count('retry')}`)
  t.ok(count('addition') >= 8 && count('addition') <= 15, `addition: ${count('addition')}`)
  t.ok(count('background') >= 2 && count('background') <= 6, `background: ${count('background')}`)
})

t.test('gives all turns to the lanes that have work', async (t) => {
  const turns = await turnsOf(['addition', 'background'], 100, 60)
  const additions = turns.filter((turn) => turn === 'addition').length
  t.ok(additions >= 57, `${additions} of 60`)
})

t.test('serves a lane in the order of arrival, and tells who waits', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { share: 1, perWindow: 4, window: '4s' } })
  const order: number[] = []
  for (let call = 0; call < 8; call++) {
    void governor.acquire(request({ lane: 'retry' })).then((permit) => {
      order.push(call)
      if (isPermit(permit)) permit.settle(answered())
    })
  }
  await clock.advance(0)
  t.same(governor.report().waiting, { new: 0, retry: 4, addition: 0, background: 0 })
  await clock.advance(20_000)
  t.same(order, [0, 1, 2, 3, 4, 5, 6, 7])
})

t.test('removes a waiter whose caller gives up', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { share: 1, perWindow: 1 } })
  await governor.acquire(request())
  const controller = new AbortController()
  const waiting = follow(governor.acquire(request({ signal: controller.signal })))
  await clock.advance(1000)
  t.equal(waiting.value, null)
  t.equal(governor.report().waiting.new, 1)
  controller.abort()
  await clock.advance(0)
  t.match(waiting.value, { held: { kind: 'held', retryAt: null } })
  t.equal(governor.report().waiting.new, 0)
  t.match(await governor.acquire(request({ signal: controller.signal })), { held: { kind: 'held' } })
})

t.test('gives the credit of a call back that was never sent', async (t) => {
  const { governor } = createTestGovernor({ budget: { share: 1, perWindow: 1 } })
  for (let call = 0; call < 5; call++) {
    const permit = await governor.acquire(request())
    t.ok(isPermit(permit))
    if (isPermit(permit)) permit.settle(answered({ outcome: 'never-sent', status: null }))
  }
})

t.test('lets a call go that costs more than the whole allowance, alone', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { share: 0.5, perWindow: 4, window: '1s' } })
  const first = await governor.acquire(request({ cost: 3 }))
  const second = follow(governor.acquire(request({ cost: 3 })))
  await clock.advance(10_000)
  t.equal(second.value, null, 'the first is still under way')
  if (isPermit(first)) first.settle(answered())
  await clock.advance(1500)
  t.ok(isPermit(second.value))
})

t.test('does not let an operation at its own limit block the others', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { ...perTenSeconds, create: 5 } })
  const creates = Array.from({ length: 20 }, () => follow(governor.acquire(request())))
  await clock.advance(0)
  t.equal(creates.filter(({ value }) => isPermit(value)).length, 4)
  for (const operation of ['update', 'list-tickets', 'other'] as const) {
    t.ok(isPermit(await governor.acquire(request({ operation, lane: 'background' }))), operation)
  }
})

t.test('refuses further waiters when far too many wait', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { share: 1, perWindow: 1 } })
  for (let call = 0; call < 10_001; call++) void governor.acquire(request())
  const held = await governor.acquire(request())
  t.match(held, { held: { kind: 'held', retryAt: clock.now() + 60_000 } })
  t.equal(governor.report().waiting.new, 10_000)
  governor.close()
})

t.test('takes a permit back that was never settled, and says so', async (t) => {
  const { clock, governor, lines } = createTestGovernor({ budget: { share: 1, perWindow: 1, window: '1s' } })
  await governor.acquire(request())
  await clock.advance(299_000)
  const waiting = follow(governor.acquire(request()))
  await clock.advance(1000)
  t.equal(waiting.value, null)
  void governor.acquire(request())
  await clock.advance(1000)
  t.ok(isPermit(waiting.value))
  t.equal(lines.filter(({ level }) => level === 'error').length, 1)
})

t.test('goes on when the clock is set back', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { share: 1, perWindow: 4, window: '4s' } })
  for (let call = 0; call < 4; call++) {
    const permit = await governor.acquire(request())
    if (isPermit(permit)) permit.settle(answered())
  }
  clock.jump(-3_600_000)
  const waiting = follow(governor.acquire(request()))
  await clock.advance(4100)
  t.ok(isPermit(waiting.value))
})

t.test('close answers all who wait and leaves no timer behind', async (t) => {
  const { clock, governor } = createTestGovernor({ budget: { share: 1, perWindow: 1 } })
  const permit = await governor.acquire(request())
  const waiting = follow(governor.acquire(request()))
  governor.close()
  await sleep(clock, 0, AbortSignal.abort())
  t.match(waiting.value, { held: { kind: 'held', retryAt: null } })
  t.match(await governor.acquire(request()), { held: { kind: 'held' } })
  if (isPermit(permit)) permit.settle(answered())
  t.equal(clock.pending(), 0)
})

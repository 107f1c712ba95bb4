import t from 'tap'
import type { Availability } from '../../src/helpdesk/helpdesk.ts'
import { answered, createTestGovernor, follow, isPermit, request } from './create-test-governor.ts'

type Test = ReturnType<typeof createTestGovernor>

const perTenSeconds = { share: 0.8, perWindow: 100, window: '10s' }

const tooMany = (over: Parameters<typeof answered>[0] = {}) =>
  answered({ status: 429, total: 100, remaining: 0, retryAfterMs: 30_000, ...over })

const call = async ({ governor }: Test, observation: ReturnType<typeof answered>, operation = 'create') => {
  const permit = await governor.acquire(request({ operation: operation as 'create' }))
  if (!isPermit(permit)) throw new Error(permit.held.message)
  permit.settle(observation)
}

t.test('pauses the whole account as long as a 429 asks, and tells', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  const { clock, governor } = test
  const told: Availability[] = []
  const forget = governor.onAvailability((availability) => told.push(availability))
  await call(test, tooMany())
  t.match(governor.availability(), { state: 'shut', reason: 'rate-limit', since: 0 })
  const held = await governor.acquire(request({ lane: 'background', operation: 'other' }))
  t.match(held, { held: { kind: 'held' } })
  const retryAt = isPermit(held) ? 0 : (held.held.retryAt ?? 0)
  t.ok(retryAt >= 30_000 && retryAt <= 32_000, `asked to come back at ${retryAt}`)
  t.match(await governor.acquire(request({ probe: true })), { held: { kind: 'held' } }, 'a probe too')
  t.equal(governor.report().rateLimited, 1)
  await clock.advance(27_000)
  t.same(governor.availability(), { state: 'open' })
  const waiting = follow(governor.acquire(request()))
  await clock.advance(2900)
  t.equal(waiting.value, null, 'waits in line for the rest')
  await clock.advance(2100)
  t.ok(isPermit(waiting.value))
  t.match(told, [{ state: 'shut', reason: 'rate-limit' }, { state: 'open' }])
  forget()
  await call(test, tooMany())
  t.equal(told.length, 2, 'no longer told')
  governor.close()
  t.equal(clock.pending(), 0)
})

t.test('answers at once those who wait when a long pause begins', async (t) => {
  const test = createTestGovernor({ budget: { share: 1, perWindow: 4, window: '60s' } })
  const { clock, governor } = test
  const permits = await Promise.all([1, 2, 3, 4].map(() => governor.acquire(request())))
  const waiting = follow(governor.acquire(request()))
  const [first] = permits
  if (isPermit(first)) first.settle(tooMany())
  await clock.advance(0)
  t.match(waiting.value, { held: { kind: 'held' } })
})

t.test('keeps a short pause to itself', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  const { clock, governor } = test
  await call(test, tooMany({ retryAfterMs: 2000 }))
  t.same(governor.availability(), { state: 'open' })
  const waiting = follow(governor.acquire(request()))
  await clock.advance(1999)
  t.equal(waiting.value, null)
  await clock.advance(200)
  t.ok(isPermit(waiting.value))
})

t.test('goes on evenly after a pause, without a rush', async (t) => {
  const test = createTestGovernor({ budget: { ...perTenSeconds, share: 1 } })
  const { clock, governor } = test
  await call(test, tooMany({ total: null, remaining: null, retryAfterMs: 4000 }))
  let served = 0
  for (let waiter = 0; waiter < 50; waiter++) {
    void governor.acquire(request()).then((permit) => {
      served++
      if (isPermit(permit)) permit.settle(answered())
    })
  }
  await clock.advance(5200)
  t.ok(served >= 9 && served <= 13, `${served} in the first second after the pause`)
})

t.test('pauses one operation alone when calls remain', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  const { governor, lines } = test
  for (let create = 0; create < 10; create++)
    await call(test, answered({ total: 100, remaining: 99 - create }))
  await call(test, tooMany({ remaining: 89 }))
  t.match(await governor.acquire(request()), { held: { kind: 'held' } })
  t.ok(isPermit(await governor.acquire(request({ operation: 'update' }))))
  t.same(governor.availability(), { state: 'open' })
  t.match(lines.at(-1), { level: 'warn', fields: { operation: 'create', limit: 10 } })
})

t.test('takes it for the operation when the header is missing and plenty was left', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  await call(test, answered({ total: 100, remaining: 90 }))
  await call(test, tooMany({ total: null, remaining: null }))
  t.ok(isPermit(await test.governor.acquire(request({ operation: 'update' }))))
})

t.test('takes it for the account when the header is missing and little was left', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  await call(test, answered({ total: 100, remaining: 10 }))
  await call(test, tooMany({ total: null, remaining: null }))
  t.match(await test.governor.acquire(request({ operation: 'update' })), { held: { kind: 'held' } })
})

t.test('waits longer each time when a 429 names no time, and starts over after a success', async (t) => {
  const test = createTestGovernor({ budget: { ...perTenSeconds, window: '60s' } })
  const { clock } = test
  const waits: number[] = []
  const refuse = async () => {
    const from = clock.now()
    const called = call(test, tooMany({ total: null, remaining: null, retryAfterMs: null }))
    let done = false
    void called.then(() => {
      done = true
    })
    await clock.advance(0)
    while (!done && (await clock.advanceToNext()));
    waits.push(clock.now() - from)
  }
  for (let time = 0; time < 4; time++) await refuse()
  const [none = 0, first = 0, second = 0, third = 0] = waits
  t.equal(none, 0)
  t.ok(first >= 500 && first <= 1001, `${first} of at most 1 s`)
  t.ok(second >= 1000 && second <= 2001, `${second} of at most 2 s`)
  t.ok(third >= 2000 && third <= 4001, `${third} of at most 4 s`)
  await clock.advance(8000)
  await call(test, answered())
  waits.length = 0
  await refuse()
  await refuse()
  t.ok((waits[1] ?? 0) <= 1001, 'one second again')
})

t.test('counts 429s that come together as one', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  const { clock, governor } = test
  const permits = await Promise.all([1, 2, 3, 4, 5, 6].map(() => governor.acquire(request())))
  for (const permit of permits) {
    if (isPermit(permit)) permit.settle(tooMany({ total: null, remaining: null, retryAfterMs: null }))
  }
  const waiting = follow(governor.acquire(request()))
  await clock.advance(1001)
  t.ok(isPermit(waiting.value))
  t.equal(governor.report().rateLimited, 6)
})

t.test('finds out, slowly, that a learnt limit has been raised', async (t) => {
  const test = createTestGovernor({ budget: { ...perTenSeconds, share: 1 } })
  const { clock, governor } = test
  for (let create = 0; create < 10; create++) await call(test, answered())
  await call(test, tooMany({ remaining: 80, retryAfterMs: 1000 }))
  const inOneWindow = async () => {
    await clock.advance(20_000)
    let served = 0
    const controller = new AbortController()
    for (let create = 0; create < 60; create++) {
      void governor.acquire(request({ signal: controller.signal })).then((permit) => {
        if (!isPermit(permit)) return
        served++
        permit.settle(answered())
      })
    }
    await clock.advance(9_990)
    controller.abort()
    await clock.advance(0)
    return served
  }
  t.equal(await inOneWindow(), 10)
  await clock.advance(301_000)
  t.equal(await inOneWindow(), 11)
  // Each half an hour of minutes, here 300 s, a tenth more.
  for (let time = 0; time < 10; time++) {
    await clock.advance(301_000)
    await inOneWindow()
  }
  const later = await inOneWindow()
  t.ok(later >= 20, `${later} after ten times`)
})

t.test('forgets learnt limits when the account gets another total', async (t) => {
  const test = createTestGovernor({ budget: { share: 1, window: '10s' } })
  const { governor, clock } = test
  for (let create = 0; create < 3; create++) await call(test, answered({ total: 100, remaining: 90 }))
  await call(test, tooMany({ remaining: 80, retryAfterMs: 1000 }))
  await clock.advance(12_000)
  await call(test, answered({ total: 300, remaining: 290 }), 'other')
  const permits = Array.from({ length: 10 }, () => follow(governor.acquire(request())))
  await clock.advance(0)
  t.ok(permits.every(({ value }) => isPermit(value)))
})

t.test('does not believe a Retry-After beyond an hour', async (t) => {
  const test = createTestGovernor({ budget: perTenSeconds })
  await call(test, tooMany({ retryAfterMs: 1e12 }))
  const held = await test.governor.acquire(request())
  t.ok(!isPermit(held) && (held.held.retryAt ?? 0) < 4_000_000)
})

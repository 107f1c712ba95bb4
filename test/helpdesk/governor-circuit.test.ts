import t from 'tap'
import type { Availability } from '../../src/helpdesk/helpdesk.ts'
import { answered, createTestGovernor, follow, isPermit, noAnswer, request } from './create-test-governor.ts'

type Test = ReturnType<typeof createTestGovernor>

const config = { plan: 'enterprise', circuit: { failures: 3, probeEvery: '15s' } }

const call = async ({ governor }: Test, observation: ReturnType<typeof answered>) => {
  const permit = await governor.acquire(request())
  if (!isPermit(permit)) return permit.held
  permit.settle(observation)
  return null
}

const fail = async (test: Test, times: number) => {
  for (let time = 0; time < times; time++) await call(test, noAnswer)
}

/** A client's probe: a call of its own, past the shut door. */
const setProbe = (test: Test, answer: () => ReturnType<typeof answered>) => {
  const probedAt: number[] = []
  test.governor.setProbe(async () => {
    probedAt.push(test.clock.now())
    const permit = await test.governor.acquire(request({ operation: 'other', probe: true }))
    if (!isPermit(permit)) return false
    const observation = answer()
    permit.settle(observation)
    return observation.status === 200
  })
  return probedAt
}

t.test('shuts after so many calls in a row without an answer, and holds everybody', async (t) => {
  const test = createTestGovernor(config)
  const { clock, governor, lines } = test
  setProbe(test, () => noAnswer)
  await fail(test, 2)
  t.same(governor.availability(), { state: 'open' })
  await call(test, noAnswer)
  const availability = governor.availability()
  t.match(availability, { state: 'shut', reason: 'outage', since: 0 })
  const until = availability.state === 'shut' ? (availability.until ?? 0) : 0
  t.ok(until > 0 && until <= 2400, `first probe at ${until}`)
  t.match(await call(test, answered()), { kind: 'held', retryAt: until + 1000 })
  t.equal(lines.filter(({ level }) => level === 'warn').length, 1)
  governor.close()
  t.equal(clock.pending(), 0)
})

t.test('does not count failures with an answer between them', async (t) => {
  const test = createTestGovernor(config)
  for (let round = 0; round < 5; round++) {
    await fail(test, 2)
    await call(test, answered({ status: 404 }))
  }
  t.same(test.governor.availability(), { state: 'open' })
})

t.test('answers those who wait when it shuts', async (t) => {
  const test = createTestGovernor({ ...config, budget: { share: 1, perWindow: 4 } })
  const { clock, governor } = test
  const permits = await Promise.all([1, 2, 3, 4].map(() => governor.acquire(request())))
  const waiting = [
    follow(governor.acquire(request())),
    follow(governor.acquire(request({ operation: 'other' }))),
  ]
  await clock.advance(0)
  for (const permit of permits) if (isPermit(permit)) permit.settle(noAnswer)
  await clock.advance(0)
  for (const { value } of waiting) t.match(value, { held: { kind: 'held' } })
})

t.test('probes one at a time, on schedule, and opens when one passes', async (t) => {
  const test = createTestGovernor(config)
  const { clock, governor } = test
  const told: Availability[] = []
  governor.onAvailability((availability) => told.push(availability))
  let alive = false
  const probedAt = setProbe(test, () => (alive ? answered() : noAnswer))
  await fail(test, 3)
  await clock.advance(60_000)
  t.ok(probedAt.length >= 4 && probedAt.length <= 6, `${probedAt.length} probes in a minute`)
  const gaps = probedAt.slice(1).map((at, index) => at - (probedAt[index] ?? 0))
  t.ok(
    gaps.every((gap) => gap >= 12_000 && gap <= 18_000),
    `gaps ${gaps.map(Math.round)}`,
  )
  t.ok(new Set(gaps).size > 1, 'with jitter')
  alive = true
  await clock.advance(18_000)
  t.same(governor.availability(), { state: 'open' })
  t.equal(await call(test, answered()), null)
  t.match(told, [{ state: 'shut', reason: 'outage' }, { state: 'open' }])
  const probes = probedAt.length
  await clock.advance(60_000)
  t.equal(probedAt.length, probes, 'no more probes')
})

t.test('after an outage goes on evenly, without a rush', async (t) => {
  const test = createTestGovernor({ ...config, budget: { share: 1, perWindow: 100, window: '10s' } })
  const { clock, governor } = test
  setProbe(test, () => answered())
  await fail(test, 3)
  await clock.advance(2500)
  let served = 0
  for (let waiter = 0; waiter < 50; waiter++) {
    void governor.acquire(request()).then((permit) => {
      served++
      if (isPermit(permit)) permit.settle(answered())
    })
  }
  await clock.advance(1000)
  t.ok(served <= 20, `${served} in the first second`)
})

t.test(
  'stops all calls at the first 401, says so once and loudly, and resumes when a probe passes',
  async (t) => {
    const test = createTestGovernor(config)
    const { clock, governor, lines } = test
    let accepted = false
    const probedAt = setProbe(test, () => answered({ status: accepted ? 200 : 401 }))
    const permits = await Promise.all([1, 2, 3].map(() => governor.acquire(request())))
    for (const permit of permits) if (isPermit(permit)) permit.settle(answered({ status: 401 }))
    t.match(governor.availability(), { state: 'shut', reason: 'credentials', until: null })
    t.match(await call(test, answered()), { kind: 'held', message: /API key/ })
    await clock.advance(60_000)
    t.ok(probedAt.length >= 3 && probedAt.length <= 5, `${probedAt.length} probes in a minute`)
    t.equal(lines.filter(({ level }) => level === 'error').length, 1)
    accepted = true
    await clock.advance(18_000)
    t.same(governor.availability(), { state: 'open' })
  },
)

t.test('does not take any answer but a success for accepted credentials', async (t) => {
  const test = createTestGovernor(config)
  setProbe(test, () => answered({ status: 403 }))
  await call(test, answered({ status: 401 }))
  await test.clock.advance(60_000)
  t.match(test.governor.availability(), { state: 'shut', reason: 'credentials' })
})

t.test('goes over from an outage to refused credentials when a probe is refused', async (t) => {
  const test = createTestGovernor(config)
  setProbe(test, () => answered({ status: 401 }))
  await fail(test, 3)
  await test.clock.advance(3000)
  t.match(test.governor.availability(), { state: 'shut', reason: 'credentials', since: 0 })
})

t.test('a 403 does not shut the door', async (t) => {
  const test = createTestGovernor(config)
  for (let time = 0; time < 10; time++) await call(test, answered({ status: 403 }))
  t.same(test.governor.availability(), { state: 'open' })
})

t.test('ignores what becomes of calls from before the door was opened again', async (t) => {
  const test = createTestGovernor(config)
  const { clock, governor } = test
  setProbe(test, () => answered())
  const old = await Promise.all([1, 2, 3, 4, 5, 6].map(() => governor.acquire(request())))
  await fail(test, 3)
  await clock.advance(3000)
  t.same(governor.availability(), { state: 'open' })
  for (const permit of old) if (isPermit(permit)) permit.settle(noAnswer)
  t.same(governor.availability(), { state: 'open' })
})

t.test('opens when somebody else probes with success', async (t) => {
  const test = createTestGovernor(config)
  const { clock, governor } = test
  await fail(test, 3)
  const probing = follow(governor.acquire(request({ probe: true })))
  await clock.advance(500)
  if (isPermit(probing.value)) probing.value.settle(answered())
  t.same(governor.availability(), { state: 'open' })
  await clock.advance(60_000)
  t.same(governor.availability(), { state: 'open' })
})

t.test('without a probe lets calls try again, and shuts at the first failure', async (t) => {
  const test = createTestGovernor(config)
  await fail(test, 3)
  await test.clock.advance(3000)
  t.same(test.governor.availability(), { state: 'open' })
  await fail(test, 1)
  t.match(test.governor.availability(), { state: 'shut', reason: 'outage' })
})

t.test('survives a probe that throws, and one that never ends', async (t) => {
  const test = createTestGovernor(config)
  const { clock, governor, lines } = test
  let probes = 0
  governor.setProbe(() => {
    probes++
    if (probes === 1) throw new Error('A defect.')
    return probes === 2 ? new Promise(() => {}) : Promise.resolve(true)
  })
  await fail(test, 3)
  await clock.advance(3000)
  t.equal(lines.filter(({ level }) => level === 'error').length, 1)
  await clock.advance(18_000)
  t.equal(probes, 2)
  await clock.advance(100_000)
  t.equal(probes, 2, 'one at a time')
  await clock.advance(60_000)
  t.same(governor.availability(), { state: 'open' })
})

t.test('tells of the outage while the rate limit pauses too', async (t) => {
  const test = createTestGovernor(config)
  const permits = await Promise.all([1, 2, 3, 4].map(() => test.governor.acquire(request())))
  const [first, ...others] = permits
  if (isPermit(first)) first.settle(answered({ status: 429, retryAfterMs: 30_000 }))
  t.match(test.governor.availability(), { reason: 'rate-limit' })
  for (const permit of others) if (isPermit(permit)) permit.settle(noAnswer)
  t.match(test.governor.availability(), { reason: 'outage' })
})

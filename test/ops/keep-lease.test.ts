import t from 'tap'
import { keepLease } from '../../src/ops/keep-lease.ts'
import { createManualClock } from '../manual-clock.ts'

const leaseMs = 30_000

const start = (renew: (until: number) => Promise<boolean>) => {
  const clock = createManualClock()
  return { clock, lease: keepLease({ renew, leaseUntil: clock.now() + leaseMs, leaseMs, clock }) }
}

t.test('a lease is renewed three times in its length, until its end', async (t) => {
  const renewed: number[] = []
  const { clock, lease } = start(async (until) => {
    renewed.push(until - clock.now())
    return true
  })
  await clock.advance(5 * leaseMs)
  t.equal(renewed.length, 15)
  t.ok(renewed.every((ms) => ms === leaseMs))
  t.ok(lease.isOurs())
  lease.end()
  t.equal(clock.pending(), 0)
  await clock.advance(leaseMs)
  t.equal(renewed.length, 15)
  t.notOk(lease.lost.aborted)
})

t.test('a lease that somebody else took is lost at once', async (t) => {
  const { clock, lease } = start(async () => false)
  await clock.advance(leaseMs / 3)
  t.ok(lease.lost.aborted)
  t.notOk(lease.isOurs())
  t.equal(clock.pending(), 0)
})

t.test('a store that is away is asked again until the lease has run out', async (t) => {
  let isAway = true
  const { clock, lease } = start(async () => {
    if (isAway) throw new Error('away')
    return true
  })
  await clock.advance(leaseMs - 5_000)
  t.ok(lease.isOurs())
  isAway = false
  await clock.advance(4_000)
  isAway = true
  await clock.advance(leaseMs - 5_000)
  t.ok(lease.isOurs(), 'it was renewed in between')
  await clock.advance(10_000)
  t.ok(lease.lost.aborted)
  t.equal(clock.pending(), 0)
})

t.test('a process that was frozen is not asked by a timer, but by the clock', async (t) => {
  const { clock, lease } = start(async () => true)
  clock.jump(leaseMs)
  t.notOk(lease.isOurs())
  lease.end()
})

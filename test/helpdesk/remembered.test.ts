import t from 'tap'
import type { Failure, Read } from '../../src/helpdesk/helpdesk.ts'
import { createRemembered } from '../../src/helpdesk/remembered.ts'
import { createManualClock } from '../manual-clock.ts'

const unavailable: Read<never> = {
  ok: false,
  failure: { kind: 'unavailable', message: 'No answer.', status: 500, code: null },
}
const held: Read<never> = { ok: false, failure: { kind: 'held', message: 'Shut.', retryAt: null } }
const options = { lane: 'new' } as const

const setUp = (answers: Read<string>[]) => {
  const clock = createManualClock()
  const calls = { count: 0 }
  const remembered = createRemembered<string>(async () => {
    const answer = answers[Math.min(calls.count, answers.length - 1)]
    calls.count += 1
    if (answer === undefined) throw new Error('no answer')
    return answer
  }, clock)
  return { clock, calls, remembered }
}

const kindOf = (read: Read<string | null>): Failure['kind'] | 'read' => (read.ok ? 'read' : read.failure.kind)

t.test('a read that goes on failing by itself counts for a minute as not allowed', async (t) => {
  const { clock, calls, remembered } = setUp([unavailable])
  for (let at = 0; at < 7; at++) {
    t.equal(kindOf(await remembered.get(options)), 'unavailable')
    await clock.advance(9_000)
  }
  t.same(
    await remembered.get(options),
    { ok: true, value: null },
    'what has to be created goes on without it',
  )
  const { count } = calls
  await clock.advance(59_000)
  await remembered.get(options)
  t.equal(calls.count, count, 'not asked again within a minute')
  await clock.advance(2_000)
  await remembered.get(options)
  t.equal(calls.count, count + 1)
})

t.test('a short outage and a shut door are waited for', async (t) => {
  const { clock, remembered } = setUp([
    ...Array.from({ length: 30 }, () => held),
    unavailable,
    unavailable,
    { ok: true, value: 'form' },
  ])
  for (let at = 0; at < 30; at++) {
    t.equal(kindOf(await remembered.get(options)), 'held')
    await clock.advance(60_000)
  }
  t.equal(kindOf(await remembered.get(options)), 'unavailable')
  await clock.advance(3_600_000)
  t.equal(kindOf(await remembered.get(options)), 'unavailable', 'twice is not often')
  t.same(await remembered.get(options), { ok: true, value: 'form' })
})

t.test('what was read is kept for an hour, and longer while it cannot be read', async (t) => {
  const { clock, calls, remembered } = setUp([{ ok: true, value: 'form' }, unavailable])
  t.same(await remembered.get(options), { ok: true, value: 'form' })
  await clock.advance(3_599_000)
  t.same(await remembered.get(options), { ok: true, value: 'form' })
  t.equal(calls.count, 1)
  await clock.advance(2_000)
  t.same(await remembered.get(options), { ok: true, value: 'form' })
  t.equal(calls.count, 2)
})

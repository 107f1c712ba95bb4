import t from 'tap'
import { guardSend } from '../../src/helpdesk/guard-send.ts'
import { createManualClock } from '../manual-clock.ts'

t.test('may send until the patience is over, and gives up by itself', async (t) => {
  const clock = createManualClock()
  const guard = guardSend([], { clock, patienceMs: 1000 })
  t.equal(guard.maySend(), true)
  await clock.advance(1000)
  t.equal(guard.signal.aborted, true)
  t.equal(guard.maySend(), false)
  t.equal(clock.pending(), 0)
})

t.test('may not send after a pause of the whole process, although no timer has run yet', (t) => {
  const clock = createManualClock()
  const guard = guardSend([], { clock, patienceMs: 1000 })
  clock.jump(1000)
  t.equal(guard.signal.aborted, false)
  t.equal(guard.maySend(), false)
  guard.end()
  t.end()
})

t.test('once it is on its way nothing aborts it', async (t) => {
  const clock = createManualClock()
  const lost = new AbortController()
  const guard = guardSend([lost.signal], { clock, patienceMs: 1000 })
  guard.onSend()
  lost.abort()
  await clock.advance(2000)
  t.equal(guard.signal.aborted, false)
})

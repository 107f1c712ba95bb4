import t from 'tap'
import { createStillness } from '../../../src/triage/write/create-stillness.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'
import { createManualClock } from '../../manual-clock.ts'

const updatedAt = '2026-11-21T10:00:00Z'
const ticket = makeTicket({ updatedAt })
const changedAt = Date.parse(updatedAt)

t.test(
  'a ticket is still two seconds after it was first seen so, whatever the vendor’s clock says',
  async (t) => {
    for (const skewMs of [-120_000, 0, 120_000]) {
      const clock = createManualClock(changedAt + skewMs)
      const stillness = createStillness(clock)
      const row = { ticketId: '1', changedAt, seenAt: clock.now() }
      t.equal(stillness.waitMs(row, ticket), 2_000)
      clock.jump(1_500)
      t.equal(stillness.waitMs(row, ticket), 500)
      clock.jump(500)
      t.equal(stillness.waitMs(row, ticket), 0)
    }
  },
)

t.test('a version that the finder has not seen is timed from the first look at it', async (t) => {
  const clock = createManualClock(changedAt)
  const stillness = createStillness(clock)
  const row = { ticketId: '1', changedAt: changedAt - 60_000, seenAt: clock.now() - 60_000 }
  t.equal(stillness.waitMs(row, ticket), 2_000)
  clock.jump(1_000)
  t.equal(stillness.waitMs(row, ticket), 1_000)
  t.equal(
    stillness.waitMs(row, makeTicket({ updatedAt: '2026-11-21T10:00:01Z' })),
    2_000,
    'changed once more',
  )
  clock.jump(2_000)
  t.equal(stillness.waitMs(row, makeTicket({ updatedAt: '2026-11-21T10:00:01Z' })), 0)
})

t.test('a clock that was set back tells nothing', async (t) => {
  const clock = createManualClock(changedAt)
  const row = { ticketId: '1', changedAt, seenAt: clock.now() + 60_000 }
  t.equal(createStillness(clock).waitMs(row, ticket), 2_000)
})

import t from 'tap'
import { measureOutboxKills } from '../../bench/outbox-kill.ts'

t.test(
  'a reply is in its ticket once although the process that posts it is killed again and again',
  async (t) => {
    const figures = await measureOutboxKills({
      tickets: 8,
      repliesEach: 4,
      kills: 2,
      betweenKillsMs: [50, 600],
      actThenDrop: 0.1,
    })
    t.match(figures, { clicked: 32, posted: 32, lost: 0, twice: 0, outOfOrder: 0 })
    t.comment(JSON.stringify(figures))
  },
)

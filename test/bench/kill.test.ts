// A short round of `npm run bench -- kill`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureKills } from '../../bench/kill.ts'

t.test('kill -9 under load with lost and late answers: nothing lost, nothing twice', async (t) => {
  const figures = await measureKills({
    restarts: 2,
    actThenDrop: 0.1,
    actLate: 0.1,
    betweenKillsMs: [500, 1500],
  })
  t.ok(figures.acknowledged > 0 && figures.delivered >= figures.acknowledged, JSON.stringify(figures))
  t.match(figures, { lost: 0, duplicates: 0, parked: 0, balanced: true })
})

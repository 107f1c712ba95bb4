// A short round of `npm run bench -- triage-feed`: what it promises is proved here on every run.
import t from 'tap'
import { measureTriageFeed } from '../../bench/triage-feed.ts'

t.test('tickets come and change, Relevo is killed: no change is missed, nothing written twice', async (t) => {
  const figures = await measureTriageFeed({
    tickets: 60,
    perSecond: 60,
    kills: 1,
    betweenKillsMs: [200, 600],
    skewMs: -120_000,
    rateLimited: 0.003,
    untilSettled: false,
    patienceMs: 60_000,
  })
  t.match(figures, { missed: [], writtenTwice: [], notedTwice: [], kills: 1 }, JSON.stringify(figures))
  t.ok(figures.written > 0 && figures.noted > 0 && figures.faults > 0, JSON.stringify(figures))
})

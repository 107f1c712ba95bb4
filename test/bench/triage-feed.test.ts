// A short round of `npm run bench -- triage-feed`: what it promises is proved here on every run.
import t from 'tap'
import { measureTriageFeed } from '../../bench/triage-feed.ts'

t.test('tickets come and change, Relevo is killed: no change is missed, nothing written twice', async (t) => {
  // Processes of their own, on a machine that does other tests beside.
  t.setTimeout(90_000)
  const figures = await measureTriageFeed({
    tickets: 60,
    perSecond: 60,
    kills: 1,
    betweenKillsMs: [200, 600],
    skewMs: -120_000,
    // One is enough to slow everything down for a minute; the bench plays them.
    rateLimited: 0,
    untilSettled: false,
    patienceMs: 60_000,
  })
  t.match(figures, { missed: [], writtenTwice: [], notedTwice: [], kills: 1 }, JSON.stringify(figures))
  t.ok(figures.written + figures.noted > 0, JSON.stringify(figures))
})

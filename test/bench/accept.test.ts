// A short round of `npm run bench -- accept`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureAccept } from '../../bench/accept.ts'

t.test('what is accepted under load is in the ledger', async (t) => {
  const figures = await measureAccept({ rounds: 1, seconds: 2, connections: 16 })
  t.match(figures, { non2xx: 0, missing: 0 })
  t.ok(figures.relevoPerSecond > 0)
})

// A short round of `npm run bench -- drain-replicas`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureDrainReplicas } from '../../bench/drain-replicas.ts'
import { mostInAnyWindow } from '../../bench/most-in-any-window.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'

t.test('finds the fullest window wherever it begins', async (t) => {
  const calls = [0, 50, 90, 110, 120, 300].map((at) => ({ at, credits: 1 }))
  t.equal(mostInAnyWindow(calls, 100), 4)
  t.equal(mostInAnyWindow(calls, 60), 3)
  t.equal(mostInAnyWindow([{ at: 0, credits: 2 }, ...calls], 1), 3)
  t.equal(mostInAnyWindow([], 100), 0)
})

t.test('two replicas drain one backlog within one limit', { skip: postgresMissing() }, async (t) => {
  const { url } = await openTestDatabase(t)
  const figures = await measureDrainReplicas({
    replicas: 2,
    databaseUrl: url,
    handoffs: 40,
    limit: 20,
    windowMs: 2000,
  })
  t.match(figures, { tickets: 40, lost: 0, duplicates: 0, rateLimited: 0, balanced: true })
  t.ok(figures.mostInAnyWindow <= 20, `${figures.mostInAnyWindow} calls in a window`)
  t.ok(figures.callsPerTicket <= 1.2, `${figures.callsPerTicket} calls a ticket`)
  t.equal(
    figures.shares.reduce((sum, share) => sum + share, 0),
    40,
  )
})

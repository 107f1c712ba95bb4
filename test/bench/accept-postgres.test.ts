// A short round of `npm run bench -- accept-postgres`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureAccept } from '../../bench/accept.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'

t.test('what is accepted under load is in PostgreSQL', { skip: postgresMissing() }, async (t) => {
  const { url } = await openTestDatabase(t)
  const figures = await measureAccept({ rounds: 1, seconds: 2, connections: 16, databaseUrl: url })
  t.match(figures, { non2xx: 0, missing: 0 })
  t.ok(figures.relevoPerSecond > 0)
})

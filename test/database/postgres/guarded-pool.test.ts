import pg from 'pg'
import t, { type Test } from 'tap'
import { createGuardedPool } from '../../../src/database/postgres/guarded-pool.ts'
import { readConnectionUrl } from '../../../src/database/postgres/read-connection-url.ts'
import { createStatementNames } from '../../../src/database/postgres/statement-names.ts'
import { silent } from '../../ledger/silent.ts'
import { startCutProxy } from '../../postgres/cut-proxy.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { waitUntil } from './wait-until.ts'

const skip = postgresMissing()

const open = async (t: Test, change: { max?: number; statementTimeoutMs?: number; waitMs?: number } = {}) => {
  const { url } = await openTestDatabase(t)
  const { hostname, port } = new URL(url)
  const proxy = await startCutProxy({ host: hostname, port: Number(port) })
  const pool = createGuardedPool({
    config: readConnectionUrl(proxy.urlFor(url)),
    max: 1,
    connectTimeoutMs: 300,
    waitMs: 300,
    statementTimeoutMs: 300,
    idleMs: 0,
    logger: silent,
    ...change,
  })
  const beside = new pg.Client(url)
  await beside.connect()
  t.teardown(async () => {
    await pool.end().catch(() => undefined)
    await proxy.close()
    await beside.end()
  })
  const ask = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
    const client = await pool.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      client.release()
    }
  }
  const processId = async (): Promise<number> =>
    (await ask<{ id: number }>('select pg_backend_pid() as id'))[0]?.id ?? 0
  return { pool, proxy, beside, ask, processId }
}

t.test('gives large numbers as numbers, and takes texts that PostgreSQL does not', { skip }, async (t) => {
  const { ask } = await open(t)
  t.same(await ask('select 9007199254740991::int8 as big, 12.5::numeric as fraction, null::int8 as none'), [
    { big: 9007199254740991, fraction: 12.5, none: null },
  ])
  t.same(await ask('select $1::text as one, $2::text[] as many', ['a\0b', ['c\0', 'd']]), [
    { one: 'a\ufffdb', many: ['c\ufffd', 'd'] },
  ])
  t.same(await ask('select $1::text as one', ['half \ud800 of a pair 🙈']), [
    { one: 'half \ufffd of a pair 🙈' },
  ])
})

t.test('keeps a connection whose statement was at fault', { skip }, async (t) => {
  const { ask, processId } = await open(t)
  const before = await processId()
  await t.rejects(ask('select nothing'), { code: '42703' })
  await t.rejects(ask('select 1 / 0'), { code: '22012' })
  t.equal(await processId(), before)
})

t.test('never hands out a connection again that was ended by the server', { skip }, async (t) => {
  const { beside, ask, processId } = await open(t, { statementTimeoutMs: 20_000 })
  const idle = await processId()
  await beside.query('select pg_terminate_backend($1)', [idle])
  await waitUntil('a new one is made', async () => (await processId().catch(() => idle)) !== idle)
  const busy = await processId()
  const asking = t.rejects(ask('select pg_sleep(60)'), { code: '57P01' })
  await waitUntil('it is busy', async () => {
    const { rowCount } = await beside.query(
      "select from pg_stat_activity where pid = $1 and query like '%sleep%'",
      [busy],
    )
    return rowCount === 1
  })
  await beside.query('select pg_terminate_backend($1)', [busy])
  await asking
  t.same(await ask('select 1 as one'), [{ one: 1 }])
})

t.test(
  'gives up a statement that gets no answer, has the server stop it, and goes on with another connection',
  { skip },
  async (t) => {
    const { beside, ask, processId } = await open(t)
    const before = await processId()
    const startedAt = performance.now()
    await t.rejects(ask('select pg_sleep(60)'), { message: /Query read timeout/ })
    t.ok(performance.now() - startedAt < 2000)
    t.not(await processId(), before)
    await waitUntil('the server has stopped', async () => {
      const { rows } = await beside.query('select from pg_stat_activity where pid = $1', [before])
      return rows.length === 0
    })
  },
)

t.test('uses a connection that has failed for nothing more', { skip }, async (t) => {
  const { pool, proxy } = await open(t)
  const client = await pool.connect()
  await client.query('begin', [])
  await proxy.hang()
  await t.rejects(client.query('select 1', []), { message: /Query read timeout/ })
  const startedAt = performance.now()
  await t.rejects(client.query('rollback', []), { message: /terminated/ })
  t.ok(performance.now() - startedAt < 100, 'at once')
  client.release()
  await proxy.cut()
  await proxy.heal()
  const next = await pool.connect()
  t.same((await next.query('select 1 as one', [])).rows, [{ one: 1 }])
  next.release()
})

t.test('waits for a connection no longer than it may', { skip }, async (t) => {
  const { pool, proxy, ask } = await open(t)
  const held = await pool.connect()
  await t.rejects(pool.connect(), { message: /timeout exceeded/ })
  held.release()
  t.same(await ask('select 1 as one'), [{ one: 1 }])
  await proxy.cut()
  await t.rejects(ask('select 1 as one'))
  await t.rejects(ask('select 1 as one'), { code: /ECONNREFUSED|ECONNRESET/ })
  await proxy.hang()
  await t.rejects(ask('select 1 as one'), { message: /timeout|terminated/ })
  await proxy.cut()
  await proxy.heal()
  t.same(await ask('select 1 as one'), [{ one: 1 }])
})

t.test('ends within moments, whoever hangs', { skip }, async (t) => {
  const { pool, proxy } = await open(t, { max: 2, statementTimeoutMs: 60_000 })
  const asking = await pool.connect()
  const idle = await pool.connect()
  idle.release()
  await proxy.hang()
  const unanswered = t.rejects(asking.query('select 1', []).finally(() => asking.release()))
  const startedAt = performance.now()
  await pool.end()
  await unanswered
  const took = performance.now() - startedAt
  t.ok(took < 2500, `${took} ms`)
})

t.test(
  'prepares what comes again and again, and goes on without where that does not get through',
  { skip },
  async (t) => {
    const { ask } = await open(t)
    const statement = 'select $1::integer as number'
    const prepared = async () =>
      (await ask<{ count: number }>('select count(*) as count from pg_prepared_statements'))[0]?.count
    for (const number of [1, 2]) t.same(await ask(statement, [number]), [{ number }])
    t.equal(await prepared(), 0)
    t.same(await ask(statement, [3]), [{ number: 3 }])
    t.equal(await prepared(), 1)
    // What a pooler does: it gives us another session, where nothing is prepared.
    await ask('deallocate all')
    t.same(await ask(statement, [4]), [{ number: 4 }], 'nobody notices')
    for (const number of [5, 6, 7]) t.same(await ask(statement, [number]), [{ number }])
    t.equal(await prepared(), 0)
  },
)

t.test('goes on when the name is known to a session that we have not prepared it in', { skip }, async (t) => {
  const { ask } = await open(t)
  const statement = 'select $1::integer as number'
  const names = createStatementNames()
  for (let time = 0; time < 2; time++) names.nameOf(statement, 1)
  await ask(`prepare ${names.nameOf(statement, 1)} (integer) as ${statement}`)
  for (const number of [1, 2, 3, 4]) {
    t.same(await ask(statement, [number]), [{ number }])
  }
})

t.test('goes on when a table was changed under a prepared statement', { skip }, async (t) => {
  const { ask } = await open(t)
  await ask('create table changing (number integer)')
  await ask('insert into changing values (1)')
  const statement = 'select * from changing where number = $1'
  for (let time = 0; time < 4; time++) t.same(await ask(statement, [1]), [{ number: 1 }])
  await ask('alter table changing add column word text')
  for (let time = 0; time < 4; time++) t.same(await ask(statement, [1]), [{ number: 1, word: null }])
})

t.test('within a transaction the error comes through, and the next run succeeds', { skip }, async (t) => {
  const { ask } = await open(t)
  const statement = 'select $1::integer as number'
  for (const number of [1, 2, 3]) await ask(statement, [number])
  await ask('deallocate all')
  await ask('begin')
  await t.rejects(ask(statement, [4]), { code: '26000' })
  await ask('rollback')
  await ask('begin')
  t.same(await ask(statement, [5]), [{ number: 5 }])
  await ask('commit')
})

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'

const open = (dataDir: string, exclusive = true) => openDatabase({ dataDir, exclusive, logger: silent })

t.test('makes the folder and the file, for its owner only, and can be closed twice', async (t) => {
  const dataDir = join(t.testdir(), 'deep', 'data')
  const database = await open(dataDir)
  t.equal(statSync(dataDir).mode & 0o777, 0o700)
  t.equal(statSync(join(dataDir, 'relevo.db')).mode & 0o777, 0o600)
  await database.close()
  await database.close()
})

t.test('is durable: write-ahead log, every commit flushed, deleted bytes overwritten', async (t) => {
  const database = await open(t.testdir())
  t.teardown(() => database.close())
  for (const [pragma, value] of Object.entries({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    secure_delete: 1,
  })) {
    const { rows } = await sql<Record<string, unknown>>`${sql.raw(`pragma ${pragma}`)}`.execute(
      database.kysely,
    )
    t.equal(rows[0]?.[pragma], value, pragma)
  }
})

t.test('keeps its rows from one opening to the next', async (t) => {
  const dataDir = t.testdir()
  const first = await open(dataDir)
  await first.kysely.insertInto('probes').values({ name: 'a', at: 7 }).execute()
  await first.close()
  const second = await open(dataDir)
  t.teardown(() => second.close())
  t.same(
    (await second.kysely.selectFrom('probes').selectAll().execute()).map((row) => ({ ...row })),
    [{ name: 'a', at: 7 }],
  )
})

t.test('keeps nothing of a transaction that fails, and goes on', async (t) => {
  const database = await open(t.testdir())
  t.teardown(() => database.close())
  const insert = (name: string, at: number, fail: boolean) =>
    database.write(async (transaction) => {
      await transaction.insertInto('probes').values({ name, at }).execute()
      if (fail) throw new Error('after the insert')
    })
  await t.rejects(insert('a', 1, true), { message: 'after the insert' })
  await insert('a', 2, false)
  await t.rejects(insert('a', 3, false), { code: 'ERR_SQLITE_ERROR' })
  const rows = await database.read((transaction) => transaction.selectFrom('probes').select('at').execute())
  t.same(
    rows.map(({ at }) => at),
    [2],
  )
})

t.test('reads one snapshot while another process writes', async (t) => {
  const dataDir = t.testdir()
  const database = await open(dataDir)
  t.teardown(() => database.close())
  const count = sql<{ count: number }>`select count(*) as count from probes`
  const counts = await database.read(async (transaction) => {
    const before = await count.execute(transaction)
    const other = new DatabaseSync(join(dataDir, 'relevo.db'))
    other.exec("insert into probes values ('other', 1)")
    other.close()
    return [before, await count.execute(transaction)].map(({ rows }) => rows[0]?.count)
  })
  t.same(counts, [0, 0])
  t.equal((await count.execute(database.kysely)).rows[0]?.count, 1)
})

t.test('refuses a second service on the same folder, but not a command', async (t) => {
  const dataDir = t.testdir()
  const service = await open(dataDir)
  await t.rejects(open(dataDir), {
    name: 'DatabaseRefused',
    code: 'in-use',
    message: `Another Relevo process is using ${dataDir}. Stop it first, or give this one a data directory of its own.`,
  })
  await t.rejects(
    open(relative(process.cwd(), dataDir)),
    { message: `process is using ${dataDir}.` },
    'the whole path is named, however it was given',
  )
  const command = await open(dataDir, false)
  await command.close()
  await service.close()
  const next = await open(dataDir)
  await next.close()
})

t.test('lets a command set up a new store, and not change the schema under a running service', async (t) => {
  const dataDir = t.testdir()
  const command = await open(dataDir, false)
  await command.close()
  const service = await open(dataDir)
  t.teardown(() => service.close())
  await sql`delete from kysely_migration`.execute(service.kysely)
  await t.rejects(open(dataDir, false), { name: 'DatabaseRefused', code: 'in-use' })
})

t.test('refuses a database of a newer version, and leaves it alone', async (t) => {
  const dataDir = t.testdir()
  const database = await open(dataDir)
  await sql`insert into kysely_migration values ('0999-future', '2030-01-01')`.execute(database.kysely)
  await database.close()
  await t.rejects(open(dataDir), {
    name: 'DatabaseRefused',
    code: 'newer-schema',
    message: /newer version of Relevo \(0999-future\)/,
  })
  const raw = new DatabaseSync(join(dataDir, 'relevo.db'))
  const names = raw.prepare('select name from kysely_migration order by name').all()
  t.same(names.at(-1), { name: '0999-future' }, 'nothing was added after it, or taken away')
  raw.close()
})

t.test('leaves no half of a schema behind when bringing it up to date fails', async (t) => {
  const dataDir = t.testdir()
  const raw = new DatabaseSync(join(dataDir, 'relevo.db'))
  raw.exec('create table counters (in_the_way text)')
  await t.rejects(open(dataDir))
  t.same(raw.prepare("select name from sqlite_schema where name = 'handoffs'").all(), [])
  raw.exec('drop table counters')
  raw.close()
  const database = await open(dataDir)
  await database.close()
})

t.test('says what is wrong with a PostgreSQL address, without repeating it', async (t) => {
  const options = {
    dataDir: t.testdir(),
    databaseUrl: 'postgres://user:hunter2@127.0.0.1:1/relevo',
    exclusive: false,
    logger: silent,
  }
  const refusal = await openDatabase(options).catch((error: unknown) => error)
  t.match(refusal, { name: 'DatabaseRefused', code: 'unavailable', message: /PostgreSQL cannot be reached/ })
  t.notMatch(String(refusal), /hunter2/)
})

t.test('says what is wrong with a file that is no database', async (t) => {
  const dataDir = t.testdir({ 'relevo.db': 'This is not a database. '.repeat(1000) })
  await t.rejects(open(dataDir), { name: 'DatabaseRefused', code: 'corrupt', message: /not a database/ })
  t.match(readFileSync(join(dataDir, 'relevo.db'), 'utf8'), /^This is not/)
})

t.test('says what is wrong when another program holds the database', async (t) => {
  const dataDir = t.testdir()
  const other = new DatabaseSync(join(dataDir, 'relevo.db'))
  other.exec('begin exclusive')
  await t.rejects(open(dataDir), { name: 'DatabaseRefused', code: 'locked' })
  other.close()
  const database = await open(dataDir)
  await database.close()
})

t.test('says what is wrong with the folder', async (t) => {
  const folder = t.testdir({ file: '' })
  await t.rejects(open(join(folder, 'file')), { name: 'DatabaseRefused', code: 'unavailable' })
  await t.rejects(open(join(folder, 'file', 'data')), { name: 'DatabaseRefused', code: 'unavailable' })
  mkdirSync(join(folder, 'taken', 'relevo.db'), { recursive: true })
  await t.rejects(open(join(folder, 'taken')), { name: 'DatabaseRefused', code: 'unavailable' })
})

t.test(
  'says that it may not write',
  { skip: process.getuid?.() === 0 && 'root may write anywhere' },
  async (t) => {
    const folder = t.testdir({ data: { 'relevo.db': '' } })
    chmodSync(join(folder, 'data'), 0o500)
    t.teardown(() => chmodSync(join(folder, 'data'), 0o700))
    await t.rejects(open(join(folder, 'data')), { name: 'DatabaseRefused' })
    writeFileSync(join(folder, 'data', 'relevo.db'), '')
    chmodSync(folder, 0o500)
    t.teardown(() => chmodSync(folder, 0o700))
    await t.rejects(open(join(folder, 'new')), { name: 'DatabaseRefused', code: 'read-only' })
  },
)

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import t from 'tap'
import type { Database } from '../../../src/database/database.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { openPostgresForTest as open } from './open-postgres-for-test.ts'
import { waitUntil } from './wait-until.ts'

const skip = postgresMissing()
const program = fileURLToPath(new URL('stand-still.ts', import.meta.url))

/** A transaction that holds the named locks until it is told to end. */
const hold = async (database: Database, names: string[]) => {
  const holding = Promise.withResolvers<void>()
  const ending = Promise.withResolvers<void>()
  const ended = database.write(async (transaction) => {
    await database.locking.take(transaction, names)
    holding.resolve()
    await ending.promise
  })
  await Promise.race([holding.promise, ended])
  return {
    end: async () => {
      ending.resolve()
      await ended
    },
  }
}

const tryFor = (database: Database, names: string[]): Promise<Set<string>> =>
  database.write((transaction) => database.locking.tryToTake(transaction, names))

const setProbe = (database: Database, name: string, at: number) =>
  database.kysely.insertInto('probes').values({ name, at }).execute()

t.test('a lock is held against others until its transaction ends', { skip }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const [one, other] = [await open(t, { databaseUrl }), await open(t, { databaseUrl })]
  const held = await hold(one, ['a', 'b', 'a'])
  t.same(await tryFor(other, ['a', 'c', 'b', 'd']), new Set(['c', 'd']))
  let taken = false
  const waiting = hold(other, ['b']).then((later) => {
    taken = true
    return later
  })
  t.same(await tryFor(other, ['c']), new Set(['c']))
  t.equal(taken, false)
  await held.end()
  await (await waiting).end()
  t.same(await tryFor(one, ['a', 'b']), new Set(['a', 'b']))
})

t.test('those who want the same locks in other orders do not hold each other up', { skip }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const [one, other] = [await open(t, { databaseUrl }), await open(t, { databaseUrl })]
  const names = Array.from({ length: 20 }, (_, at) => `name-${at}`)
  const startedAt = performance.now()
  for (let round = 0; round < 20; round++) {
    await Promise.all([
      one.write((transaction) => one.locking.take(transaction, names)),
      other.write((transaction) => other.locking.take(transaction, names.toReversed())),
    ])
  }
  // A deadlock is found after a second.
  t.ok(performance.now() - startedAt < 1000)
})

t.test('what is read under a lock is not from before it', { skip }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const one = await open(t, { databaseUrl })
  const name = new URL(databaseUrl).pathname.slice(1)
  await sql
    .raw(`alter database ${name} set default_transaction_isolation = 'serializable'`)
    .execute(one.kysely)
  const other = await open(t, { databaseUrl })
  const held = await hold(one, ['a'])
  const seen = other.write(async (transaction) => {
    await transaction.selectFrom('probes').select('name').execute()
    await other.locking.take(transaction, ['a'])
    return transaction.selectFrom('probes').select('at').execute()
  })
  await setProbe(one, 'x', 7)
  await held.end()
  t.same(await seen, [{ at: 7 }])
})

t.test('a deadlock is run again, and so is a lost race for a key', { skip }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const [one, other] = [await open(t, { databaseUrl }), await open(t, { databaseUrl })]
  await setProbe(one, 'x', 0)
  await setProbe(one, 'y', 0)
  await sql.raw("set deadlock_timeout = '50ms'").execute(one.kysely)
  let runs = 0
  const both = Promise.withResolvers<void>()
  let waiting = 2
  const addInOrder = (database: Database, names: string[]) =>
    database.write(async (transaction) => {
      runs++
      for (const name of names) {
        await transaction
          .updateTable('probes')
          .set((row) => ({ at: row('at', '+', 1) }))
          .where('name', '=', name)
          .execute()
        if (--waiting === 0) both.resolve()
        await both.promise
      }
    })
  await Promise.all([addInOrder(one, ['x', 'y']), addInOrder(other, ['y', 'x'])])
  t.equal(runs, 3, 'one of them twice')
  t.same(await one.kysely.selectFrom('probes').select('at').execute(), [{ at: 2 }, { at: 2 }])

  let attempts = 0
  const insertUnlessThere = (database: Database, before: () => Promise<unknown>) =>
    database.write(async (transaction) => {
      attempts++
      const found = await transaction.selectFrom('probes').select('at').where('name', '=', 'z').execute()
      if (found.length > 0) return 'there'
      await before()
      await transaction.insertInto('probes').values({ name: 'z', at: 1 }).execute()
      return 'inserted'
    })
  t.equal(await insertUnlessThere(one, () => setProbe(other, 'z', 5)), 'there')
  t.equal(attempts, 2)
})

t.test('a fault of the work is not run again, and leaves nothing', { skip }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const database = await open(t, { databaseUrl })
  let runs = 0
  await t.rejects(
    database.write(async (transaction) => {
      runs++
      await transaction.insertInto('probes').values({ name: 'x', at: 1 }).execute()
      throw new Error('a defect')
    }),
    { message: 'a defect' },
  )
  t.equal(runs, 1)
  t.same(await database.kysely.selectFrom('probes').select('at').execute(), [])
})

t.test('a process that stands still loses its locks, and others go on', { skip }, async (t) => {
  const { url: databaseUrl } = await openTestDatabase(t)
  const database = await open(t, { databaseUrl })
  const child = spawn(process.execPath, [program, databaseUrl, 'line'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  t.same(await tryFor(database, ['line', 'another']), new Set(['another']))
  await waitUntil('the lock is free', async () => (await tryFor(database, ['line'])).has('line'))
})

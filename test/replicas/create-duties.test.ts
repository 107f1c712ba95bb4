import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createDuties, type Duties } from '../../src/replicas/create-duties.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'

interface Replica {
  duties: Duties
  clock: ManualClock
  database: Database
  /** How often the duty began and ended here. */
  began: () => number
  ended: () => number
}

const openReplica = async (t: Test, url: string, replica: string): Promise<Replica> => {
  const clock = createManualClock()
  const database = await openDatabase({ dataDir: '', databaseUrl: url, exclusive: false, logger: silent })
  t.teardown(() => database.close())
  let began = 0
  let ended = 0
  const sweep = {
    name: 'sweep',
    begin() {
      began += 1
      return {
        stop: async () => {
          ended += 1
        },
      }
    },
  }
  const duties = createDuties({ duties: [sweep], database, replica, clock, logger: silent })
  return { duties, clock, database, began: () => began, ended: () => ended }
}

/** Lets a round's statements come back: they take real time, whatever the clock says. */
const until = async (t: Test, what: string, holds: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 400 && !holds(); turn++) await new Promise((resolve) => setTimeout(resolve, 5))
  t.ok(holds(), what)
}

t.test('with a store of one process every duty is here at once', async (t) => {
  const database = await openDatabase({ dataDir: t.testdir(), exclusive: true, logger: silent })
  t.teardown(() => database.close())
  let running = 0
  const begin = () => {
    running += 1
    return {
      stop: async () => {
        running -= 1
      },
    }
  }
  const clock = createManualClock()
  const duties = createDuties({
    duties: [
      { name: 'a', begin },
      { name: 'b', begin },
    ],
    database,
    replica: 'one',
    clock,
    logger: silent,
  })
  duties.start()
  await until(t, 'both run', () => running === 2)
  t.equal(clock.pending(), 0, 'and nothing is leased or renewed')
  await duties.stop()
  t.equal(running, 0)
})

t.test('several replicas', { skip: postgresMissing() }, async (t) => {
  const { url } = await openTestDatabase(t)

  t.test('one has it, the other takes over when it stops', async (t) => {
    const first = await openReplica(t, url, 'first')
    const second = await openReplica(t, url, 'second')
    first.duties.start()
    await until(t, 'the first has it', () => first.began() === 1)
    second.duties.start()
    await second.clock.advance(5_000)
    await second.database.kysely.selectFrom('duties').selectAll().execute()
    t.equal(second.began(), 0)
    await first.duties.stop()
    t.equal(first.ended(), 1)
    await second.clock.advance(5_000)
    await until(t, 'the second has it', () => second.began() === 1)
    await second.duties.stop()
  })

  t.test('a dead holder is replaced within 30 s, and not before its lease is over', async (t) => {
    const dead = await openReplica(t, url, 'dead')
    const heir = await openReplica(t, url, 'heir')
    dead.duties.start()
    await until(t, 'it has the duty', () => dead.began() === 1)
    // From here on its clock stands still: it renews nothing and stops nothing, like a frozen process.
    heir.duties.start()
    for (let second = 5; second < 20; second += 5) {
      await heir.clock.advance(5_000)
      await heir.database.kysely.selectFrom('duties').selectAll().execute()
    }
    t.equal(heir.began(), 0, 'after 15 s the lease holds')
    for (let second = 20; second <= 30 && heir.began() === 0; second += 5) {
      await heir.clock.advance(5_000)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await until(t, 'the heir has it', () => heir.began() === 1)
    const { fence } = await heir.database.kysely
      .selectFrom('duties')
      .select('fence')
      .executeTakeFirstOrThrow()
    t.ok(fence > 1, 'the fence has grown')
    await dead.clock.advance(5_000)
    await until(t, 'the former holder stops when it wakes up', () => dead.ended() === 1)
    t.same(dead.duties.held(), [])
    await Promise.all([dead.duties.stop(), heir.duties.stop()])
    t.equal(dead.ended(), 1, 'once')
  })

  t.test('a renewed duty stays where it is', async (t) => {
    const holder = await openReplica(t, url, 'holder')
    const other = await openReplica(t, url, 'other')
    holder.duties.start()
    await until(t, 'it has the duty', () => holder.began() === 1)
    other.duties.start()
    for (let round = 0; round < 12; round++) {
      await holder.clock.advance(5_000)
      await holder.database.kysely.selectFrom('duties').selectAll().execute()
      await other.clock.advance(5_000)
      await other.database.kysely.selectFrom('duties').selectAll().execute()
    }
    t.equal(holder.began(), 1)
    t.equal(holder.ended(), 0)
    t.equal(other.began(), 0)
    await Promise.all([holder.duties.stop(), other.duties.stop()])
  })
})

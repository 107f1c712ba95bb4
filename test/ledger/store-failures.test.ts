import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import t from 'tap'
import { createManualClock } from '../manual-clock.ts'
import { claimOne, store } from './contract/steps.ts'
import { aHandoff, anEntry } from './new-entry.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'

const open = async (t: Parameters<typeof openSqliteLedger>[0]) => {
  const dataDir = t.testdir()
  return {
    dataDir,
    path: join(dataDir, 'relevo.db'),
    ...(await openSqliteLedger(t, { dataDir, clock: createManualClock() })),
  }
}

t.test(
  'refuses every hand-off of a batch while the disk is full, and goes on when there is space',
  async (t) => {
    const { ledger, database } = await open(t)
    const first = await store(ledger, anEntry('a'))
    await sql`pragma max_page_count = 1`.execute(database.kysely)
    const handoff = aHandoff({ summary: 'x'.repeat(200_000) })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) => ledger.put(anEntry(`full-${at}`, { handoff }))),
    )
    for (const outcome of outcomes) {
      t.match(outcome, {
        status: 'rejected',
        reason: { name: 'LedgerUnavailable', code: 'disk-full', remedy: /space/ },
      })
    }
    t.match(await ledger.custody(), { received: 1, underWay: 1, balanced: true })
    t.match(await ledger.find(first), { state: 'received' })
    await sql`pragma max_page_count = 1000000`.execute(database.kysely)
    await store(ledger, anEntry('full-1', { handoff }))
    t.match(await ledger.custody(), { received: 2, balanced: true })
  },
)

t.test('refuses while the store is read-only, and goes on when it is not', async (t) => {
  const { ledger, database } = await open(t)
  await store(ledger, anEntry('a'))
  const claim = await claimOne(ledger)
  await sql`pragma query_only = on`.execute(database.kysely)
  await t.rejects(ledger.put(anEntry('b')), { name: 'LedgerUnavailable', code: 'read-only' })
  await store(ledger, anEntry('b'))
  await sql`pragma query_only = on`.execute(database.kysely)
  await t.rejects(ledger.probe(), { code: 'read-only' })
  await ledger.probe()
  await sql`pragma query_only = on`.execute(database.kysely)
  await t.rejects(ledger.park(claim, 'why'), { code: 'read-only' })
  t.equal(await ledger.park(claim, 'why'), true)
})

t.test('refuses while another program holds the database, and goes on when it lets go', async (t) => {
  const { ledger, path } = await open(t)
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  await t.rejects(ledger.put(anEntry('a')), {
    name: 'LedgerUnavailable',
    code: 'locked',
    remedy: /by itself/,
  })
  t.match(await ledger.custody(), { received: 0 }, 'it can still be read')
  other.exec('rollback')
  other.close()
  await store(ledger, anEntry('a'))
  t.match(await ledger.custody(), { received: 1, balanced: true })
})

t.test('never writes on into a file that was taken away, and goes on when it is back', async (t) => {
  const { ledger, path } = await open(t)
  await store(ledger, anEntry('a'))
  renameSync(path, `${path}.away`)
  await t.rejects(ledger.put(anEntry('b')), {
    name: 'LedgerUnavailable',
    code: 'unavailable',
    remedy: /put it back/,
  })
  writeFileSync(path, '')
  await t.rejects(ledger.put(anEntry('b')), { name: 'LedgerUnavailable' })
  renameSync(`${path}.away`, path)
  await store(ledger, anEntry('b'))
  t.match(await ledger.custody(), { received: 2, balanced: true })
})

t.test(
  'never writes on into a log that was taken away; what was in it is kept when the store is closed',
  async (t) => {
    for (const take of [
      (log: string) => rmSync(log),
      (log: string) => {
        rmSync(log)
        writeFileSync(log, '')
      },
    ]) {
      const { ledger, path } = await open(t)
      await store(ledger, anEntry('a'))
      take(`${path}-wal`)
      await t.rejects(ledger.put(anEntry('b')), { name: 'LedgerUnavailable', code: 'unavailable' })
      await ledger.close()
      const again = await openSqliteLedger(t, { dataDir: dirname(path), clock: createManualClock() })
      t.match(await again.ledger.custody(), { received: 1, balanced: true })
    }
  },
)

t.test('says that the file is corrupt, and takes nothing', async (t) => {
  const { ledger, database, path } = await open(t)
  await store(ledger, anEntry('a'))
  await database.scrub()
  // A write by another process makes ours read the file again; until then it knows the pages by heart.
  const other = new DatabaseSync(path)
  other.exec("insert into probes values ('other', 1); pragma wal_checkpoint(truncate)")
  other.close()
  writeFileSync(path, 'This is not a database. '.repeat(10_000))
  await t.rejects(ledger.put(anEntry('b')), { name: 'LedgerUnavailable', code: 'corrupt', remedy: /backup/ })
  await t.rejects(ledger.put(anEntry('b')), { name: 'LedgerUnavailable', code: 'corrupt' })
})

t.test('parks a hand-off whose content cannot be read, and works the others', async (t) => {
  const { ledger, database } = await open(t)
  const broken = await store(ledger, anEntry('a', { requesterKey: 'ana' }))
  const next = await store(ledger, anEntry('b', { requesterKey: 'ana' }))
  await database.kysely
    .updateTable('payloads')
    .set({ body: '{"half":' })
    .where('handoff_id', '=', broken)
    .execute()
  t.same(await ledger.claim({ helpdesk: 'main', owner: 'w', limit: 5, leaseMs: 1000 }), [])
  t.match(await ledger.find(broken), { state: 'parked', handoff: null, why: /cannot be read/ })
  t.equal((await claimOne(ledger)).entry.id, next)
  t.match(await ledger.custody(), { parked: 1, underWay: 1, balanced: true })
})

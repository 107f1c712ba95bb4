import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Test } from 'tap'
import { createAccess } from '../../src/access/create-access.ts'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import type { MoveReport } from '../../src/move/move-report.ts'
import { type MoveOptions, type MoveOutcome, moveStore } from '../../src/move/move-store.ts'
import { movedTables, wholeTables } from '../../src/move/moved-tables.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createTriageStore } from '../../src/triage/store/create-triage-store.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { aPage, aPrediction, aSeen, noon } from '../triage/store/make-triage.ts'
import { fillDesk } from './fill-desk.ts'
import { fillStore } from './fill-store.ts'

export const quiet: MoveReport = { begin: () => {}, advance: () => {}, end: () => {}, say: () => {} }

export interface Move {
  dataDir: string
  url: string
  clock: ManualClock
  run: (change?: Partial<MoveOptions>) => Promise<MoveOutcome>
  openSource: () => Promise<Database>
  openTarget: () => Promise<Database>
}

/** A filled SQLite store that no service runs on, and an empty database of PostgreSQL. */
export const openMove = async (t: Test, fill = fillStore): Promise<Move> => {
  const { url } = await openTestDatabase(t)
  // Not `testdir`: it is one a test, and some tests move two stores.
  const dataDir = mkdtempSync(join(tmpdir(), 'relevo-move-'))
  t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))
  const clock = createManualClock()
  const { ledger, database } = await openSqliteLedger(t, { dataDir, clock })
  await fill(ledger, clock)
  await fillAccess(database, clock)
  await fillTriage(database)
  await fillDesk(database)
  await ledger.close()
  const options = { exclusive: false, ofMove: true, logger: silent }
  return {
    dataDir,
    url,
    clock,
    run: (change = {}) =>
      moveStore({
        dataDir,
        databaseUrl: url,
        copyOnly: false,
        clock: systemClock,
        logger: silent,
        report: quiet,
        limits: { handoffs: 2, bytes: 1_000_000 },
        ...change,
      }),
    openSource: () => openDatabase({ dataDir, ...options }),
    openTarget: () => openDatabase({ dataDir: '', databaseUrl: url, ...options }),
  }
}

/** A key in use, one that was revoked, what was done, and what was done with tickets. */
const fillAccess = async (database: Database, clock: ManualClock): Promise<void> => {
  const configuredKeys: string[] = []
  const rateLimit = { max: 1, window: 1 }
  const { keys, trail } = createAccess({ database, clock, logger: silent, configuredKeys, rateLimit })
  const key = { scopes: ['admin', 'handoffs:read'], expiresAt: null, by: 'cli:carmen' } as const
  await keys.create({ ...key, name: 'ñandú 🦜', rate: 7 })
  await keys.create({ ...key, name: 'old', rate: null })
  await keys.revoke('old', 'cli:carmen')
  const deed = { who: 'key:ñandú 🦜', keyId: null, what: 'retryHandoff', subject: null, requestId: 'r' }
  await trail.begin(deed)
  await trail.refused({ ...deed, subject: { kind: 'ticket', id: '7' } }, 403)
  const replied = {
    operation: 'reply',
    helpdesk: 'main',
    ticket_id: '7',
    owner: 'ñ',
    fence: 3,
    lease_until: 0,
  }
  const kept = { begun_at: 1, sent_at: 2, good_until: 3, expires_at: 4 }
  const done = { state: 'done', lost_at: null, message_id: '9', outcome: '{"messageId":"9"}' } as const
  const lost = { state: 'unknown', lost_at: 2, message_id: null, outcome: null } as const
  await database.kysely
    .insertInto('ticket_writes')
    .values([
      { id: 'a', fingerprint: 'x', ...replied, ...kept, ...done },
      { id: 'b', fingerprint: 'x', ...replied, ...kept, ...lost },
    ])
    .execute()
}

/** Tickets at every stage, and whatever else triage remembers; confidences that PostgreSQL and JavaScript word differently. */
const fillTriage = async (database: Database): Promise<void> => {
  const store = createTriageStore({ database, logger: silent })
  const tickets = [0.91, 1, 0, 1e-7, 0.1 + 0.2, null].map((confidence, at) =>
    aSeen(`${at}`, { prediction: aPrediction({ confidence, category: 'ñandú 🦜' }), dueAt: noon }),
  )
  await store.setChoices('main', '{"groups":["ñ"]}')
  await store.commitPage(
    aPage({ helpdesk: 'main', tickets: [...tickets, aSeen('old', { prediction: null })] }),
  )
  const run = await store.openRun({ helpdesk: 'main', model: null, settings: 'hash', now: noon })
  const planned = { changes: [], tags: ['ñ'], note: true, basedOn: '2026-11-21T12:00:00Z' }
  const done = { state: 'done', action: 'apply', run: run.id, planned, dueAt: null, wroteAt: noon } as const
  await store.step({ helpdesk: 'main', ticketId: '0', fence: 0 }, done)
  await store.putHint({ helpdesk: 'main', ticketId: '9', toldAt: noon, changes: [] })
  await store.setSwitch('stop', 'on', { who: 'cli:carmen', at: noon })
}

/** Runs `work` on one side, and closes it: what is connected to a target keeps a move from it. */
export const on = async <T>(
  open: () => Promise<Database>,
  work: (database: Database) => Promise<T>,
): Promise<T> => {
  const database = await open()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Every row of every table that is moved, as text, in one order; read in a way of its own. NUL as PostgreSQL has it. */
export const contentOf = (database: Database): Promise<string[]> =>
  database.read(async (transaction) => {
    const lines: string[] = []
    for (const name of [
      ...movedTables.map((table) => table.name),
      ...wholeTables.map((table) => table.name),
    ]) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(
        transaction,
      )
      for (const row of rows) {
        const text = JSON.stringify(row, Object.keys(row).sort()).replaceAll('\\u0000', '\ufffd')
        lines.push(`${name} ${text}`)
      }
    }
    return lines.sort()
  })

import { setImmediate } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { GuardStore } from '../database/guard-store.ts'
import type { AuditTable } from '../database/tables.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { AuditEntry, AuditQuery, AuditTrail, Deed } from './access.ts'
import { createAuditIds, lowestAuditIdAt } from './audit-id.ts'

const rowOf = (id: string, at: number, deed: Deed) => ({
  id,
  at,
  who: deed.who,
  key_id: deed.keyId,
  what: deed.what,
  subject_kind: deed.subject?.kind ?? null,
  subject_id: deed.subject?.id ?? null,
  request_id: deed.requestId,
})

const readRow = (row: Selectable<AuditTable>): AuditEntry => ({
  id: row.id,
  at: row.at,
  who: row.who,
  keyId: row.key_id,
  what: row.what,
  subject:
    row.subject_kind === null || row.subject_id === null
      ? null
      : { kind: row.subject_kind, id: row.subject_id },
  outcome: row.outcome ?? 'unknown',
  status: row.status,
  requestId: row.request_id,
})

// Ids rise even when the clock steps back, so an id may be a little newer than its entry.
const clockStepMs = 86_400_000

const page = ({ kysely }: Database, query: AuditQuery) => {
  const { who, what, subject, outcome, after, before, cursor } = query
  let rows = kysely.selectFrom('audit').selectAll()
  if (who !== undefined) {
    const column = /^rlv_[0-9a-z]{12}$/.test(who) ? 'key_id' : 'who'
    rows = rows.where(column, '=', who)
  }
  if (what !== undefined) rows = rows.where('what', '=', what)
  if (subject !== undefined) rows = rows.where('subject_id', '=', subject)
  if (outcome === 'unknown') rows = rows.where('outcome', 'is', null)
  else if (outcome !== undefined) rows = rows.where('outcome', '=', outcome)
  if (after !== undefined) rows = rows.where('at', '>=', after).where('id', '>=', lowestAuditIdAt(after))
  if (before !== undefined)
    rows = rows.where('at', '<', before).where('id', '<', lowestAuditIdAt(before + clockStepMs))
  if (cursor !== undefined) rows = rows.where('id', '<', cursor)
  return rows.orderBy('id', 'desc').limit(query.limit + 1)
}

/** The trail over a database; see `AuditTrail`. */
export const createAuditTrail = (options: {
  database: Database
  clock: Clock
  logger: Logger
  guard: GuardStore
}): AuditTrail => {
  const { database, clock, logger, guard } = options
  const newId = createAuditIds()

  const told = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      const reason = error instanceof Error ? error.message : null
      logger.error({ what, reason }, 'the audit trail could not be written')
    }
  }

  return {
    begin: (deed) =>
      guard(async () => {
        const at = clock.now()
        const id = newId(at)
        await database.write((transaction) =>
          transaction
            .insertInto('audit')
            .values(rowOf(id, at, deed))
            .execute(),
        )
        return id
      }),

    end: (id, { outcome, status, subject }) =>
      told('outcome', () => {
        const found = subject ? { subject_kind: subject.kind, subject_id: subject.id } : {}
        return database.write((transaction) =>
          transaction
            .updateTable('audit')
            .set({ outcome: outcome === 'unknown' ? null : outcome, status, ...found })
            .where('id', '=', id)
            .execute(),
        )
      }),

    refused: (deed, status) =>
      told('refusal', () => {
        const at = clock.now()
        const row = { ...rowOf(newId(at), at, deed), outcome: 'refused' as const, status }
        return database.write((transaction) => transaction.insertInto('audit').values(row).execute())
      }),

    list: (query) =>
      guard(async () => {
        const rows = await page(database, query).execute()
        const entries = rows.slice(0, query.limit).map(readRow)
        const last = entries.at(-1)
        return { entries, next: rows.length > query.limit && last !== undefined ? last.id : null }
      }),

    purge: ({ before, limit }) =>
      guard(async () => {
        // Callers purge until nothing is left; requests must get in between.
        await setImmediate()
        return database.write(async (transaction) => {
          const old = await transaction
            .selectFrom('audit')
            .select('id')
            .where('id', '<', lowestAuditIdAt(before))
            .orderBy('id')
            .limit(limit)
            .execute()
          if (old.length === 0) return 0
          const ids = old.map(({ id }) => id)
          await transaction.deleteFrom('audit').where('id', 'in', ids).execute()
          return ids.length
        })
      }),
  }
}

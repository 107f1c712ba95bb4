import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { GuardStore } from '../../database/guard-store.ts'
import type { DraftStore } from './draft-store.ts'

const dayMs = 86_400_000

/** What became of drafts, by the UTC day of their first version and who made it. Newest day first. */
export const createReadQuality =
  ({ database, guard }: { database: Database; guard: GuardStore }): DraftStore['quality'] =>
  (since) =>
    guard(async () => {
      // Whole numbers, so that both databases leave the rest out.
      const day = sql<number>`created_at / ${sql.lit(dayMs)}`
      const countOf = (outcome: string) =>
        sql<number>`sum(case when outcome = ${sql.lit(outcome)} then 1 else 0 end)`
      const rows = await database.kysely
        .selectFrom('drafts')
        .select(['made_by', day.as('day'), sql<number>`count(*)`.as('drafts')])
        .select([
          countOf('accepted').as('accepted'),
          countOf('edited').as('edited'),
          countOf('rejected').as('rejected'),
        ])
        .select(sql<number | null>`avg(distance)`.as('distance'))
        .where('created_at', '>=', Math.floor(since))
        .groupBy(['made_by', day])
        .orderBy(day, 'desc')
        .orderBy('made_by')
        .execute()
      return rows.map((row) => ({
        day: new Date(Number(row.day) * dayMs).toISOString().slice(0, 10),
        madeBy: row.made_by ?? '',
        drafts: Number(row.drafts),
        accepted: Number(row.accepted),
        edited: Number(row.edited),
        rejected: Number(row.rejected),
        distance: row.distance === null ? null : Number(row.distance),
      }))
    })

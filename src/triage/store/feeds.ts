import type { Selectable } from 'kysely'
import type { TriageFeedsTable } from '../../database/tables.ts'
import type { Feed, TriageStore } from '../triage-store.ts'
import type { StoreContext } from './store-context.ts'

const readFeed = (row: Selectable<TriageFeedsTable>): Feed => ({
  helpdesk: row.helpdesk,
  cursor: row.cursor,
  begunAt: row.begun_at,
  changedUntil: row.changed_until,
  polledAt: row.polled_at,
  caughtUpAt: row.caught_up_at,
  eventAt: row.event_at,
  read: row.read,
  told: row.told,
  missed: row.missed,
  choices: row.choices,
  problem: row.problem,
})

/** How far each help desk was read; see `TriageStore`. */
export const createFeeds = ({
  database,
  guard,
}: StoreContext): Pick<TriageStore, 'feed' | 'feeds' | 'setChoices' | 'setProblem'> => {
  const note = (helpdesk: string, noted: { choices: string } | { problem: string | null }) =>
    guard(async () => {
      await database.write((transaction) =>
        transaction
          .insertInto('triage_feeds')
          .values({ helpdesk, begun_at: 0, changed_until: 0, polled_at: 0, ...noted })
          .onConflict((conflict) => conflict.column('helpdesk').doUpdateSet(noted))
          .execute(),
      )
    })
  return {
    feed: (helpdesk) =>
      guard(async () => {
        const row = await database.kysely
          .selectFrom('triage_feeds')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .executeTakeFirst()
        return row === undefined ? null : readFeed(row)
      }),

    feeds: () =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom('triage_feeds')
          .selectAll()
          .orderBy('helpdesk')
          .execute()
        return rows.map(readFeed)
      }),

    setChoices: (helpdesk, choices) => note(helpdesk, { choices }),
    setProblem: (helpdesk, problem) => note(helpdesk, { problem }),
  }
}

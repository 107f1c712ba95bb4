import type { Database } from '../../database/database.ts'
import type { GuardStore } from '../../database/guard-store.ts'
import type { DraftStore } from './draft-store.ts'
import { forgetTicket } from './forget-ticket.ts'

/** What is kept no longer; see `DraftStore`. */
export const createForget = ({
  database,
  guard,
}: {
  database: Database
  guard: GuardStore
}): Pick<DraftStore, 'purge' | 'forget'> => ({
  purge: ({ before, limit }) =>
    guard(() =>
      database.write(async (transaction) => {
        const earlier = Math.floor(before)
        // From the versions on, which have an index by time: drafts that were blanked are not looked at again.
        const old = await transaction
          .selectFrom('draft_versions')
          .innerJoin('drafts', 'drafts.id', 'draft_versions.draft_id')
          .select('drafts.id')
          .distinct()
          .where('draft_versions.at', '<', earlier)
          .where((row) =>
            row.or([
              row('drafts.ended_at', '<', earlier),
              row.and([
                row('drafts.ended_at', 'is', null),
                row.not(
                  row.exists(
                    row
                      .selectFrom('draft_versions as later')
                      .select('later.number')
                      .whereRef('later.draft_id', '=', 'drafts.id')
                      .where('later.at', '>=', earlier),
                  ),
                ),
              ]),
            ]),
          )
          .limit(limit)
          .execute()
        const ids = old.map(({ id }) => id)
        if (ids.length > 0)
          await transaction.deleteFrom('draft_versions').where('draft_id', 'in', ids).execute()
        return ids.length
      }),
    ),

  forget: (ticket) =>
    guard(async () => (await database.write((transaction) => forgetTicket(transaction, ticket))).drafts),
})

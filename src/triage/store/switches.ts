import type { TriageStore } from '../triage-store.ts'
import type { StoreContext } from './store-context.ts'

/** What people switched while the service runs; see `TriageStore`. */
export const createSwitches = ({
  database,
  guard,
}: StoreContext): Pick<TriageStore, 'switches' | 'setSwitch'> => ({
  switches: () =>
    guard(async () => {
      const rows = await database.kysely.selectFrom('triage_switches').selectAll().orderBy('name').execute()
      return rows.map((row) => ({ ...row }))
    }),

  setSwitch: (name, value, { who, at }) =>
    guard(() =>
      database.write(async (transaction) => {
        // Also where there is no row to lock yet: what it was is answered to each of two who switch at once.
        await database.locking.take(transaction, [`triage-switch:${name}`])
        const before = await transaction
          .selectFrom('triage_switches')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst()
        if (value === null) {
          await transaction.deleteFrom('triage_switches').where('name', '=', name).execute()
        } else {
          const set = { value, at: Math.floor(at), who }
          await transaction
            .insertInto('triage_switches')
            .values({ name, ...set })
            .onConflict((conflict) => conflict.column('name').doUpdateSet(set))
            .execute()
        }
        return before === undefined ? null : { ...before }
      }),
    ),
})

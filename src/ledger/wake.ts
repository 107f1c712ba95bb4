import type { Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import { lineName } from './line.ts'
import { whereOpen } from './states.ts'

/** Why a held hand-off waits; `wake` knows them by it. */
export const whyHeld = 'Its source is paused.'
const whyWoken = 'Its source goes on.'

// Few enough that nobody waits long for the lock of a line.
const atOnce = 200
const mostAtATime = 5_000

/**
 * Makes due what was held; see `Ledger.wake`. A held hand-off stands in no line. It comes back into its requester's by its age, so that
 * those of one requester go in the order in which they came, and whoever of the line is with a worker now ends first.
 */
export const createWake = (context: LedgerContext): Ledger['wake'] => {
  const { database, bells } = context

  const findHeld = async (source: string, after: string): Promise<string[]> => {
    const rows = await database.kysely
      .selectFrom('handoffs')
      .select('id')
      // Out of the few that are open: along the ids it would look through all that have ended, half a second at a million.
      .where('id', 'in', database.kysely.selectFrom('handoffs').select('id').where(whereOpen))
      .where('state', '=', 'waiting')
      .where('source', '=', source)
      .where('why', '=', whyHeld)
      .where('id', '>', after)
      .orderBy('id')
      .limit(mostAtATime)
      .execute()
    return rows.map(({ id }) => id)
  }

  const wakeThese = (ids: string[]) =>
    database.write(async (transaction) => {
      const rows = transaction
        .selectFrom('handoffs')
        .select(['id', 'requester_key', 'helpdesk'])
        .where('id', 'in', ids)
        .where('state', '=', 'waiting')
        .where('why', '=', whyHeld)
        .orderBy('id')
      // The locks of the lines come before those of the rows, as everywhere.
      const lines = await rows.execute()
      const names = new Set(lines.map((row) => lineName(row.requester_key, row.helpdesk)))
      await database.locking.take(transaction, [...names])
      const held = (await database.locking.forUpdate(rows).execute()).filter((row) =>
        names.has(lineName(row.requester_key, row.helpdesk)),
      )
      if (held.length === 0) return held
      const woken = held.map(({ id }) => id)
      const at = context.clock.now()
      await transaction
        .updateTable('handoffs')
        .set({ due_at: at, why: whyWoken, lined: 1, behind: 0 })
        .where('id', 'in', woken)
        .execute()
      await context.history.record(
        transaction,
        woken.map((id) => ({ id, at, event: 'woken', why: whyWoken, by: null })),
      )
      return held
    })

  return async (source) => {
    let count = 0
    for (let after = ''; ; ) {
      const ids = await findHeld(source, after)
      for (let from = 0; from < ids.length; from += atOnce) {
        const woken = await wakeThese(ids.slice(from, from + atOnce))
        count += woken.length
        for (const helpdesk of new Set(woken.map((row) => row.helpdesk))) bells.ringDue(helpdesk)
      }
      const last = ids.at(-1)
      if (last === undefined || ids.length < mostAtATime) return count
      after = last
    }
  }
}

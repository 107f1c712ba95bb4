import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Database } from '../database/database.ts'
import { movedAway } from '../database/sqlite/refuse-moved-store.ts'
import type { LedgerTransaction } from '../ledger/ledger-transaction.ts'

const identity = 'identity'
const identitySchema = z.strictObject({ id: z.string() })
const departureSchema = z.strictObject({ move: z.string() })

/** A random id that the store keeps, so that a target knows which store it was copied from. Made when it is first asked for. */
export const identifySource = async (source: Database, at: number): Promise<string> => {
  const find = () =>
    source.kysely.selectFrom('moves').select('progress').where('name', '=', identity).executeTakeFirst()
  const known = await find()
  if (known === undefined) {
    const row = { name: identity, state: 'kept', progress: JSON.stringify({ id: randomUUID() }), at }
    await source.write((transaction) =>
      transaction
        .insertInto('moves')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
  }
  const row = known ?? (await find())
  return identitySchema.parse(JSON.parse(row?.progress ?? 'null')).id
}

/** The move by which the store's content went away; null while it serves. */
export const readDeparture = async (source: Database): Promise<{ move: string; at: number } | null> => {
  const row = await source.kysely
    .selectFrom('moves')
    .selectAll()
    .where('name', '=', movedAway)
    .where('state', '=', 'done')
    .executeTakeFirst()
  return row === undefined ? null : { ...departureSchema.parse(JSON.parse(row.progress)), at: row.at }
}

/** From the commit on no service starts on this store. */
export const recordDeparture = async (
  transaction: LedgerTransaction,
  departure: { move: string; at: number },
): Promise<void> => {
  const row = { state: 'done', progress: JSON.stringify({ move: departure.move }), at: departure.at }
  await transaction
    .insertInto('moves')
    .values({ name: movedAway, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute()
}

/** A service may start on this store again. */
export const forgetDeparture = async (source: Database): Promise<void> =>
  source.write(async (transaction) => {
    await transaction.deleteFrom('moves').where('name', '=', movedAway).execute()
  })

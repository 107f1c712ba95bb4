import type { Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { Clock } from '../../ops/clock.ts'
import type { UserRow } from './user-rows.ts'

/** What the verbs of users are made over. */
export interface UserStore {
  database: Database
  clock: Clock
  random: (count: number) => Buffer
  /** Called before an answer that changed somebody. */
  onChanged: (userId: string) => void
}

/** Runs `work` in a transaction that no other change of users runs beside, in any replica: who is left, and which addresses are free, stays true. */
export const alone = <T>(
  { database }: Pick<UserStore, 'database'>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> =>
  database.write(async (transaction) => {
    await database.locking.take(transaction, ['users'])
    return work(transaction)
  })

export const findRow = (
  transaction: Pick<Transaction<Tables>, 'selectFrom'>,
  column: 'id' | 'email' | 'identity',
  value: string,
): Promise<UserRow | undefined> =>
  transaction.selectFrom('users').selectAll().where(column, '=', value).executeTakeFirst()

/** Signs somebody out everywhere but in the session with this hash. */
export const endSessions = async (
  transaction: Pick<Transaction<Tables>, 'deleteFrom'>,
  userId: string,
  keep: string | null = null,
): Promise<void> => {
  const all = transaction.deleteFrom('desk_sessions').where('user_id', '=', userId)
  await (keep === null ? all : all.where('hash', '!=', keep)).execute()
}

/** Whether there is an admin besides this user who can sign in. */
export const hasOtherAdmin = async (
  transaction: Pick<Transaction<Tables>, 'selectFrom'>,
  userId: string,
): Promise<boolean> => {
  const other = await transaction
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .where('id', '!=', userId)
    .where((user) => user.or([user('password', 'is not', null), user('identity', 'is not', null)]))
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

import type { Transaction } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import { decideLockMs, type LockOut } from './decide-lock.ts'
import { hashOpaque } from './opaque-secret.ts'
import type { UserRow } from './user-rows.ts'
import type { UserStore } from './user-store.ts'

export type Attempt =
  | { kind: 'locked'; until: number }
  /** `lockedUntil`: if this one is wrong, too. */
  | { kind: 'counted'; user: UserRow | null; lockedUntil: number | null }

/**
 * Counts an attempt as wrong before it is compared: however many are made at once, in however many replicas, no more are compared
 * than may be. The right one sets the count back. For addresses of nobody it is the same, so that a lock tells nothing.
 */
export const countAttempt = (
  { database, clock }: Pick<UserStore, 'database' | 'clock'>,
  email: string,
  lockOut: LockOut,
): Promise<Attempt> =>
  database.write(async (transaction) => {
    const now = clock.now()
    const known = await transaction
      .updateTable('users')
      .set((user) => ({ failures: user('failures', '+', 1) }))
      .where('email', '=', email)
      .where((user) => user.or([user('locked_until', 'is', null), user('locked_until', '<=', now)]))
      .returningAll()
      .executeTakeFirst()
    if (known !== undefined) {
      const ms = decideLockMs(known.failures, lockOut)
      if (ms !== null)
        await transaction
          .updateTable('users')
          .set({ locked_until: now + ms })
          .where('id', '=', known.id)
          .execute()
      return { kind: 'counted', user: known, lockedUntil: ms === null ? null : now + ms }
    }
    const locked = await transaction
      .selectFrom('users')
      .select('locked_until')
      .where('email', '=', email)
      .executeTakeFirst()
    if (locked !== undefined) return { kind: 'locked', until: locked.locked_until ?? now }
    return countGuess(transaction, email, now, lockOut)
  })

const countGuess = async (
  transaction: Transaction<Tables>,
  email: string,
  now: number,
  lockOut: LockOut,
): Promise<Attempt> => {
  const hash = hashOpaque(email)
  const { failures, locked_until: until } = await transaction
    .insertInto('sign_in_guesses')
    .values({ hash, failures: 1, locked_until: null, at: now })
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet((guess) => ({
        at: now,
        // One that waits is not counted.
        failures: guess
          .case()
          .when('sign_in_guesses.locked_until', '>', now)
          .then(guess.ref('sign_in_guesses.failures'))
          .else(guess('sign_in_guesses.failures', '+', 1))
          .end(),
      })),
    )
    .returning(['failures', 'locked_until'])
    .executeTakeFirstOrThrow()
  if (until !== null && until > now) return { kind: 'locked', until }
  const ms = decideLockMs(failures, lockOut)
  if (ms !== null)
    await transaction
      .updateTable('sign_in_guesses')
      .set({ locked_until: now + ms })
      .where('hash', '=', hash)
      .execute()
  return { kind: 'counted', user: null, lockedUntil: ms === null ? null : now + ms }
}

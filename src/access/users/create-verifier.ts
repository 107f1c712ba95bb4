import type { Logger } from '../../ops/logger.ts'
import { countAttempt } from './count-attempt.ts'
import type { Passwords } from './create-passwords.ts'
import type { LockOut } from './decide-lock.ts'
import { foldEmail } from './fold-email.ts'
import { judgePassword } from './judge-password.ts'
import { readUserRow, type UserRow } from './user-rows.ts'
import { alone, endSessions, findRow, type UserStore } from './user-store.ts'
import type { Users, Verified } from './users.ts'

// Nobody's password is as long; hashing what is sent should not be a way to keep the processor busy.
const longestTyped = 1_000

/** Compares and changes passwords. */
export const createVerifier = (
  store: UserStore,
  { passwords, lockOut, logger }: { passwords: Passwords; lockOut: LockOut; logger: Logger },
): Pick<Users, 'verify' | 'changePassword'> => {
  const { database, clock, onChanged } = store

  /** Undefined: the password has been changed since it was compared. */
  const settle = (user: UserRow, rehashed: string | null): Promise<UserRow | undefined> =>
    database.write((transaction) =>
      transaction
        .updateTable('users')
        .set({
          failures: 0,
          locked_until: null,
          seen_at: clock.now(),
          ...(rehashed === null ? {} : { password: rehashed }),
        })
        .where('id', '=', user.id)
        .where('password', '=', user.password)
        .where('disabled_at', 'is', null)
        .returningAll()
        .executeTakeFirst(),
    )

  const verify = async (email: string, password: string): Promise<Verified> => {
    const attempt = await countAttempt(store, foldEmail(email), lockOut)
    if (attempt.kind === 'locked') return attempt
    const { user, lockedUntil } = attempt
    const isTooLong = password.length > longestTyped
    const { isRight, isStale } = await passwords.compare(
      isTooLong ? '' : password,
      user === null || user.disabled_at !== null ? null : user.password,
    )
    if (user !== null && isRight && !isTooLong) {
      const row = await settle(user, isStale ? await passwords.hash(password) : null)
      if (row !== undefined) return { kind: 'verified', user: readUserRow(row) }
    }
    if (lockedUntil === null) return { kind: 'wrong' }
    logger.warn(
      { userId: user?.id ?? null, failures: user?.failures ?? null },
      'an account waits: wrong passwords',
    )
    return { kind: 'locked', until: lockedUntil }
  }

  return {
    verify,
    changePassword: async (id, { former, next, keep }) => {
      const user = await findRow(database.kysely, 'id', id)
      if (user === undefined) return { kind: 'wrong' }
      const why = judgePassword(next, user.email)
      if (why !== null) return { kind: 'weak', why }
      const verified = await verify(user.email, former)
      if (verified.kind !== 'verified') return verified
      const hashed = await passwords.hash(next)
      await alone(store, async (transaction) => {
        await transaction.updateTable('users').set({ password: hashed }).where('id', '=', id).execute()
        await endSessions(transaction, id, keep)
        // A link for a lost password is of no use any more.
        await transaction.deleteFrom('invitations').where('user_id', '=', id).execute()
      })
      onChanged(id)
      return { kind: 'changed' }
    },
  }
}

import type { Passwords } from './create-passwords.ts'
import { insertUser } from './insert-user.ts'
import { judgePassword } from './judge-password.ts'
import { hashOpaque } from './opaque-secret.ts'
import { readUserRow } from './user-rows.ts'
import { alone, endSessions, findRow, type UserStore } from './user-store.ts'
import type { User, Users } from './users.ts'

/** How long a link can be followed. */
export const invitationMs = 72 * 3_600_000

type Accepted = Awaited<ReturnType<Users['accept']>>

/** Links that set a password, once. */
export const createInvitations = (
  store: UserStore,
  passwords: Passwords,
): Pick<Users, 'invite' | 'invited' | 'accept'> => {
  const { database, clock, random, onChanged } = store

  const invited = async (secret: string): Promise<{ user: User | null } | null> => {
    const row = await database.kysely
      .selectFrom('invitations')
      .select('user_id')
      .where('hash', '=', hashOpaque(secret))
      .where('expires_at', '>', clock.now())
      .executeTakeFirst()
    if (row === undefined) return null
    if (row.user_id === null) {
      const anybody = await database.kysely.selectFrom('users').select('id').limit(1).executeTakeFirst()
      return anybody === undefined ? { user: null } : null
    }
    const user = await findRow(database.kysely, 'id', row.user_id)
    return user === undefined || user.disabled_at !== null ? null : { user: readUserRow(user) }
  }

  return {
    invited,

    invite: async (userId, by) => {
      const secret = random(24).toString('base64url')
      const expiresAt = clock.now() + invitationMs
      await alone(store, async (transaction) => {
        await transaction
          .deleteFrom('invitations')
          .where('user_id', userId === null ? 'is' : '=', userId)
          .execute()
        await transaction
          .insertInto('invitations')
          .values({
            hash: hashOpaque(secret),
            user_id: userId,
            created_at: clock.now(),
            created_by: by,
            expires_at: expiresAt,
          })
          .execute()
      })
      return { secret, expiresAt }
    },

    accept: async (secret, password, person) => {
      const invitation = await invited(secret)
      if (invitation === null) return { kind: 'void' }
      const email = invitation.user?.email ?? person?.email
      if (email === undefined) throw new RangeError('The first admin has an address and a name.')
      const why = judgePassword(password, email)
      if (why !== null) return { kind: 'weak', why }
      // Outside the transaction: it takes its time.
      const hashed = await passwords.hash(password)
      const accepted = await alone(store, async (transaction): Promise<Accepted> => {
        const { numDeletedRows } = await transaction
          .deleteFrom('invitations')
          .where('hash', '=', hashOpaque(secret))
          .where('expires_at', '>', clock.now())
          .executeTakeFirst()
        // Somebody else has followed it meanwhile.
        if (numDeletedRows === 0n) return { kind: 'void' }
        if (invitation.user === null) {
          const anybody = await transaction.selectFrom('users').select('id').limit(1).executeTakeFirst()
          if (anybody !== undefined || person === undefined) return { kind: 'void' }
          const row = await insertUser(transaction, store, {
            ...person,
            role: 'admin',
            by: 'invitation',
            password: hashed,
          })
          return row === undefined ? { kind: 'email-taken' } : { kind: 'accepted', user: readUserRow(row) }
        }
        const { id } = invitation.user
        const row = await transaction
          .updateTable('users')
          .set({ password: hashed, failures: 0, locked_until: null })
          .where('id', '=', id)
          .where('disabled_at', 'is', null)
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) return { kind: 'void' }
        await endSessions(transaction, id)
        return { kind: 'accepted', user: readUserRow(row) }
      })
      if (accepted.kind === 'accepted') onChanged(accepted.user.id)
      return accepted
    },
  }
}

import type { Transaction } from 'kysely'
import type { Role } from '../../../schemas/user.ts'
import type { Tables } from '../../database/tables.ts'
import { foldEmail } from './fold-email.ts'
import { newUserId, type UserRow } from './user-rows.ts'
import type { UserStore } from './user-store.ts'

/** Undefined: somebody has this address; the unique constraint decides. */
export const insertUser = (
  transaction: Transaction<Tables>,
  { clock, random }: UserStore,
  user: {
    email: string
    name: string
    role: Role
    by: string
    password?: string
    identity?: string
    seenAt?: number
  },
): Promise<UserRow | undefined> =>
  transaction
    .insertInto('users')
    .values({
      id: newUserId(random),
      email: foldEmail(user.email),
      name: user.name.trim().normalize('NFC'),
      role: user.role,
      password: user.password ?? null,
      identity: user.identity ?? null,
      created_at: clock.now(),
      created_by: user.by,
      seen_at: user.seenAt ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

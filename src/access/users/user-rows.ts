import type { Selectable } from 'kysely'
import { roleSchema, themeSchema } from '../../../schemas/user.ts'
import type { UsersTable } from '../../database/desk-tables.ts'
import type { User } from './users.ts'

export type UserRow = Selectable<UsersTable>

/** A role that this version does not know, as a newer one may have written, counts as the least; so does a theme as none. */
export const readUserRow = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: roleSchema.catch('agent').parse(row.role),
  language: row.language,
  theme: themeSchema.nullable().catch(null).parse(row.theme),
  hasPassword: row.password !== null,
  hasIdentity: row.identity !== null,
  createdAt: row.created_at,
  createdBy: row.created_by,
  disabledAt: row.disabled_at,
  seenAt: row.seen_at,
  lockedUntil: row.locked_until,
})

/** Names a user: `us_` and 100 random bits. */
export const newUserId = (random: (count: number) => Buffer): string => {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  return `us_${[...random(20)].map((byte) => alphabet.charAt(byte & 31)).join('')}`
}

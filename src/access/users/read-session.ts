import * as z from 'zod'
import type { Database } from '../../database/database.ts'
import type { FoundSession } from './sessions.ts'
import { readUserRow } from './user-rows.ts'

/** A session as it stands in the store. */
export interface StoredSession extends FoundSession {
  hash: string
  seenAt: number
  expiresAt: number
}

const dataSchema = z.record(z.string(), z.unknown())

/** Null: there is none under this hash, or it is of somebody who may not sign in. */
export const readSession = async (database: Database, hash: string): Promise<StoredSession | null> => {
  const row = await database.kysely
    .selectFrom('desk_sessions')
    .selectAll()
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (row === undefined) return null
  const { user_id: userId } = row
  const userRow =
    userId === null
      ? undefined
      : await database.kysely.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst()
  if (userId !== null && (userRow === undefined || userRow.disabled_at !== null)) return null
  return {
    hash,
    userId,
    user: userRow === undefined ? null : readUserRow(userRow),
    data: dataSchema.parse(JSON.parse(row.data)),
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }
}

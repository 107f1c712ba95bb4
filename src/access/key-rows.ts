import type { Selectable } from 'kysely'
import { scopeSchema } from '../../schemas/access.ts'
import type { Database } from '../database/database.ts'
import type { ApiKeysTable } from '../database/tables.ts'
import type { ApiKey } from './access.ts'

/** A key with the hash that it is compared by. */
export interface KeptKey extends ApiKey {
  hash: Buffer
}

/** A scope that this version does not know, as a newer one may have written, gives no rights. */
const readScopes = (text: string): ApiKey['scopes'] =>
  text.split(' ').flatMap((name) => {
    const scope = scopeSchema.safeParse(name)
    return scope.success ? [scope.data] : []
  })

export const readKeyRow = (row: Selectable<ApiKeysTable>): KeptKey => ({
  id: row.id,
  name: row.name,
  scopes: readScopes(row.scopes),
  rate: row.rate,
  createdAt: row.created_at,
  createdBy: row.created_by,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
  revokedBy: row.revoked_by,
  hash: Buffer.from(row.hash, 'latin1'),
})

/** The keys with these ids, as far as there are any. */
export const readKeys = async (database: Database, ids: string[]): Promise<KeptKey[]> => {
  const rows = await database.kysely.selectFrom('api_keys').selectAll().where('id', 'in', ids).execute()
  return rows.map(readKeyRow)
}

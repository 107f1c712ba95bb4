import type { Database } from '../database/database.ts'
import type { GuardStore } from '../database/guard-store.ts'
import type { Clock } from '../ops/clock.ts'
import type { ApiKey, ApiKeys } from './access.ts'
import { type KeptKey, readKeyRow } from './key-rows.ts'
import { createKeyText, hashKey, parseKeyId } from './key-text.ts'

const withoutHash = ({ hash: _hash, ...key }: KeptKey): ApiKey => key

/** Makes, lists and revokes keys; see `ApiKeys`. `onRevoked` is called before a revocation is answered. */
export const createApiKeys = (options: {
  database: Database
  clock: Clock
  guard: GuardStore
  onRevoked(id: string): void
}): ApiKeys => {
  const { database, clock, guard, onRevoked } = options
  return {
    create: ({ name, scopes, rate, expiresAt, by }) =>
      guard(async () => {
        const { id, secret } = createKeyText()
        const row = await database.write((transaction) =>
          transaction
            .insertInto('api_keys')
            .values({
              id,
              name,
              hash: hashKey(secret).toString('latin1'),
              scopes: [...new Set(scopes)].join(' '),
              rate,
              created_at: clock.now(),
              created_by: by,
              expires_at: expiresAt,
            })
            // The index of names decides, also between replicas.
            .onConflict((conflict) => conflict.doNothing())
            .returningAll()
            .executeTakeFirst(),
        )
        if (row === undefined) return { kind: 'name-taken' }
        return { kind: 'created', key: withoutHash(readKeyRow(row)), secret }
      }),

    list: () =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom('api_keys')
          .selectAll()
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .execute()
        return rows.map((row) => withoutHash(readKeyRow(row)))
      }),

    revoke: (idOrName, by) =>
      guard(async () => {
        // Whoever has nothing but the key itself, as it was found somewhere, can revoke it by that.
        const id = parseKeyId(idOrName) ?? idOrName
        const row = await database.write(async (transaction) => {
          const found = await transaction
            .selectFrom('api_keys')
            .select(['id', 'revoked_at'])
            .where((key) => key.or([key('id', '=', id), key('name', '=', idOrName)]))
            // The valid one of this name first, else the one that was revoked last.
            .orderBy((key) =>
              key.case().when('revoked_at', 'is', null).then(key.lit(0)).else(key.lit(1)).end(),
            )
            .orderBy('revoked_at', 'desc')
            .executeTakeFirst()
          if (found === undefined) return undefined
          await transaction
            .updateTable('api_keys')
            .set({ revoked_at: clock.now(), revoked_by: by })
            .where('id', '=', found.id)
            .where('revoked_at', 'is', null)
            .execute()
          return transaction.selectFrom('api_keys').selectAll().where('id', '=', found.id).executeTakeFirst()
        })
        if (row === undefined) return null
        onRevoked(row.id)
        return withoutHash(readKeyRow(row))
      }),
  }
}

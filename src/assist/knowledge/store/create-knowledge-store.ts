import type { Selectable } from 'kysely'
import type { Database } from '../../../database/database.ts'
import type { KnowledgeFeedsTable } from '../../../database/desk-tables.ts'
import { guardStore } from '../../../database/guard-store.ts'
import { piecesOf } from '../../../database/pieces-of.ts'
import { AssistUnavailable } from '../../assist-unavailable.ts'
import { commitChange, noteFeed } from './commit-change.ts'
import { forgetTaught } from './forget-tickets.ts'
import type { KnowledgeFeed, KnowledgeStore } from './knowledge-store.ts'
import { fromVectorText, toVectorText } from './vector-text.ts'

const sizes = [100, 10, 1]
const mostRead = 100
const vectorFeed = 'vectors'

/** Knowledge in the tables of the desk, over either database; see `KnowledgeStore`. */
export const createKnowledgeStore = ({ database }: { database: Database }): KnowledgeStore => {
  const guard = guardStore(database, AssistUnavailable)
  const { kysely } = database
  return {
    commit: (change) =>
      guard(() =>
        database.write(async (transaction) => ({ changed: await commitChange(transaction, change) })),
      ),
    feed: (name) =>
      guard(async () => {
        const row = await kysely
          .selectFrom('knowledge_feeds')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst()
        return row === undefined ? null : toFeed(row)
      }),
    feeds: () =>
      guard(async () => {
        const rows = await kysely
          .selectFrom('knowledge_feeds')
          .selectAll()
          .where('name', '!=', vectorFeed)
          .orderBy('name')
          .execute()
        return rows.map(toFeed)
      }),
    version: () =>
      guard(async () => {
        const row = await kysely
          .selectFrom('knowledge_feeds')
          .select((eb) => eb.fn.sum<number | string | null>('version').as('version'))
          .executeTakeFirst()
        return Number(row?.version ?? 0)
      }),
    listHashes: (after, limit) =>
      guard(() =>
        kysely
          .selectFrom('knowledge')
          .select(['id', 'hash'])
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit)
          .execute(),
      ),
    read: (ids) =>
      guard(async () => {
        const rows = []
        // One statement for what a search has found: a search waits for it.
        for (let at = 0; at < ids.length; at += mostRead) {
          const piece = ids.slice(at, at + mostRead)
          rows.push(...(await kysely.selectFrom('knowledge').selectAll().where('id', 'in', piece).execute()))
        }
        return rows.map(({ read_at: _, ...row }) => ({ ...row, changed_at: Number(row.changed_at) }))
      }),
    listVectors: (model, after, limit) =>
      guard(() =>
        kysely
          .selectFrom('knowledge_vectors')
          .select(['knowledge_id as id', 'hash'])
          .where('model', '=', model)
          .where('knowledge_id', '>', after)
          .orderBy('knowledge_id')
          .limit(limit)
          .execute(),
      ),
    readVectors: (model, ids) =>
      guard(async () => {
        const rows = []
        for (const piece of piecesOf(ids, sizes))
          rows.push(
            ...(await kysely
              .selectFrom('knowledge_vectors')
              .select(['knowledge_id as id', 'hash', 'vector'])
              .where('model', '=', model)
              .where('knowledge_id', 'in', piece)
              .execute()),
          )
        return rows.map((row) => ({ ...row, vector: fromVectorText(row.vector) }))
      }),
    keepVectors: (model, vectors) =>
      guard(() =>
        database.write(async (transaction) => {
          for (const piece of piecesOf(vectors, sizes))
            await transaction
              .insertInto('knowledge_vectors')
              .values(
                piece.map(({ id, hash, vector }) => ({
                  ...{ knowledge_id: id, model, hash },
                  vector: toVectorText(vector),
                })),
              )
              .onConflict((conflict) =>
                conflict.columns(['knowledge_id', 'model']).doUpdateSet((eb) => ({
                  hash: eb.ref('excluded.hash'),
                  vector: eb.ref('excluded.vector'),
                })),
              )
              .execute()
          const feed = { name: vectorFeed, cursor: null, readAt: 0, problem: null }
          await noteFeed(transaction, feed, vectors.length > 0)
        }),
      ),
    forgetVectors: (model, ids) =>
      guard(() =>
        database.write(async (transaction) => {
          await transaction.deleteFrom('knowledge_vectors').where('model', '!=', model).execute()
          for (const piece of piecesOf(ids, sizes))
            await transaction.deleteFrom('knowledge_vectors').where('knowledge_id', 'in', piece).execute()
        }),
      ),
    forgetTickets: (helpdesk, ticketIds) =>
      guard(() => database.write((transaction) => forgetTaught(transaction, helpdesk, ticketIds))),
  }
}

const toFeed = (row: Selectable<KnowledgeFeedsTable>): KnowledgeFeed => ({
  name: row.name,
  cursor: row.cursor,
  readAt: Number(row.read_at),
  problem: row.problem,
})

import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { piecesOf } from '../../../database/pieces-of.ts'
import type { Tables } from '../../../database/tables.ts'
import type { KnowledgeChange, KnowledgeRow } from './knowledge-store.ts'

const sizes = [100, 10, 1]

/** What `KnowledgeStore.commit` does within its transaction; how many entries are others now. */
export const commitChange = async (db: Kysely<Tables>, change: KnowledgeChange): Promise<number> => {
  let changed = await keepRows(db, change.keep, change.readAt)
  changed += await removeRows(db, change.remove ?? [])
  if (change.sweep !== undefined) {
    const { kind, helpdesk, before } = change.sweep
    const swept = db
      .deleteFrom('knowledge')
      .where('kind', '=', kind)
      .where('helpdesk', '=', helpdesk)
      .where('read_at', '<', before)
    changed += Number((await swept.executeTakeFirst()).numDeletedRows)
  }
  if (change.most !== undefined) changed += await trimTickets(db, change.most)
  await noteFeed(db, change, changed > 0)
  return changed
}

const keepRows = async (
  db: Kysely<Tables>,
  given: readonly KnowledgeRow[],
  readAt: number,
): Promise<number> => {
  // A page may tell one twice; a statement may not write it twice.
  const rows = [...new Map(given.map((row) => [row.id, row])).values()]
  let changed = 0
  for (const piece of piecesOf(rows, sizes)) {
    const ids = piece.map(({ id }) => id)
    const before = new Map(
      (await db.selectFrom('knowledge').select(['id', 'hash']).where('id', 'in', ids).execute()).map(
        (row) => [row.id, row.hash],
      ),
    )
    changed += piece.filter(({ id, hash }) => before.get(id) !== hash).length
    await db
      .insertInto('knowledge')
      .values(piece.map((row) => ({ ...row, changed_at: Math.floor(row.changed_at), read_at: readAt })))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          language: eb.ref('excluded.language'),
          title: eb.ref('excluded.title'),
          url: eb.ref('excluded.url'),
          body: eb.ref('excluded.body'),
          hash: eb.ref('excluded.hash'),
          changed_at: eb.ref('excluded.changed_at'),
          read_at: eb.ref('excluded.read_at'),
        })),
      )
      .execute()
  }
  return changed
}

export const removeRows = async (db: Kysely<Tables>, ids: readonly string[]): Promise<number> => {
  let removed = 0
  for (const piece of piecesOf(ids, sizes)) {
    const result = await db.deleteFrom('knowledge').where('id', 'in', piece).executeTakeFirst()
    removed += Number(result.numDeletedRows)
  }
  return removed
}

const trimTickets = async (
  db: Kysely<Tables>,
  { helpdesk, count }: { helpdesk: string; count: number },
): Promise<number> => {
  const beyond = await db
    .selectFrom('knowledge')
    .select('id')
    .where('kind', '=', 'ticket')
    .where('helpdesk', '=', helpdesk)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .limit(1_000)
    .offset(count)
    .execute()
  return removeRows(
    db,
    beyond.map(({ id }) => id),
  )
}

export const noteFeed = async (
  db: Kysely<Tables>,
  feed: { name: string; cursor: string | null; readAt: number; problem: string | null },
  isOther: boolean,
): Promise<void> => {
  const values = { cursor: feed.cursor, read_at: Math.floor(feed.readAt), problem: feed.problem }
  await db
    .insertInto('knowledge_feeds')
    .values({ name: feed.name, ...values, version: isOther ? 1 : 0 })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ ...values, version: sql<number>`knowledge_feeds.version + ${isOther ? 1 : 0}` }),
    )
    .execute()
}

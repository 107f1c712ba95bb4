import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** The words of hand-offs, and which ticket each became; filled in the background. */
export const search = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    // Ids and words are ordered by their bytes everywhere; see 0005.
    const text = isPostgres ? sql`text collate "C"` : 'text'
    await db.schema
      .createTable('search_entries')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('handoff_id', text, (column) => column.notNull().unique())
      .execute()
    const words = db.schema
      .createTable('search_words')
      .addColumn('block', 'integer', (column) => column.notNull())
      .addColumn('word', text, (column) => column.notNull())
      .addColumn('places', isPostgres ? 'bytea' : 'blob', (column) => column.notNull())
      .addPrimaryKeyConstraint('search_words_key', ['block', 'word'])
    // One tree instead of a table and an index that repeats its words.
    await (isPostgres ? words : words.modifyEnd(sql`without rowid`)).execute()
    await db.schema
      .createTable('search_progress')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('after', text, (column) => column.notNull())
      .addColumn('fence', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('handoffs_ticket')
      .on('handoffs')
      .columns(['ticket_id', 'id'])
      .where(sql.ref('ticket_id'), 'is not', null)
      .execute()
  },
}

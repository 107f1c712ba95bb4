import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Tickets that are still to be looked at for whether agents kept what was decided, and how often they did. */
export const reviews = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    await db.schema
      .createTable('reviews')
      // Ids are ordered by their bytes everywhere; see 0005.
      .addColumn('handoff_id', isPostgres ? sql`text collate "C"` : 'text', (column) => column.primaryKey())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('helpdesk', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'text', (column) => column.notNull())
      .addColumn('delivered_at', 'bigint', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('filed', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('reviews_due').on('reviews').columns(['helpdesk', 'due_at']).execute()
    await db.schema.createIndex('reviews_age').on('reviews').column('delivered_at').execute()
    await db.schema
      .createTable('kept_counts')
      .addColumn('day', 'integer', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('decided_by', 'text', (column) => column.notNull())
      .addColumn('category', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('tickets', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('kept_counts_key', ['day', 'source', 'decided_by', 'category', 'outcome'])
      .execute()
  },
}

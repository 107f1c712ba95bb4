import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What is to happen to tickets that nobody takes care of. */
export const escalations = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    await db.schema
      .createTable('escalations')
      // Ids are ordered by their bytes everywhere; see 0005.
      .addColumn('handoff_id', isPostgres ? sql`text collate "C"` : 'text', (column) => column.notNull())
      .addColumn('ordinal', 'integer', (column) => column.notNull())
      .addColumn('helpdesk', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('owner', 'text')
      .addColumn('fence', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('step', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('escalations_key', ['handoff_id', 'ordinal'])
      .execute()
    await db.schema.createIndex('escalations_due').on('escalations').columns(['helpdesk', 'due_at']).execute()
  },
}

import type { Kysely } from 'kysely'

/** What was asked to be done with tickets, so that a repeat is known for one. */
export const ticketWrites = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('ticket_writes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('operation', 'text', (column) => column.notNull())
      .addColumn('helpdesk', 'text', (column) => column.notNull())
      .addColumn('ticket_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .addColumn('begun_at', 'bigint', (column) => column.notNull())
      .addColumn('sent_at', 'bigint')
      .addColumn('lost_at', 'bigint')
      .addColumn('message_id', 'text')
      .addColumn('outcome', 'text')
      .addColumn('good_until', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('ticket_writes_ticket')
      .on('ticket_writes')
      .columns(['helpdesk', 'ticket_id'])
      .execute()
    await db.schema.createIndex('ticket_writes_expiry').on('ticket_writes').column('expires_at').execute()
  },
}

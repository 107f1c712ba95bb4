import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Tickets that came by other ways: how far they were read, what was predicted of them, and what came of it. */
export const triage = {
  async up(db: Kysely<unknown>): Promise<void> {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    // Ids are ordered by their bytes everywhere; see 0005.
    const id = isPostgres ? sql`text collate "C"` : 'text'
    const real = isPostgres ? 'double precision' : 'real'
    await db.schema
      .createTable('triage_feeds')
      .addColumn('helpdesk', 'text', (column) => column.primaryKey())
      .addColumn('cursor', 'text')
      .addColumn('begun_at', 'bigint', (column) => column.notNull())
      .addColumn('changed_until', 'bigint', (column) => column.notNull())
      .addColumn('polled_at', 'bigint', (column) => column.notNull())
      .addColumn('caught_up_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('event_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('read', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('told', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('missed', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('choices', 'text')
      .addColumn('problem', 'text')
      .execute()
    await db.schema
      .createTable('triage_tickets')
      .addColumn('helpdesk', 'text', (column) => column.notNull())
      .addColumn('ticket_id', id, (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('skipped', 'text')
      .addColumn('predicted_at', 'bigint')
      .addColumn('category', 'text')
      .addColumn('confidence', real)
      .addColumn('decided_by', 'text')
      .addColumn('model', 'text')
      .addColumn('prediction', 'text')
      .addColumn('control', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('state', 'text')
      .addColumn('due_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('fence', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('action', 'text')
      .addColumn('why', 'text')
      .addColumn('run', 'text')
      .addColumn('planned', 'text')
      .addColumn('sent_at', 'bigint')
      .addColumn('wrote_at', 'bigint')
      .addColumn('note_id', 'text')
      .addColumn('left_with', 'text')
      .addColumn('outcome', 'text')
      .addColumn('ended_at', 'bigint')
      .addPrimaryKeyConstraint('triage_tickets_key', ['helpdesk', 'ticket_id'])
      .execute()
    await db.schema
      .createIndex('triage_tickets_due')
      .on('triage_tickets')
      .columns(['helpdesk', 'due_at'])
      .where(sql.ref('due_at'), 'is not', null)
      .execute()
    await db.schema
      .createIndex('triage_tickets_run')
      .on('triage_tickets')
      .columns(['run', 'ticket_id'])
      .where(sql.ref('run'), 'is not', null)
      .execute()
    await db.schema
      .createIndex('triage_tickets_predicted')
      .on('triage_tickets')
      .columns(['helpdesk', 'predicted_at'])
      .execute()
    // A status counts all of a month: in this order nothing has to be sorted for it, and the tickets themselves are not read.
    await db.schema
      .createIndex('triage_tickets_counted')
      .on('triage_tickets')
      .columns([
        'helpdesk',
        'skipped',
        'category',
        'decided_by',
        'state',
        'outcome',
        'why',
        'seen_at',
        'predicted_at',
      ])
      .execute()
    await db.schema.createIndex('triage_tickets_seen').on('triage_tickets').column('seen_at').execute()
    await db.schema
      .createTable('triage_hints')
      .addColumn('helpdesk', 'text', (column) => column.notNull())
      .addColumn('ticket_id', id, (column) => column.notNull())
      .addColumn('told_at', 'bigint', (column) => column.notNull())
      .addColumn('changes', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('triage_hints_key', ['helpdesk', 'ticket_id'])
      .execute()
    await db.schema
      .createTable('triage_runs')
      .addColumn('id', id, (column) => column.primaryKey())
      .addColumn('helpdesk', 'text', (column) => column.notNull())
      .addColumn('began_at', 'bigint', (column) => column.notNull())
      .addColumn('model', 'text')
      .addColumn('settings', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('triage_switches')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .execute()
  },
}

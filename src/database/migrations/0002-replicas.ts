import { type Kysely, PostgresAdapter, sql } from 'kysely'

const isPostgres = (db: Kysely<unknown>): boolean => db.getExecutor().adapter instanceof PostgresAdapter

const createReplicaTables = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('duties')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('account_shares')
    .addColumn('helpdesk', 'text', (column) => column.notNull())
    .addColumn('replica', 'text', (column) => column.notNull())
    .addColumn('part', 'double precision', (column) => column.notNull())
    .addColumn('spent_part', 'double precision', (column) => column.notNull())
    .addColumn('most_part', 'double precision', (column) => column.notNull())
    .addColumn('wanted', 'integer', (column) => column.notNull())
    .addColumn('paused_until', 'bigint', (column) => column.notNull())
    .addColumn('window_ms', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('account_shares_key', ['helpdesk', 'replica'])
    .execute()
  await db.schema
    .createTable('moves')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('progress', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
}

/** SQLite cannot change a primary key in place. */
const shardCounters = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('counters').renameTo('counters_before').execute()
  await db.schema
    .createTable('counters')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('shard', 'integer', (column) => column.notNull())
    .addColumn('received', 'bigint', (column) => column.notNull())
    .addColumn('refused', 'bigint', (column) => column.notNull())
    .addColumn('delivered', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('counters_shard_key', ['source', 'day', 'shard'])
    .execute()
  await sql`
    insert into counters (source, day, shard, received, refused, delivered)
    select source, day, 0, received, refused, delivered from counters_before
  `.execute(db)
  await db.schema.dropTable('counters_before').execute()
}

/**
 * A hand-off's row changes about six times within seconds and then never again: room on the page keeps the changes there, and
 * cleaning early keeps what workers look through short. The default waits until a fifth of the table has changed.
 */
const tuneHotTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table handoffs set (
      fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
      autovacuum_analyze_scale_factor = 0.02
    )
  `.execute(db)
  await sql`alter table counters set (fillfactor = 50)`.execute(db)
}

export const replicas = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createReplicaTables(db)
    await shardCounters(db)
    if (isPostgres(db)) await tuneHotTables(db)
  },
}

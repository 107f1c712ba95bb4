import { type Kysely, type SqlBool, sql } from 'kysely'

/** API keys, and the trail of what was done with them. */
export const access = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('api_keys')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('rate', 'integer')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('last_used_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .addColumn('revoked_by', 'text')
      .execute()
    // A name is free again once its key is revoked: whoever replaces a key wants to call the new one the same.
    await db.schema
      .createIndex('api_keys_name')
      .unique()
      .on('api_keys')
      .column('name')
      .where(sql<SqlBool>`revoked_at is null`)
      .execute()
    await db.schema
      .createTable('audit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('key_id', 'text')
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('subject_kind', 'text')
      .addColumn('subject_id', 'text')
      .addColumn('outcome', 'text')
      .addColumn('status', 'integer')
      .addColumn('request_id', 'text')
      .execute()
    await db.schema
      .createIndex('audit_subject')
      .on('audit')
      .columns(['subject_id', 'id'])
      .where(sql<SqlBool>`subject_id is not null`)
      .execute()
    await db.schema.createIndex('audit_who').on('audit').columns(['who', 'id']).execute()
  },
}

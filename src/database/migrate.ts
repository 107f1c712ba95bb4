import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { DatabaseRefused } from './database-refused.ts'
import { migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

const executedNames = async (kysely: Kysely<Tables>): Promise<string[]> => {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    kysely,
  )
  return rows.map((row) => row.name)
}

/**
 * How many migrations this database lacks. Throws `DatabaseRefused` (newer-schema) when a later version of Relevo has been
 * here: its rows may mean what we do not know.
 */
export const countPending = async (kysely: Kysely<Tables>): Promise<number> => {
  const executed = await executedNames(kysely)
  const unknown = executed.filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new DatabaseRefused(
      'newer-schema',
      `The database was written by a newer version of Relevo (${unknown.join(', ')}). Run that version, or restore a backup made before the upgrade.`,
    )
  }
  return Object.keys(migrations).length - executed.length
}

/** Brings the schema up to date in one transaction; on an error the database is as before. */
export const migrate = async (kysely: Kysely<Tables>): Promise<void> => {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

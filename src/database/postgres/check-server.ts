import { type Kysely, sql } from 'kysely'
import { DatabaseRefused } from '../database-refused.ts'
import type { Tables } from '../tables.ts'

const oldestVersion = 140_000

/**
 * Refuses a server that would lose what it has acknowledged, or that lacks what we use. Throws `DatabaseRefused`
 * (not-supported, read-only).
 */
export const checkServer = async (kysely: Kysely<Tables>): Promise<void> => {
  const { rows } = await sql<{
    version: string
    number: number
    fsync: string
    commit: string
    standby: boolean
    encoding: string
  }>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::integer as number,
      current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit,
      pg_is_in_recovery() as standby,
      (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding
  `.execute(kysely)
  const server = rows[0]
  if (server === undefined) throw new Error('PostgreSQL has not answered what it is.')
  if (server.number < oldestVersion) {
    throw new DatabaseRefused(
      'not-supported',
      `PostgreSQL ${server.version} is too old; Relevo needs 14 or later.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseRefused(
      'not-supported',
      `The database is encoded in ${server.encoding} and cannot hold every language; create one with: create database relevo encoding 'UTF8' template template0`,
    )
  }
  if (server.standby) {
    throw new DatabaseRefused(
      'read-only',
      'DATABASE_URL leads to a standby, which is read-only; name the primary.',
    )
  }
  if (server.fsync === 'off') {
    throw new DatabaseRefused(
      'not-supported',
      'This PostgreSQL runs with fsync = off: what it acknowledges is lost when the machine fails. Switch it on.',
    )
  }
  if (server.commit === 'off') {
    throw new DatabaseRefused(
      'not-supported',
      'This PostgreSQL runs with synchronous_commit = off: what it acknowledges is lost when it crashes. For Relevo alone: alter role <its role> set synchronous_commit = on',
    )
  }
}

import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import pg from 'pg'
import { startPostgres } from '../test/postgres/start-postgres.ts'

/** A PostgreSQL to measure on. */
export interface BenchPostgres {
  /** Its version and where its data are, for the report. */
  place: string
  /** The address of a new and empty database on it. */
  createDatabase(): Promise<string>
  /** Writes what is dirty to the disk, so that a measurement does not pay for what came before. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

// As on a small server of its own; the rest is PostgreSQL's own default, fsync and synchronous_commit among it.
const settings = { shared_buffers: '1GB', max_wal_size: '4GB', min_wal_size: '1GB' }

/**
 * Starts a PostgreSQL for a bench. `where` says where its data lie: on the disk of the system's temporary folder, or in memory,
 * where a commit that waits for the disk costs nothing and figures flatter. `BENCH_DATABASE_URL` names a server to use
 * instead (as a user who may create databases), wherever that keeps its data.
 */
export const startBenchPostgres = async (where: 'disk' | 'memory'): Promise<BenchPostgres> => {
  const given = process.env['BENCH_DATABASE_URL'] ?? ''
  const parent = where === 'disk' ? (process.env['BENCH_DISK'] ?? tmpdir()) : '/dev/shm'
  const own = given === '' ? await startPostgres({ parent, settings }) : null
  const url = own?.url ?? given
  const client = new pg.Client({ connectionString: url })
  // Ends with the server; whoever uses it then is told by the next statement.
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const made: string[] = []
  return {
    place: `PostgreSQL ${rows[0]?.server_version}, ${own === null ? 'BENCH_DATABASE_URL' : `${where} (${parent})`}`,
    async createDatabase() {
      const name = `relevo_bench_${randomBytes(6).toString('hex')}`
      await client.query(`create database ${name} template template0 encoding 'UTF8'`)
      made.push(name)
      const database = new URL(url)
      database.pathname = `/${name}`
      return database.href
    },
    async checkpoint() {
      await client.query('checkpoint')
    },
    async close() {
      if (own === null) {
        for (const name of made) await client.query(`drop database if exists ${name} with (force)`)
      }
      await client.end()
      await own?.close()
    },
  }
}

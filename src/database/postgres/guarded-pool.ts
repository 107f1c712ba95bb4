import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { type ClientConfig, Pool, type PoolClient, type QueryResult, types } from 'pg'
import type { Logger } from '../../ops/logger.ts'
import { postgresCode } from './diagnose-postgres-failure.ts'

// Counts and times fit into a double; the driver would hand them over as text.
const int8 = 20
const numeric = 1700
const asNumber = (text: string): number => Number(text)

/** A prepared statement is unknown, or known already: there is a pooler between us that does not follow them. */
const preparedTrouble = new Set(['26000', '42P05'])

/** PostgreSQL's text holds every character but this one. */
const withoutNul = (value: unknown): unknown => {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  return Array.isArray(value) ? value.map(withoutNul) : value
}

/** What PostgreSQL says of a statement, rather than of the connection or the server that it came by. */
const isStatementFault = (error: unknown): boolean => {
  const code = postgresCode(error)
  if (code === null || preparedTrouble.has(code) || code === '25006') return false
  return !['08', '57', '58', 'XX'].includes(code.slice(0, 2)) || code === '57014'
}

export interface GuardedPoolOptions {
  config: ClientConfig
  max: number
  connectTimeoutMs: number
  /** For one statement, from sending it to the whole answer; longer than the server's own limit. */
  statementTimeoutMs: number
  /** Idle connections are closed after this; 0: never. */
  idleMs: number
  logger: Logger
}

/**
 * The driver's pool with what it leaves out: a statement that gets no answer is given up, and a connection that has shown
 * itself broken is never handed out again. A statement that begins with a comment of one name is prepared under it, as
 * long as what is between us and PostgreSQL follows prepared statements.
 */
export const createGuardedPool = (options: GuardedPoolOptions): PostgresPool => {
  const pool = new Pool({
    ...options.config,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 || oid === numeric ? asNumber : types.getTypeParser(oid, format),
    },
    max: options.max,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: options.statementTimeoutMs,
    idleTimeoutMillis: options.idleMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    allowExitOnIdle: true,
    application_name: options.config.application_name ?? 'relevo',
  })
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', (error) => options.logger.debug({ err: error }, 'an idle connection to PostgreSQL broke'))

  let prepares = true
  const guarded = new WeakMap<PoolClient, PostgresPoolClient>()

  const guard = (client: PoolClient): PostgresPoolClient => {
    let broken = false
    const watch = () => {
      broken = true
    }
    client.on('error', watch)

    const run = async (text: string, values: readonly unknown[]): Promise<QueryResult> => {
      const name = prepares ? /^\/\* (\w+) \*\//.exec(text)?.[1] : undefined
      try {
        return await client.query({
          text,
          values: values.map(withoutNul),
          ...(name === undefined ? {} : { name }),
        })
      } catch (error) {
        if (!isStatementFault(error)) broken = true
        const code = postgresCode(error)
        if (name !== undefined && code !== null && preparedTrouble.has(code)) {
          prepares = false
          options.logger.info(
            'prepared statements do not pass the pooler before PostgreSQL; going on without',
          )
        }
        throw error
      }
    }

    function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
    function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
    function query(text: unknown, values: readonly unknown[] = []): unknown {
      if (typeof text !== 'string') throw new TypeError('Cursors are not used.')
      return run(text, values)
    }

    return {
      query,
      release: (destroy) => client.release(destroy === true || broken),
    }
  }

  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      const known = guarded.get(client) ?? guard(client)
      guarded.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

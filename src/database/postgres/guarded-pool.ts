import { setTimeout } from 'node:timers/promises'
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Client, type ClientConfig, Pool, type PoolClient, type QueryResult, types } from 'pg'
import type { Logger } from '../../ops/logger.ts'
import { cancelStatement } from './cancel-statement.ts'
import { postgresCode } from './postgres-code.ts'
import { createStatementNames } from './statement-names.ts'

// Counts and times fit into a double; the driver would hand them over as text.
const int8 = 20
const numeric = 1700
const asNumber = (text: string): number => Number(text)

/** A prepared statement is unknown, or known already: there is a pooler between us that does not follow them. */
const unfollowed = new Set(['26000', '42P05'])
/** A prepared statement means something else since its table was changed, as by the first replica of a new version. */
const outdated = '0A000'

/**
 * A transaction stood still or lasted for too long; or the server is read-only, as one is that was replaced by another, and the
 * next connection may lead to that one.
 */
const endsSession = new Set(['25P03', '25P04', '25006'])

/** PostgreSQL's text holds every character but this one. */
const withoutNul = (value: unknown): unknown => {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  return Array.isArray(value) ? value.map(withoutNul) : value
}

/** What PostgreSQL says of a statement, rather than of the connection or the server that it came by. */
const isStatementFault = (error: unknown): boolean => {
  const code = postgresCode(error)
  if (code === null || endsSession.has(code)) return false
  return !['08', '57', '58', 'XX'].includes(code.slice(0, 2)) || code === '57014'
}

const isUnanswered = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout'

const endWithinMs = 1_000

export interface GuardedPoolOptions {
  config: ClientConfig
  max: number
  /** For making a connection. */
  connectTimeoutMs: number
  /** For a connection to become free, or be made. */
  waitMs: number
  /** For one statement, from sending it to the whole answer; longer than the server's own limit. */
  statementTimeoutMs: number
  /** False: nothing is kept prepared, as for statements that run once. */
  prepares?: boolean
  /** Idle connections are closed after this; 0: never. */
  idleMs: number
  logger: Logger
}

/**
 * The driver's pool with what it leaves out: a statement that gets no answer is given up, on both sides; a connection that has
 * shown itself broken is used for nothing any more, not even for taking leave, which takes for ever where nobody answers; and
 * `end` waits for nobody for longer than a second. Statements that come again and again are kept prepared, as long as what is
 * between us and PostgreSQL follows that; where it turns out not to, outside a transaction nobody notices.
 */
export const createGuardedPool = (options: GuardedPoolOptions): PostgresPool => {
  // The pool has one time limit for both, waiting for a connection of its own and making one.
  class PooledClient extends Client {
    constructor() {
      super({
        ...options.config,
        types: {
          getTypeParser: (oid: number, format?: 'text' | 'binary') =>
            oid === int8 || oid === numeric ? asNumber : types.getTypeParser(oid, format),
        },
        connectionTimeoutMillis: options.connectTimeoutMs,
        query_timeout: options.statementTimeoutMs,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
        application_name: options.config.application_name ?? 'relevo',
      })
    }
  }
  const pool = new Pool({
    Client: PooledClient,
    max: options.max,
    connectionTimeoutMillis: options.waitMs,
    idleTimeoutMillis: options.idleMs,
    allowExitOnIdle: true,
  })
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', (error) => options.logger.debug({ err: error }, 'an idle connection to PostgreSQL broke'))

  const open = new Set<PoolClient>()
  pool.on('connect', (client) => {
    open.add(client)
    // Between the pool's listener, which it takes off, and ours a connection may break; that must not end the process.
    client.on('error', () => {})
  })
  pool.on('remove', (client) => open.delete(client))

  const names = createStatementNames()
  if (options.prepares === false) names.giveUp()
  const guarded = new WeakMap<PoolClient, PostgresPoolClient>()

  const guard = (client: PoolClient): PostgresPoolClient => {
    let broken = false
    /** It works, but what is prepared on it no longer fits. */
    let outworn = false
    let inTransaction = false
    const watch = () => {
      broken = true
    }
    client.on('error', watch)

    const giveUp = () => {
      broken = true
      client.connection.stream.destroy()
    }

    const send = (text: string, values: unknown[], name: string | undefined): Promise<QueryResult> =>
      client.query({ text, values, ...(name === undefined ? {} : { name }) })

    /** Whether an error was the preparing's, and a new attempt without it may succeed. */
    const wasPrepared = (code: string | null): boolean => {
      if (code === outdated) {
        // The next connection prepares it anew.
        outworn = true
        return true
      }
      if (code === null || !unfollowed.has(code)) return false
      if (names.giveUp()) {
        options.logger.info('prepared statements do not pass the pooler before PostgreSQL; going on without')
      }
      return true
    }

    const run = async (text: string, given: readonly unknown[]): Promise<QueryResult> => {
      if (broken) throw new Error('Connection terminated')
      const values = given.map(withoutNul)
      const name = names.nameOf(text, values.length)
      inTransaction =
        /^(?:begin|start)\b/.test(text) || (inTransaction && !/^(?:commit|rollback)$/.test(text))
      try {
        return await send(text, values, name)
      } catch (error) {
        if (isUnanswered(error)) cancelStatement(client)
        if (!isStatementFault(error)) giveUp()
        // Within a transaction the error has ended it, and all of it is run again.
        if (name === undefined || !wasPrepared(postgresCode(error)) || inTransaction) throw error
        return send(text, values, undefined)
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
      release: (destroy) => {
        if (destroy === true) giveUp()
        client.release(broken || outworn)
      },
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
    end: async () => {
      const ended = pool.end()
      const patience = new AbortController()
      await Promise.race([ended, setTimeout(endWithinMs, undefined, patience).catch(() => undefined)])
      patience.abort()
      for (const client of open) client.connection.stream.destroy()
      await ended
    },
  }
}

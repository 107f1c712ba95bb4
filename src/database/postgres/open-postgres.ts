import { setTimeout } from 'node:timers/promises'
import { type CompiledQuery, Kysely } from 'kysely'
import { type Clock, systemClock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Database } from '../database.ts'
import { DatabaseRefused } from '../database-refused.ts'
import { countPending, migrate } from '../migrate.ts'
import type { Tables } from '../tables.ts'
import { checkServer } from './check-server.ts'
import { diagnosePostgresFailure, isWrongAddress } from './diagnose-postgres-failure.ts'
import { createGuardedPool } from './guarded-pool.ts'
import { isWorthRunningAgain } from './is-worth-running-again.ts'
import { postgresCode } from './postgres-code.ts'
import { createPostgresDialect, type TransactionLimits } from './postgres-dialect.ts'
import { postgresLocking } from './postgres-locking.ts'
import { createPostgresSignals } from './postgres-signals.ts'
import { readConnectionUrl } from './read-connection-url.ts'
import { readServerTime } from './read-server-time.ts'
import { refuseUnfinishedMove } from './refuse-unfinished-move.ts'

export interface OpenPostgresOptions {
  databaseUrl: string
  /** At least 3: one to accept, one to listen, the rest for everything else. */
  connections: number
  /** True for the service, which waits for a server that is not up yet. */
  exclusive: boolean
  ofMove?: boolean
  logger: Logger
  clock?: Clock
  /** How long it waits, ms. */
  patienceMs?: number
  /** How often the way of messages is tried, ms. */
  echoEveryMs?: number
  /** How long a transaction may stand still between two statements, ms. Then PostgreSQL ends it, and its locks are free. */
  standstillMs?: number
}

/**
 * Accepting answers after a few seconds whatever happens (see intake), so what it waits for may not take longer; a sum over
 * the whole ledger may. The margin is for the answer's way.
 */
const limits = {
  accepting: { statementMs: 5_000, waitMs: 3_000 },
  working: { statementMs: 30_000, waitMs: 10_000 },
  standstillMs: 10_000,
  answerMarginMs: 1_000,
  connectMs: 3_000,
}
type Limits = TransactionLimits & { waitMs: number; prepares?: boolean }
const schemaMs = 3_600_000
const fewestConnections = 3
const mostRuns = 6
const pauseMs = 5
const defaultPatienceMs = 30_000
const tellEveryMs = 10_000
/** True of a service that runs, and not of what ends now. */
const goesOn = / Relevo goes on by itself( when it is back)?\./

const connect = (options: OpenPostgresOptions, max: number, limit: Limits, idleMs: number) =>
  new Kysely<Tables>({
    dialect: createPostgresDialect(
      createGuardedPool({
        config: readConnectionUrl(options.databaseUrl),
        max,
        connectTimeoutMs: limits.connectMs,
        waitMs: limit.waitMs,
        prepares: limit.prepares ?? true,
        statementTimeoutMs: limit.statementMs + limits.answerMarginMs,
        idleMs,
        logger: options.logger,
      }),
      limit,
    ),
  })

/** The migrator makes its own tables before it takes its lock; of several that start together some may fail over that. */
const migrateBesideOthers = async (kysely: Kysely<Tables>): Promise<void> => {
  for (let run = 1; ; run++) {
    try {
      return await kysely.transaction().execute(async (transaction) => {
        await postgresLocking.take(transaction, ['migrations'])
        await migrate(transaction)
      })
    } catch (error) {
      const isRace = isWorthRunningAgain(error) || postgresCode(error) === '42P07'
      if (run >= mostRuns || !isRace) throw error
      await setTimeout(50 * run)
    }
  }
}

/** Under an advisory lock, so that replicas that start together wait for the first. */
const bringUpToDate = async (options: OpenPostgresOptions, kysely: Kysely<Tables>): Promise<void> => {
  if ((await countPending(kysely)) === 0) return
  const patient = connect(
    options,
    1,
    { statementMs: schemaMs, idleMs: schemaMs, waitMs: limits.connectMs, prepares: false },
    1,
  )
  try {
    await migrateBesideOthers(patient)
  } finally {
    await patient.destroy()
  }
  // Another replica of a newer version may have been quicker.
  await countPending(kysely)
  options.logger.info('database schema brought up to date')
}

/** Wrong credentials and certificates stay wrong; a server that is starting, or cannot be reached yet, does not. */
const maySolveItself = (error: unknown): boolean => {
  if (isWrongAddress(error)) return false
  const code = postgresCode(error)
  return code === null || code === '55000' || /^(57|08|53)/.test(code)
}

const prepare = async (options: OpenPostgresOptions, kysely: Kysely<Tables>): Promise<void> => {
  const { patienceMs = options.exclusive ? defaultPatienceMs : 0 } = options
  const until = performance.now() + patienceMs
  let toldAt = Number.NEGATIVE_INFINITY
  for (;;) {
    try {
      await checkServer(kysely)
      await bringUpToDate(options, kysely)
      if (options.exclusive || options.ofMove !== true) await refuseUnfinishedMove(kysely)
      return
    } catch (error) {
      if (error instanceof DatabaseRefused) throw error
      const failure = diagnosePostgresFailure(error)
      if (failure === null) throw error
      if (performance.now() >= until || !maySolveItself(error)) {
        throw new DatabaseRefused(
          failure.code,
          `Cannot open the store: ${failure.remedy.replace(goesOn, '')} (${reasonOf(error)})`,
          {
            cause: error,
          },
        )
      }
      if (performance.now() - toldAt >= tellEveryMs) {
        toldAt = performance.now()
        options.logger.warn({ remedy: failure.remedy, reason: reasonOf(error) }, 'waiting for PostgreSQL')
      }
      // Not by the clock: its timers let a process end that does nothing else yet.
      await setTimeout(1000)
    }
  }
}

/** What the driver or the server says; neither repeats the password. */
const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : 'unknown'
}

/** Opens the store in PostgreSQL; see `openDatabase`. Works through a pooler in transaction mode, but for messages. */
export const openPostgres = async (options: OpenPostgresOptions): Promise<Database> => {
  const { logger, clock = systemClock } = options
  const others = Math.max(fewestConnections, options.connections) - 2
  const { standstillMs: idleMs = limits.standstillMs } = options
  const kysely = connect(options, others, { ...limits.working, idleMs }, 30_000)
  const express = connect(options, 1, { ...limits.accepting, idleMs }, 0)
  try {
    await prepare(options, kysely)
  } catch (error) {
    await Promise.all([kysely.destroy(), express.destroy()])
    throw error
  }
  const signals = createPostgresSignals({
    config: readConnectionUrl(options.databaseUrl),
    kysely,
    clock,
    logger,
    connectTimeoutMs: limits.connectMs,
    ...(options.echoEveryMs === undefined ? {} : { echoEveryMs: options.echoEveryMs }),
  })
  if (options.exclusive) signals.start()

  const untilUndisturbed = async <T>(attempt: () => Promise<T>): Promise<T> => {
    for (let run = 1; ; run++) {
      try {
        return await attempt()
      } catch (error) {
        if (run >= mostRuns || !isWorthRunningAgain(error)) throw error
        // Not by the clock either.
        await setTimeout(pauseMs * run * (0.5 + Math.random()))
      }
    }
  }

  let closing: Promise<void> | null = null
  const { host = 'localhost', database = '' } = readConnectionUrl(options.databaseUrl)
  return {
    place: `PostgreSQL on ${host}, database ${database}`,
    kysely,
    writers: 8,
    nestsWrites: true,
    write: (work, { express: hurried = false } = {}) =>
      untilUndisturbed(() => (hurried ? express : kysely).transaction().execute(work)),
    run: <Row>(query: CompiledQuery) =>
      untilUndisturbed(async () => {
        const { rows } = await express.executeQuery<Row>(query as CompiledQuery<Row>)
        return rows
      }),
    read: (work) =>
      untilUndisturbed(() =>
        kysely.transaction().setAccessMode('read only').setIsolationLevel('repeatable read').execute(work),
      ),
    diagnose: diagnosePostgresFailure,
    locking: postgresLocking,
    signals,
    now: () => readServerTime(kysely),
    // Cleaning up is autovacuum's; what was deleted leaves the files when it comes by, and the log as that is recycled.
    scrub: async () => {},
    close: () => {
      closing ??= (async () => {
        await signals.close()
        await Promise.all([kysely.destroy(), express.destroy()])
      })()
      return closing
    },
  }
}

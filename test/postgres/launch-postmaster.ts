import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { childProcesses } from './child-processes.ts'
import { postgresEnvironment } from './make-cluster.ts'
import type { PostgresUser } from './postgres-user.ts'

/** `fast` ends the sessions and shuts down in order; `immediate` leaves the recovery to the next start; `kill` is kill -9 of all its processes. */
export type StopMode = 'fast' | 'immediate' | 'kill'

/** A running server. */
export interface Postmaster {
  hasEnded(): boolean
  end(mode: StopMode): Promise<void>
  freeze(): void
  thaw(): void
}

/** Something else listens on the port. */
export class PortTaken extends Error {}

const startWithinMs = 60_000
const stopWithinMs = 20_000
const pauseMs = 20

/** Starts a server on a cluster and resolves when it answers a query. Rejects with what it logged when it ends before. */
export const launchPostmaster = async (options: {
  native: string
  dataDir: string
  user: PostgresUser
  port: number
  settings: Record<string, string>
  url: string
  tls: boolean
  /** Told at once of a started process, and with null when it has ended. */
  onPid: (pid: number | null) => void
}): Promise<Postmaster> => {
  const { dataDir, port } = options
  const folder = dirname(dataDir)
  const logFile = join(folder, 'server.log')
  // Each start writes a log of its own.
  const log = await open(logFile, 'w')
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(`${options.native}/bin/postgres`, ['-D', dataDir, '-p', String(port), ...settings], {
    ...options.user,
    cwd: folder,
    env: postgresEnvironment,
    // Not in our session: Ctrl-C would shut it down below the tests' feet.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await Promise.all([once(child, 'spawn'), log.close()])
  const pid = child.pid ?? Number.NaN
  options.onPid(pid)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const exited = once(child, 'exit').then(() => options.onPid(null))
  // Who forgets to stop it is not kept alive by it.
  child.unref()

  const signalAll = (signal: NodeJS.Signals) => {
    if (hasEnded()) return
    // The postmaster first, which otherwise replaces what has ended.
    const children = signal === 'SIGKILL' ? childProcesses(pid) : []
    child.kill(signal)
    for (const each of signal === 'SIGKILL' ? children : childProcesses(pid)) send(each, signal)
  }
  const end = async (mode: StopMode) => {
    if (hasEnded()) return
    child.ref()
    signalAll('SIGCONT')
    if (mode === 'kill') signalAll('SIGKILL')
    else child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
    const tooLong = setTimeout(() => signalAll('SIGKILL'), stopWithinMs)
    await exited
    clearTimeout(tooLong)
  }

  const deadline = performance.now() + startWithinMs
  while (!hasEnded() && !(await answers(options))) {
    if (performance.now() > deadline) {
      await end('kill')
      throw new Error(
        `PostgreSQL did not answer within ${startWithinMs} ms:\n${await readFile(logFile, 'utf8')}`,
      )
    }
    await sleep(pauseMs)
  }
  if (hasEnded()) {
    const logged = await readFile(logFile, 'utf8')
    throw /Address already in use/.test(logged)
      ? new PortTaken(`port ${port} is taken`)
      : new Error(`PostgreSQL ended while it was starting:\n${logged}`)
  }
  return { hasEnded, end, freeze: () => signalAll('SIGSTOP'), thaw: () => signalAll('SIGCONT') }
}

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

/** Our password makes sure that it is our server, and not another one on the same port. */
const answers = async (options: { url: string; tls: boolean }): Promise<boolean> => {
  const client = new pg.Client({
    connectionString: options.url,
    connectionTimeoutMillis: 2000,
    ...(options.tls ? { ssl: { rejectUnauthorized: false } } : {}),
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

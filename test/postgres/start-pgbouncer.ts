import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Test } from 'tap'
import { pickPort } from './pick-port.ts'
import { postgresUser } from './postgres-user.ts'

/** Why there is no PgBouncer for the tests, or false: for tap's `skip` option. In CI there must be one. */
export const pgbouncerMissing = (): string | false => {
  // Debian keeps it where the PATH of a plain user does not lead.
  const found = spawnSync('pgbouncer', ['--version'], { env: environment }).status === 0
  if (found) return false
  if (process.env['CI'] === 'true') throw new Error('PgBouncer must be installed in CI; see .ci/run.')
  return 'pgbouncer is not installed'
}

const environment = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` }
const startWithinMs = 10_000

/**
 * A PgBouncer in transaction mode before the server of `url`, until the test ends. Returns the same address through it. Few
 * connections lead on, so that a client meets another session each time.
 */
export const startPgbouncer = async (t: Pick<Test, 'teardown'>, url: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-pgbouncer-'))
  const { hostname, port: serverPort, username, password } = new URL(url)
  const user = postgresUser()
  const write = (name: string, lines: string[]): string => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 })
    if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
    return path
  }
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  // Its own password, so that a client can tell it from the server.
  const ownPassword = randomBytes(12).toString('hex')
  const users = write('users.txt', [`"${username}" "${ownPassword}"`])
  const port = await pickPort()
  const settings = write('pgbouncer.ini', [
    '[databases]',
    `* = host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${users}`,
    'pool_mode = transaction',
    'default_pool_size = 6',
    'max_client_conn = 200',
  ])
  const child = spawn('pgbouncer', ['-q', settings], {
    ...user,
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let written = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written += text
  })
  const ended = once(child, 'exit')
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  through.password = ownPassword
  const until = performance.now() + startWithinMs
  while (!(await answers(through.href))) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`PgBouncer does not answer:\n${written}`)
    await sleep(20)
  }
  return through.href
}

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
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

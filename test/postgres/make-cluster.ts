import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdtemp, realpath, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { PostgresUser } from './postgres-user.ts'
import type { Watchdog } from './start-watchdog.ts'

export interface Cluster {
  dataDir: string
  /** A folder with `bin`, `lib` and `share` that the server's user can reach. */
  native: string
  /** Everything to remove in the end. */
  folders: string[]
}

const memoryFolder = '/dev/shm'
const memoryNeeded = 500 * 1024 * 1024

interface Setting {
  user: PostgresUser
  watchdog: Pick<Watchdog, 'guard' | 'watch'>
}

/**
 * An empty cluster with one superuser, `postgres`, in a new folder below `parent`: by default in memory (`/dev/shm`) if there is
 * room for it and initdb works there, else in the system's temporary folder. Leaves nothing behind when it fails.
 */
export const makeCluster = async (
  options: Setting & {
    native: string
    password: string
    parent?: string | undefined
  },
): Promise<Cluster> => {
  const folders: string[] = []
  try {
    const native = (await isReachable(options)) ? options.native : await copyNative(options, folders)
    const parents = options.parent === undefined ? await usualParents() : [options.parent]
    let lastError: unknown
    for (const parent of parents) {
      const folder = await makeFolder(parent, options)
      folders.push(folder)
      try {
        return { dataDir: await runInitdb({ ...options, native, folder }), native, folders }
      } catch (error) {
        lastError = error
      }
    }
    throw lastError
  } catch (error) {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Environment of the server's processes: without the PG… variables of whoever runs the tests, and with messages in English. */
export const postgresEnvironment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }

const usualParents = async (): Promise<string[]> => {
  const memory = await statfs(memoryFolder).catch(() => null)
  return memory !== null && memory.bavail * memory.bsize >= memoryNeeded
    ? [memoryFolder, tmpdir()]
    : [tmpdir()]
}

const makeFolder = async (parent: string, { user, watchdog }: Setting): Promise<string> => {
  // mkdtemp makes it with mode 0700.
  const folder = await mkdtemp(join(parent, 'relevo-postgres-'))
  watchdog.guard(folder)
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  return folder
}

/** A clone below /root, for one, cannot be entered by the server's user. */
const isReachable = async (options: Setting & { native: string }): Promise<boolean> =>
  (await run(`${options.native}/bin/postgres`, ['--version'], { ...options, cwd: '/' })) === null

const copyNative = async (options: Setting & { native: string }, folders: string[]) => {
  // Not in /dev/shm, from which nothing may be executed in many containers.
  const folder = await makeFolder(tmpdir(), options)
  folders.push(folder)
  const native = join(folder, 'native')
  await cp(await realpath(options.native), native, { recursive: true, verbatimSymlinks: true })
  return native
}

const runInitdb = async (
  options: Setting & { native: string; folder: string; password: string },
): Promise<string> => {
  const { folder, user } = options
  const [dataDir, passwordFile] = [join(folder, 'data'), join(folder, 'password')]
  await writeFile(passwordFile, options.password, { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) await chown(passwordFile, user.uid, user.gid)
  const arguments_ = [`--pgdata=${dataDir}`, '--username=postgres', `--pwfile=${passwordFile}`]
  const how = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions']
  const failure = await run(`${options.native}/bin/initdb`, [...arguments_, ...how], {
    ...options,
    cwd: folder,
  })
  await rm(passwordFile)
  if (failure !== null) throw new Error(`initdb failed in ${folder}: ${failure}`)
  return dataDir
}

/** Null when it ended well, else what it wrote. */
const run = async (
  command: string,
  arguments_: string[],
  { user, watchdog, cwd }: Setting & { cwd: string },
): Promise<string | null> => {
  try {
    const child = spawn(command, arguments_, {
      ...user,
      cwd,
      env: postgresEnvironment,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    watchdog.watch(child.pid ?? null)
    const [[code, signal], written] = await Promise.all([once(child, 'close'), text(child.stderr)])
    return code === 0 ? null : `${written.trim()} (${signal ?? code})`
  } catch (error) {
    return String(error)
  } finally {
    watchdog.watch(null)
  }
}

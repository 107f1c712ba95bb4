import { randomUUID } from 'node:crypto'
import {
  access,
  constants,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises'
import { join } from 'node:path'
import { type Disk, DiskFailure } from './disk.ts'
import { createFolderLock } from './folder-lock.ts'
import { readPlainFile } from './read-plain-file.ts'
import { stampOf } from './stamp-of.ts'

/** What is ours and no ticket: the lock, and files that are not whole yet. */
export const ownFolder = '.relevo'

/**
 * The folder at `root`. Whatever appears in it is whole and on the disk: a file is written beside its place, flushed, put there in
 * one step, and the folder is flushed.
 */
export const createDisk = (root: string, lockPatienceMs: number): Disk => {
  const own = join(root, ownFolder)
  const lock = createFolderLock({ path: join(own, 'lock'), patienceMs: lockPatienceMs })
  let isSwept = false

  /** Writes the whole content beside its place, and gives it to `put`, which must be one step. */
  const write = async (
    path: string,
    content: string | Uint8Array,
    changedAt: number | undefined,
    put: (from: string, to: string) => Promise<boolean>,
  ): Promise<boolean> => {
    const unfinished = join(own, `unfinished-${randomUUID()}`)
    const to = join(root, path)
    try {
      await attempt('none', () => save(unfinished, content, changedAt))
      const isPut = await attempt('unknown', () => put(unfinished, to), refusedRename)
      if (isPut) await attempt('unknown', () => flushFolder(join(to, '..')))
      return isPut
    } finally {
      await unlink(unfinished).catch(() => {})
    }
  }

  /** Nobody else writes while we hold the lock: what is unfinished then was left by a process that died. */
  const sweep = async () => {
    isSwept = true
    const left = (await readdir(own)).filter((name) => name.startsWith('unfinished-'))
    for (const name of left) await unlink(join(own, name)).catch(() => {})
  }

  return {
    names: () => attempt('none', () => readdir(root)),
    stamp: (path) => attempt('none', () => orNull(async () => stampOf(await statOf(join(root, path))))),
    read: (path) =>
      attempt('none', () =>
        orNull(async () => {
          try {
            return await readPlainFile(join(root, path))
          } catch (error) {
            const code = codeOf(error)
            // Somebody took the right to read this one away; without the folder itself, none could be read.
            const isItsOwn = code === 'EACCES' && (await isUsable(root))
            if (isItsOwn || ownFaults.has(code)) return { ok: false, why: `It cannot be opened (${code}).` }
            throw error
          }
        }),
      ),
    create: (path, content, changedAt) =>
      write(path, content, changedAt, async (from, to) => {
        try {
          await link(from, to)
          return true
        } catch (error) {
          if (codeOf(error) === 'EEXIST') return false
          throw error
        }
      }),
    replace: (path, content, changedAt, known) =>
      write(path, content, changedAt, async (from, to) => {
        const now = await stat(to).catch(() => null)
        if (now === null || stampOf(now).version !== known.version) return false
        await rename(from, to)
        return true
      }),
    makeFolder: (path) =>
      attempt('none', async () => {
        await mkdir(join(root, path), { recursive: true })
        await flushFolder(root)
      }),
    remove: (path) => attempt('unknown', () => rm(join(root, path), { recursive: true, force: true })),
    exclusively: async (act) => {
      await attempt('none', async () => {
        // A folder that is gone (a disk that is not mounted) is not made again: its tickets are elsewhere.
        await access(root, constants.W_OK)
        await mkdir(own, { recursive: true })
      })
      return lock(async () => {
        if (!isSwept) await attempt('none', sweep)
        return act()
      })
    },
  }
}

const save = async (path: string, content: string | Uint8Array, changedAt: number | undefined) => {
  const handle = await open(path, 'wx', 0o660)
  try {
    await handle.writeFile(content)
    if (changedAt !== undefined) await handle.utimes(changedAt / 1000, changedAt / 1000)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const flushFolder = async (path: string) => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN'

/** Of one file, whatever the folder is like: a link that leads to itself, a socket. */
const ownFaults = new Set(['ELOOP', 'EISDIR', 'ENXIO'])

const isUsable = (folder: string): Promise<boolean> =>
  access(folder, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  )

const statOf = (path: string) =>
  stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ELOOP') return lstat(path)
    throw error
  })

const orNull = async <T>(act: () => Promise<T>): Promise<T | null> => {
  try {
    return await act()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Refusals of the step itself: the place is as it was. After any other error nobody knows. */
const refusedRename = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOENT', 'EMLINK', 'ENOTSUP'])

const attempt = async <T>(
  effect: 'none' | 'unknown',
  act: () => Promise<T>,
  withoutEffect: ReadonlySet<string> = new Set(),
): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    const code = codeOf(error)
    throw new DiskFailure(code, withoutEffect.has(code) ? 'none' : effect, { cause: error })
  }
}

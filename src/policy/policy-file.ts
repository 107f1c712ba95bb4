import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, copyFile, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Configuration } from '../../schemas/configuration.ts'

/** The file that the company's rules stand in, as people change it by the desk. */
export interface PolicyFile {
  /** Where it is, for people. */
  readonly path: string
  /** Null: it cannot be read now. `hash` names this very text. */
  read(): Promise<{ path: string; text: string; hash: string } | null>
  /**
   * Puts `text` in the place of what `hash` names: whole or not at all, what was there beside it as `backup`. Does not check the rules,
   * nor take them into use.
   */
  write(text: string, hash: string): Promise<PolicyFileWritten>
}

export type PolicyFileWritten =
  | { kind: 'written'; hash: string; backup: string }
  /** Somebody else has changed it since, or is just doing so; nothing was written. */
  | { kind: 'changed' }
  /** Read-only, a mount of its own, a full disk, …; nothing was written. `code`: the system's, such as `EROFS`. */
  | { kind: 'not-writable'; code: string }

// Who died while writing has left it behind.
const abandonedAfterMs = 60_000

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Makes the names in a folder outlive a power loss, where the system can. */
const syncFolder = async (path: string): Promise<void> => {
  try {
    const folder = await open(path)
    await folder.sync().finally(() => folder.close())
  } catch {
    // Some file systems cannot; the file itself is on the disk.
  }
}

/** The file that `policyFile` of the configuration names; null when rules stand nowhere, or within the configuration itself. */
export const createPolicyFile = ({
  config,
  env,
}: {
  config: Pick<Configuration, 'policyFile'>
  env: Readonly<Record<string, string | undefined>>
}): PolicyFile | null => {
  const { policyFile } = config
  if (policyFile === undefined) return null
  const path = resolve(dirname(env['RELEVO_CONFIG'] ?? ''), policyFile)

  const read: PolicyFile['read'] = async () => {
    try {
      const text = await readFile(path, 'utf8')
      return { path, text, hash: hashOf(text) }
    } catch {
      return null
    }
  }

  /** The name of what is to come is also the lock: one writes at a time. */
  const lock = async (next: string, mode: number) => {
    try {
      return await open(next, 'wx', mode)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      const { mtimeMs } = await stat(next)
      if (Date.now() - mtimeMs < abandonedAfterMs) return null
      await rm(next, { force: true })
      return open(next, 'wx', mode)
    }
  }

  const replace = async (text: string, hash: string): Promise<PolicyFileWritten> => {
    // A link goes on pointing to it.
    const place = await realpath(path)
    // A folder that can be written would let a file be replaced that cannot.
    await access(place, constants.W_OK)
    const { mode } = await stat(place)
    const next = `${place}.next`
    const file = await lock(next, mode & 0o777)
    if (file === null) return { kind: 'changed' }
    try {
      try {
        if ((await read())?.hash !== hash) return { kind: 'changed' }
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      const backup = `${place}.bak`
      await copyFile(place, backup)
      await rename(next, place)
      await syncFolder(dirname(place))
      return { kind: 'written', hash: hashOf(text), backup }
    } finally {
      await rm(next, { force: true })
    }
  }

  return {
    path,
    read,
    async write(text, hash) {
      try {
        return await replace(text, hash)
      } catch (error) {
        const code = codeOf(error)
        // What has no code is a defect of ours.
        if (code === 'unknown') throw error
        return code === 'ENOENT' ? { kind: 'changed' } : { kind: 'not-writable', code }
      }
    },
  }
}

import { randomUUID } from 'node:crypto'
import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Models tell about whoever's tickets they were trained on: nobody else on the machine has to read them. */
export const ownerOnly = { file: 0o600, folder: 0o700 } as const

/** Writes a new file, and returns when it is on the disk. Throws the system's error, also when there is one already. */
export const writeDurably = async (path: string, content: string | Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', ownerOnly.file)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts a new content in the place of a file in one step: whoever reads it sees the old or the new one, whole. */
export const replaceDurably = async (path: string, content: string | Uint8Array): Promise<void> => {
  const unfinished = `${path}.${randomUUID()}`
  try {
    await writeDurably(unfinished, content)
    await rename(unfinished, path)
  } catch (error) {
    await unlink(unfinished).catch(() => {})
    throw error
  }
  await flushFolder(dirname(path))
}

/** Makes sure that what was put into a folder, or renamed in it, is found there after a power cut. */
export const flushFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The system's code of an error, such as `ENOENT`. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN'

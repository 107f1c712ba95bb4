import { constants, open } from 'node:fs/promises'
import type { FileRead } from './disk.ts'
import { stampOf } from './stamp-of.ts'

/** No conversation is as long; and whoever searches the folder must not wait until it has been taken apart. */
export const mostTicketBytes = 16 * 2 ** 20

/**
 * Reads what a file holds. A folder, a pipe, a device or something huge under a ticket's name is told apart, and never waited for: a pipe
 * that nobody writes to would otherwise keep one of the process's few threads for ever.
 */
export const readPlainFile = async (path: string): Promise<FileRead> => {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    // Before the text: should it change in between, the stamp is the old one, and is found out.
    const stats = await handle.stat()
    if (!stats.isFile()) return { ok: false, why: 'It is no file.' }
    if (stats.size > mostTicketBytes) return { ok: false, why: 'It is larger than 16 MB.' }
    return { ok: true, text: await handle.readFile('utf8'), stamp: stampOf(stats) }
  } finally {
    await handle.close()
  }
}

import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleFiles } from './bundle-files.ts'
import { codeOf } from './durable-files.ts'
import { decodeHeldOut, type HeldOut } from './held-out.ts'

/** Four times as much as ours can be. A larger one would stop everything while it is read. */
const mostBytes = 32_000_000

/** What the folder of a bundle keeps of texts held out; null with a `fault`: it cannot be used; without: it keeps nothing of the kind. Never throws. */
export const readHeldOut = async (
  folder: string,
): Promise<{ heldOut: HeldOut | null; fault: string | null }> => {
  const path = join(folder, bundleFiles.heldOut)
  const faulty = (why: string) => ({
    heldOut: null,
    fault: `${path} ${why}: thresholds go by other evidence. Restore it from a backup, or train again: relevo train.`,
  })
  try {
    const handle = await open(path, 'r')
    try {
      if ((await handle.stat()).size > mostBytes) return faulty('is damaged')
      const heldOut = decodeHeldOut(await handle.readFile('utf8'))
      return heldOut === null ? faulty('is damaged') : { heldOut, fault: null }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { heldOut: null, fault: null }
      : faulty(`cannot be read (${code})`)
  }
}

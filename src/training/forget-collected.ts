import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A training that was ended is gone on with within days; what nobody has touched for so long is of no more use, and holds words of people. */
const keptMs = 30 * 86_400_000
const isCollected = (name: string): boolean => /^collected-.+\.jsonl$/.test(name)

/**
 * Removes what interrupted trainings have read of help desks and nobody went on with for 30 days. Resolves with how many files; a
 * folder that is not there has none. Safe beside a training: what it reads is new.
 */
export const forgetCollected = async (folder: string, now: number): Promise<number> => {
  const names = await readdir(folder).catch(() => [])
  let forgotten = 0
  for (const name of names.filter(isCollected)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs >= now - keptMs) continue
    await rm(path, { force: true })
    forgotten += 1
  }
  return forgotten
}

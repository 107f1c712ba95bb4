import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { bundleNameSchema } from '../../../schemas/bundle.ts'
import type { Clock } from '../../ops/clock.ts'
import { bundleNameAt } from './bundle-name-at.ts'
import { byAge } from './decide-prune.ts'
import { codeOf, flushFolder, ownerOnly } from './durable-files.ts'
import { readBundle } from './read-bundle.ts'

const unfinished = 'unfinished-'
/** A training that was killed leaves its folder behind; none takes as long as this. */
const leftAfterMs = 2 * 86_400_000
const mostOfOneSecond = 1000

/** The bundles in a folder, as folders of theirs. What the system refuses is thrown as it comes. */
export interface BundleFolders {
  /** Oldest first; none when there is no such folder yet. */
  names(): Promise<string[]>
  bytesOf(name: string): Promise<number>
  /** See `BundleStore`. */
  staging(): Promise<string>
  add(from: string, at: number): Promise<string>
  remove(name: string): Promise<void>
}

export const createBundleFolders = ({ folder, clock }: { folder: string; clock: Clock }): BundleFolders => {
  const sweep = async (): Promise<void> => {
    for (const name of await readdir(folder)) {
      if (!name.startsWith(unfinished)) continue
      const path = join(folder, name)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
      if (mtimeMs < clock.now() - leftAfterMs) await rm(path, { recursive: true, force: true })
    }
  }

  return {
    async names() {
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      return entries
        .filter((entry) => entry.isDirectory() && bundleNameSchema.safeParse(entry.name).success)
        .map(({ name }) => name)
        .toSorted(byAge)
    },
    async bytesOf(name) {
      const files = await readdir(join(folder, name)).catch(() => [])
      const sizes = files.map((file) => stat(join(folder, name, file)).then(({ size }) => size))
      return (await Promise.all(sizes.map((size) => size.catch(() => 0)))).reduce(
        (sum, size) => sum + size,
        0,
      )
    },
    async staging() {
      await mkdir(folder, { recursive: true, mode: ownerOnly.folder })
      await sweep()
      // mkdtemp gives 0700.
      return mkdtemp(join(folder, unfinished))
    },
    async add(from, at) {
      if (resolve(dirname(from)) !== resolve(folder) || !basename(from).startsWith(unfinished))
        throw new RangeError(`${from} is no folder of staging().`)
      // What cannot be read again would be found out when it is wanted.
      await readBundle(from, basename(from))
      await flushFolder(from)
      const stamp = bundleNameAt(at)
      for (let number = 1; number <= mostOfOneSecond; number += 1) {
        const name = number === 1 ? stamp : `${stamp}-${number}`
        if (await renameUnlessTaken(from, join(folder, name))) {
          await flushFolder(folder)
          return name
        }
      }
      throw new RangeError(`There are ${mostOfOneSecond} models of ${stamp} in ${folder} already.`)
    },
    async remove(name) {
      // In one step out of everybody's sight: a bundle that is half deleted would be a damaged one.
      const path = join(folder, `${unfinished}${randomUUID()}`)
      try {
        await rename(join(folder, name), path)
      } catch (error) {
        // Another process was quicker.
        if (codeOf(error) === 'ENOENT') return
        throw error
      }
      await rm(path, { recursive: true, force: true })
    },
  }
}

/** A folder with something in it is never renamed over: two trainings that end in the same second have a name each. */
const renameUnlessTaken = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error)) && (await exists(to))) return false
    throw error
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

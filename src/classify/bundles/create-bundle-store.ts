import { join } from 'node:path'
import { bundleNameSchema } from '../../../schemas/bundle.ts'
import { type Clock, systemClock } from '../../ops/clock.ts'
import { ModelRefused } from '../model/model-file.ts'
import type { Bundle, BundleStore, ListedBundle } from './bundle.ts'
import { bundleFiles } from './bundle-files.ts'
import { createBundleFolders } from './bundle-folders.ts'
import { createCurrentBundle } from './current-bundle.ts'
import { inOrderOfUse, promoted, rolledBack } from './decide-promotion.ts'
import { decidePrune } from './decide-prune.ts'
import { hashModels } from './hash-models.ts'
import { readPointer, writePointer } from './pointer-file.ts'
import { readBundle, readStoredReport } from './read-bundle.ts'
import { readHeldOut } from './read-held-out.ts'

/** Of bundles that were never in use, and of those that were. */
const keptByDefault = 10

/**
 * The bundles in a folder, which several processes and replicas share; it is made when the first bundle is. `starter` gives what ships
 * (null: nothing). `onRefused` is told once of everything that cannot be used. Of two that promote in the same instant the later
 * counts.
 */
export const createBundleStore = ({
  folder,
  starter,
  onRefused,
  clock = systemClock,
}: {
  folder: string
  starter: () => Promise<Bundle | null>
  onRefused: (why: string) => void
  clock?: Clock
}): BundleStore => {
  let shipped: Promise<Bundle | null> | null = null
  const ship = (): Promise<Bundle | null> => {
    shipped ??= starter().catch((error: unknown) => {
      shipped = null
      throw error
    })
    return shipped
  }
  const folders = createBundleFolders({ folder, clock })
  const openOwn = (name: string) => readBundle(join(folder, name), name)
  const current = createCurrentBundle({ folder, open: openOwn, ship, onRefused, clock })

  const toldHeldOut = new Set<string>()

  /** Throws `ModelRefused` for a name that is none of ours: it may have been typed, and it becomes a path. */
  const pathOf = async (name: string): Promise<string> => {
    if (!bundleNameSchema.safeParse(name).success || !(await folders.names()).includes(name))
      throw unknown(name)
    return join(folder, name)
  }
  const openByName = async (name: string): Promise<Bundle> => {
    if (name === 'current' || name === 'starter') {
      const bundle = name === 'current' ? await current.get() : await ship()
      if (bundle !== null) return bundle
      throw new ModelRefused(
        `There is no ${name === 'current' ? 'model in use' : 'model that ships'}. Train one: relevo train.`,
      )
    }
    return readBundle(await pathOf(name), name)
  }
  const isUsable = async (name: string): Promise<boolean> => {
    try {
      return (await openByName(name)) !== null
    } catch {
      return false
    }
  }
  const now = (): string => new Date(clock.now()).toISOString()

  const listOne = async (name: string, inUse: string | null): Promise<ListedBundle> => {
    const sha256 = await hashModels(join(folder, name)).catch(() => null)
    const entry = { name, inUse: name === inUse, bytes: await folders.bytesOf(name), sha256 }
    try {
      const { about } = await openOwn(name)
      return { ...entry, about, fault: null }
    } catch (error) {
      return { ...entry, about: null, fault: messageOf(error) }
    }
  }
  const listShipped = async (inUse: string | null): Promise<ListedBundle[]> => {
    const entry = { name: 'starter', inUse: inUse === 'starter', bytes: 0, sha256: null }
    try {
      const bundle = await ship()
      return bundle === null ? [] : [{ ...entry, about: bundle.about, fault: null }]
    } catch (error) {
      return [{ ...entry, about: null, fault: messageOf(error) }]
    }
  }

  return {
    current: current.get,
    open: openByName,
    staging: folders.staging,
    async list() {
      await current.refresh()
      const inUse = (await current.get())?.name ?? null
      const listed: ListedBundle[] = []
      // One after the other: each takes the memory of a model while it is looked at.
      for (const name of (await folders.names()).toReversed()) listed.push(await listOne(name, inUse))
      return [...listed, ...(await listShipped(inUse))]
    },
    async add(from, at) {
      const name = await folders.add(from, at ?? clock.now())
      // What is old goes when something new comes. Failing at that takes nothing from what was added.
      await prune(keptByDefault).catch((error: unknown) =>
        onRefused(`Old models in ${folder} cannot be removed: ${messageOf(error)}`),
      )
      return name
    },
    async promote(given, why) {
      const { name } = await openByName(given)
      const { pointer, fault } = await readPointer(folder)
      const next = promoted(pointer, { name, at: now(), why })
      // A pointer that had to be told by its copy is written anew.
      if (next !== null) await writePointer(folder, next)
      else if (fault !== null && pointer !== null) await writePointer(folder, pointer)
      await current.refresh()
    },
    async rollback() {
      const { pointer } = await readPointer(folder)
      if (pointer === null) return null
      const usable = new Set<string>()
      for (const name of inOrderOfUse(pointer)) if (await isUsable(name)) usable.add(name)
      const ships = await isUsable('starter')
      const next = rolledBack(pointer, { at: now(), isUsable: (name) => usable.has(name), ships })
      if (next === null) return null
      await writePointer(folder, next)
      await current.refresh()
      return next.name
    },
    async hashOf(name) {
      const { name: own } = name === 'current' ? await openByName(name) : { name }
      return own === 'starter' ? null : hashModels(await pathOf(own))
    },
    async readReport(name) {
      const { name: own } = name === 'current' ? await openByName(name) : { name }
      return own === 'starter' ? null : readStoredReport(await pathOf(own), own)
    },
    async pageOf(name) {
      const { name: own } = name === 'current' ? await openByName(name) : { name }
      return own === 'starter' ? null : join(await pathOf(own), bundleFiles.page)
    },
    async readHeldOut(name) {
      const own = name === 'current' ? ((await current.get())?.name ?? 'starter') : name
      // Also what ships: it is in no folder of ours.
      if (!bundleNameSchema.safeParse(own).success) return null
      const { heldOut, fault } = await readHeldOut(join(folder, own))
      if (fault !== null && !toldHeldOut.has(own)) onRefused(fault)
      if (fault !== null) toldHeldOut.add(own)
      return heldOut
    },
    prune,
  }

  async function prune(keep: number): Promise<string[]> {
    const { pointer } = await readPointer(folder)
    const names = decidePrune(await folders.names(), pointer, keep)
    for (const name of names) await folders.remove(name)
    return names
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const unknown = (name: string): ModelRefused =>
  new ModelRefused(
    // The name comes from a person; what a terminal would obey is not repeated.
    `There is no model "${name.replaceAll(/[^\w.-]/g, '?').slice(0, 60)}". relevo models list shows them.`,
  )

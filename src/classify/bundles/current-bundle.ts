import type { Clock } from '../../ops/clock.ts'
import type { Bundle } from './bundle.ts'
import { inOrderOfUse } from './decide-promotion.ts'
import { readPointer, stampPointer } from './pointer-file.ts'

/** How often the pointer is looked at; it is one `stat`. */
const lookEveryMs = 1000
/** A bundle that could not be loaded may be there again: a disk was away, a backup was put back. */
const tryAgainMs = 60_000

export interface CurrentBundle {
  /** See `BundleStore.current`. */
  get(): Promise<Bundle | null>
  /** Looks at the pointer now; resolves when what it names is in use, or is known to be unusable. Never throws. */
  refresh(): Promise<void>
}

/**
 * Keeps the bundle in use loaded, and follows the pointer in the folder: the old one serves until the new one is whole. Each fault is
 * told once.
 */
export const createCurrentBundle = ({
  folder,
  open,
  ship,
  onRefused,
  clock,
}: {
  folder: string
  /** Throws for a damaged one. */
  open: (name: string) => Promise<Bundle>
  /** What ships; null: nothing does. */
  ship: () => Promise<Bundle | null>
  onRefused: (why: string) => void
  clock: Clock
}): CurrentBundle => {
  let loaded: { bundle: Bundle | null; stamp: string; isWanted: boolean } | null = null
  let loading: Promise<void> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let told = new Set<string>()

  const openOrTell = async (name: string, faults: Set<string>): Promise<Bundle | null> => {
    if (loaded?.bundle?.name === name) return loaded.bundle
    try {
      return name === 'starter' ? await ship() : await open(name)
    } catch (error) {
      faults.add(error instanceof Error ? error.message : String(error))
      return null
    }
  }

  const load = async (): Promise<void> => {
    // Before it is read: what changes meanwhile is seen the next time.
    const stamp = await stampPointer(folder)
    const isDue = clock.now() - triedAt >= tryAgainMs
    if (loaded !== null && loaded.stamp === stamp && (loaded.isWanted || !isDue)) return
    triedAt = clock.now()
    const faults = new Set<string>()
    const { pointer, fault } = await readPointer(folder)
    if (fault !== null) faults.add(fault)
    const serving = loaded?.bundle?.name ?? 'starter'
    // Nobody takes back all promotions: its disk is away, or it was deleted. What serves is as good as it was.
    if (pointer === null && fault === null && serving !== 'starter')
      faults.add(`${folder} has no model any more; ${serving} serves until the service ends. Put it back.`)
    const names = [...inOrderOfUse(pointer), 'starter']
    let bundle: Bundle | null = null
    for (const name of new Set(names)) {
      bundle = await openOrTell(name, faults)
      if (bundle !== null) break
    }
    // Promoting a damaged one must not take away the one that serves.
    const isWanted = faults.size === 0
    loaded = { bundle: isWanted ? bundle : (loaded?.bundle ?? bundle), stamp, isWanted }
    for (const each of faults) if (!told.has(each)) onRefused(each)
    told = faults
  }

  const refresh = (): Promise<void> => {
    lookedAt = clock.now()
    loading ??= load().finally(() => {
      loading = null
    })
    return loading
  }

  return {
    async get() {
      if (loaded === null) await refresh()
      else if (clock.now() - lookedAt >= lookEveryMs) void refresh()
      return loaded?.bundle ?? null
    },
    async refresh() {
      // One that is under way may have looked before the change.
      await loading
      await refresh()
    },
  }
}

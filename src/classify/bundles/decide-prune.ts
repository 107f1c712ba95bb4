import type { Pointer } from '../../../schemas/bundle.ts'
import { inOrderOfUse } from './decide-promotion.ts'

/**
 * Which bundles may go, of those that are there: of the ones that were never in use and of the ones that were, all but the newest
 * `keep` each. Never the one in use, nor the one before it, whatever their age.
 */
export const decidePrune = (names: readonly string[], pointer: Pointer | null, keep: number): string[] => {
  const wereInUse = new Set((pointer?.history ?? []).map(({ name }) => name))
  const needed = new Set(
    inOrderOfUse(pointer)
      .filter((name) => names.includes(name))
      .slice(0, 2),
  )
  const free = names
    .filter((name) => !needed.has(name))
    .toSorted(byAge)
    .toReversed()
  return [
    ...free.filter((name) => !wereInUse.has(name)).slice(keep),
    ...free.filter((name) => wereInUse.has(name)).slice(keep),
  ].toSorted(byAge)
}

/** Oldest first. A suffix tells those of the same second apart: `-2` comes before `-10`. */
export const byAge = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true })

import type { Disk } from './disk.ts'
import { idOfName } from './ticket-name.ts'

/** Finds the tickets of a hand-off. */
export interface MarkerIndex {
  /** The ids of tickets with that marker, also of files that cannot be read as tickets. */
  find(marker: string): Promise<string[]>
}

const atOnce = 64
const line = /^marker: *["']?([^"'\s]+)["']?\s*$/m

/**
 * Every file is read once, and no more than its marker is kept, which nobody changes: creating must not wait until ten thousand
 * heads are understood.
 */
export const createMarkerIndex = (disk: Disk): MarkerIndex => {
  /** By file name; the whole text where no marker can be told. */
  const known = new Map<string, { id: string; marker: string } | { id: string; text: string }>()

  const load = async (name: string, id: string) => {
    const read = await disk.read(name)
    // What cannot be read now may be mended; it is not remembered.
    if (read?.ok !== true) return
    const end = read.text.indexOf('\n---', 4)
    const marker = line.exec(read.text.slice(0, end === -1 ? 0 : end))?.[1]
    const isWhole = read.text.startsWith('---') && end !== -1
    if (marker === undefined && !isWhole) known.set(name, { id, text: read.text })
    else known.set(name, { id, marker: marker ?? '' })
  }

  return {
    find: async (marker) => {
      const names = await disk.names()
      const there = new Set(names)
      for (const name of known.keys()) if (!there.has(name)) known.delete(name)
      const fresh = names.flatMap((name) => {
        const id = known.has(name) ? null : idOfName(name)
        return id === null ? [] : [{ name, id }]
      })
      for (let at = 0; at < fresh.length; at += atOnce)
        await Promise.all(fresh.slice(at, at + atOnce).map(({ name, id }) => load(name, id)))
      return [...known.values()].flatMap((entry) => {
        const isIt = 'marker' in entry ? entry.marker === marker : entry.text.includes(marker)
        return isIt ? [entry.id] : []
      })
    },
  }
}

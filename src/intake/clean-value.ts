import type * as z from 'zod'
import { cleanText } from './clean-text.ts'
import { isLeftOver } from './is-absent.ts'

export type Json = z.infer<ReturnType<typeof z.json>>

/**
 * A value of an unknown field, fit to be kept: texts cleaned, what says nothing removed. Undefined when nothing remains.
 * Takes what `JSON.parse` gives, within the depth limit.
 */
export const cleanValue = (value: unknown): Json | undefined => {
  switch (typeof value) {
    case 'string': {
      const text = cleanText(value)
      const trimmed = text.trim()
      return trimmed === '' || isLeftOver(trimmed) ? undefined : text
    }
    case 'boolean':
      return value
    case 'number':
      // JSON has no infinity, but JSON.parse makes one of 1e999.
      return Number.isFinite(value) ? value : String(value)
    case 'object':
      if (value === null) return undefined
      return Array.isArray(value) ? cleanList(value) : cleanRecord(value)
    default:
      return undefined
  }
}

const cleanList = (list: unknown[]): Json | undefined => {
  const cleaned = list.map(cleanValue).filter((item) => item !== undefined)
  return cleaned.length === 0 ? undefined : cleaned
}

/** The same for every value of an object; its names are cleaned too. Undefined when nothing remains. */
export const cleanRecord = (record: object): Record<string, Json> | undefined => {
  const cleaned: Record<string, Json> = {}
  let empty = true
  for (const [name, value] of Object.entries(record)) {
    const kept = cleanValue(value)
    if (kept === undefined) continue
    const cleanName = cleanText(name)
    // Cleaning could make the one name that an assignment would take for the prototype.
    if (cleanName === '__proto__') continue
    cleaned[cleanName] = kept
    empty = false
  }
  return empty ? undefined : cleaned
}

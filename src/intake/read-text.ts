import { cleanText } from './clean-text.ts'
import { intakeLimits } from './intake-limits.ts'
import { isAbsent } from './is-absent.ts'

/**
 * A text of any length, trimmed and cleaned, from a text, a number, or a list of these (one a line). Null when the value
 * is something else or nothing remains of it.
 */
export const readText = (value: unknown): string | null => {
  if (Array.isArray(value)) return joinLines(value)
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  const text = cleanText(value).trim()
  return isAbsent(text) ? null : text
}

const joinLines = (list: unknown[]): string | null => {
  const lines: string[] = []
  for (const item of list) {
    if (isAbsent(item)) continue
    const line = Array.isArray(item) ? null : readText(item)
    if (line === null) return null
    lines.push(line)
  }
  return lines.length === 0 ? null : lines.join('\n')
}

/** A name, an id, a category: text of one line within the limit, from a text, a number, or a list with one of these. */
export const readShortText = (value: unknown): string | null => {
  const text = readText(Array.isArray(value) && value.length > 1 ? null : value)
  return text === null || text.length > intakeLimits.shortText ? null : text.replace(/\s+/g, ' ')
}

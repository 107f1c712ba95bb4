import { intakeLimits } from './intake-limits.ts'
import { readText } from './read-text.ts'

/** An http or https address as it was written, or null. Whether it may be fetched is decided by whoever fetches it. */
export const readWebAddress = (value: unknown): string | null => {
  const text = typeof value === 'string' ? readText(value) : null
  if (text === null || text.length > intakeLimits.urlLength || /\s/.test(text)) return null
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null
}

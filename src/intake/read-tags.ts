import { intakeLimits } from './intake-limits.ts'
import { parseEmbeddedJson } from './parse-embedded-json.ts'
import { readShortText } from './read-text.ts'

export interface ReadTags {
  tags: string[]
  /** What is too long, too many, or no text; for `extra`. */
  left: unknown[]
}

/**
 * Tags from a list or from text with commas (`vip,eu`, as Zapier joins lists), each once, without a leading `#`. Null when
 * the value is neither, such as Botpress's object of channel tags.
 */
export const readTags = (value: unknown): ReadTags | null => {
  const parsed = parseEmbeddedJson(value)
  const items = typeof parsed === 'string' ? parsed.split(/[,;\n]/) : parsed
  if (!Array.isArray(items)) return null
  const tags = new Map<string, string>()
  const left: unknown[] = []
  for (const item of items.flatMap((one: unknown) => (typeof one === 'string' ? one.split(',') : [one]))) {
    const tag = Array.isArray(item) ? null : (readShortText(item)?.replace(/^#+\s*/, '') ?? null)
    if (tag === '' || (tag === null && typeof item === 'string' && item.trim() === '')) continue
    if (tag === null || tag.length > intakeLimits.tagLength) left.push(item)
    else if (!tags.has(tag.toLowerCase())) {
      if (tags.size >= intakeLimits.tags) left.push(tag)
      else tags.set(tag.toLowerCase(), tag)
    }
  }
  return { tags: [...tags.values()], left }
}

import { oneLine } from './clean-text.ts'
import { cutText } from './cut-text.ts'

// Freshdesk documents 30 tags of 32 characters; one place is left for what the adapter adds (fields that did not fit).
const maxTags = 29
const maxTagLength = 32

/** Tags as a help desk takes them: no commas, at most 32 characters, each once (whatever its case), `relevo` first. */
export const composeTags = (...lists: string[][]): string[] => {
  const tags = new Map<string, string>()
  for (const raw of ['relevo', ...lists.flat()]) {
    const tag = cutText(oneLine(raw.replaceAll(',', ' ')), maxTagLength).trim()
    if (tag !== '' && !tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag)
  }
  return [...tags.values()].slice(0, maxTags)
}

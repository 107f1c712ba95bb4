import type { UnmappedField } from '../helpdesk.ts'

// Documented for Freshdesk's outbound messages, and taken for tickets too; one place is kept for our own tag.
const longestTag = 32
const mostTags = 29

/** Tags as Freshdesk takes them: no comma (it separates them), no repeats. What is cut or left out is named. */
export const convertTags = (given: string[]): { tags: string[]; unmapped: UnmappedField[] } => {
  const cleaned = given.map((tag) => tag.replace(/[\s,]+/g, ' ').trim()).filter((tag) => tag !== '')
  const unique = [...new Map(cleaned.map((tag) => [tag.toLowerCase(), tag])).values()]
  const tooLong = unique.filter((tag) => tag.length > longestTag)
  const kept = unique.slice(0, mostTags)
  return {
    tags: kept.map((tag) => tag.slice(0, longestTag).trim()),
    unmapped: [...new Set([...tooLong, ...unique.slice(mostTags)])].map((value) => ({
      field: 'tags',
      value,
      why: 'too-long',
    })),
  }
}

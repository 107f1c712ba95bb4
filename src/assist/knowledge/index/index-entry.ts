import type { KnowledgeEntry } from '../knowledge.ts'

/** What the index keeps of an entry; its text is read from where it is kept. */
export interface IndexEntry {
  id: string
  kind: KnowledgeEntry['kind']
  language: string | null
  title: string
  keywords: readonly string[]
  categories: readonly string[]
  text: string
  /** Of all of it: another one, and it is read anew. */
  hash: string
}

import type { DraftSource } from '../../../schemas/draft.ts'
import type { EncodedFor } from '../llm/create-recorded-encoder.ts'

/** What drafts stand on: types only. Playbooks of files, and what was read of help desks. */
export interface Knowledge {
  /** Best first, at most `limit` (1..20); those of `language` before others. Never throws: without an index it finds nothing. */
  search(query: KnowledgeQuery): Promise<KnowledgeHit[]>
  /** By their ids; those that are gone are left out. */
  read(ids: readonly string[]): Promise<KnowledgeEntry[]>
  status(): KnowledgeStatus
}

export interface KnowledgeQuery {
  text: string
  /** ISO 639-1; null: it is not known. */
  language: string | null
  /** What the ticket was classified as: playbooks for it are preferred a little. Null or left out: it is not known. */
  category?: string | null
  kinds?: readonly KnowledgeEntry['kind'][]
  /** Not this one: a ticket must not be its own source. */
  except?: string
  limit: number
  /** What may leave for an encoder, masked, and whose it is; absent: nothing leaves, and words alone decide. */
  outside?: { text: string; about?: EncodedFor }
  signal?: AbortSignal
}

export interface KnowledgeHit {
  entry: KnowledgeEntry
  /** 0..1, 1 for the best that could be; of this query alone. */
  score: number
  /** The words of the query that it has, as they stand there. */
  words: string[]
}

export interface KnowledgeEntry extends DraftSource {
  kind: 'playbook' | 'article' | 'canned' | 'ticket'
  language: string | null
  /** Plain text; of a ticket: what was asked, an empty line, what solved it, both masked. */
  text: string
  playbook: Playbook | null
  /** ms since the epoch. */
  changedAt: number
}

/**
 * A company's way of answering one kind of request, from a Markdown file. Texts are plain, with `[…]` for values that only the ticket
 * or the agent knows.
 */
export interface Playbook {
  name: string
  language: string
  title: string
  /** Categories of the configuration that it is for. */
  categories: string[]
  keywords: string[]
  /** Paragraphs of what the customer gets. */
  response: string[]
  rootCause: string[]
  diagnosticSteps: string[]
  resolution: string[]
  requirements: string[]
  complications: string[]
  followUp: string[]
  /** To ask when the ticket does not say it; `known`: words or patterns that show that it does. */
  questions: { text: string; known: string[] }[]
  links: { title: string; url: string }[]
}

export interface KnowledgeStatus {
  entries: Record<KnowledgeEntry['kind'], number>
  /** When help desks were read last; null: not yet. */
  readAt: number | null
  /** In plain words: a playbook that cannot be read, a help desk that gives no articles. */
  problems: string[]
  vectors: { model: string; count: number } | null
}

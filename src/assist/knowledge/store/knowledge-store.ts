import type { KnowledgeTable } from '../../../database/desk-tables.ts'

/** What was read of a help desk, as it is kept. */
export type KnowledgeRow = Omit<KnowledgeTable, 'read_at'>

/** How far a source was read. `name`: `articles:HELPDESK`, `canned:HELPDESK`, `tickets:HELPDESK`. */
export interface KnowledgeFeed {
  name: string
  cursor: string | null
  /** ms. */
  readAt: number
  problem: string | null
}

export interface KnowledgeChange extends KnowledgeFeed {
  keep: readonly KnowledgeRow[]
  /** Ids. */
  remove?: readonly string[]
  /** Everything of this kind and help desk that was not seen since `before` (ms) goes. */
  sweep?: { kind: KnowledgeRow['kind']; helpdesk: string; before: number }
  /** Of tickets of a help desk at most so many stay; the oldest go. */
  most?: { helpdesk: string; count: number }
}

/** The knowledge of help desks in the store: types only. Every verb may throw `AssistUnavailable`. */
export interface KnowledgeStore {
  /** In one transaction, durable. The version grows only when something has become another. */
  commit(change: KnowledgeChange): Promise<{ changed: number }>
  feed(name: string): Promise<KnowledgeFeed | null>
  feeds(): Promise<KnowledgeFeed[]>
  /** Grows with each change of what is kept, vectors included. */
  version(): Promise<number>
  /** By id, from after `after` on. */
  listHashes(after: string, limit: number): Promise<{ id: string; hash: string }[]>
  read(ids: readonly string[]): Promise<KnowledgeRow[]>
  /** Of a model, by id, from after `after` on. */
  listVectors(model: string, after: string, limit: number): Promise<{ id: string; hash: string }[]>
  readVectors(
    model: string,
    ids: readonly string[],
  ): Promise<{ id: string; hash: string; vector: Float32Array }[]>
  /** Replaces; other models' are forgotten with the next `forgetVectors`. */
  keepVectors(
    model: string,
    vectors: readonly { id: string; hash: string; vector: Float32Array }[],
  ): Promise<void>
  /** Those of other models, and these. */
  forgetVectors(model: string, ids: readonly string[]): Promise<void>
  /** What a ticket taught goes, as when a person's data are erased. Returns how many. */
  forgetTickets(helpdesk: string, ticketIds: readonly string[]): Promise<number>
}

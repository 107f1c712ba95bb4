import type { DraftContent, VersionKind } from '../../schemas/draft.ts'
import type { KnowledgeHit, KnowledgeQuery, KnowledgeStatus } from './knowledge/knowledge.ts'
import type { LlmCall, LlmState } from './llm/language-model.ts'
import type { SecretFinding } from './vault/vault.ts'

/**
 * The door of drafts: types only. Nothing is generated unless somebody asks, nothing is sent to a customer from here. Times are
 * milliseconds since the Unix epoch. `who` is as in the audit trail. Verbs may throw `AssistUnavailable` when the store cannot be
 * asked; then nothing was changed.
 */
export interface Assist {
  /** Newest first. */
  ofTicket(ticket: { helpdesk: string; ticketId: string }): Promise<Draft[]>
  find(id: string): Promise<DraftWithVersions | null>

  /**
   * Writes a first version, part by part; without a language model, or when it fails, from the best playbook or article. Ends with
   * `draft` (kept) or `failed` (nothing is kept). An abort keeps what was written until then.
   */
  generate(order: GenerateOrder): AsyncIterable<DraftEvent>
  /** The next version by an instruction, on top of `text` (what stands on the page: kept as a version of its own when it was edited). */
  refine(order: RefineOrder): AsyncIterable<DraftEvent>
  /** The agent's own words as a version; the same words as the newest: nothing new. `behind`: somebody has made another meanwhile. */
  edit(order: {
    draftId: string
    text: string
    from: number
    who: string
  }): Promise<
    { kind: 'kept' | 'same' | 'behind'; draft: DraftWithVersions } | { kind: 'not-found' | 'ended' }
  >
  /** A former version again, as the newest. */
  restore(order: { draftId: string; number: number; who: string }): Promise<DraftWithVersions | null>
  /** Of no use. Safe to repeat. */
  reject(draftId: string, who: string): Promise<void>
  /** It was sent like this: kept with how much agents changed. Safe to repeat. */
  sent(draftId: string, version: number, text: string): Promise<void>

  /** By UTC day and by who made the first version, from `since` on. */
  quality(since: number): Promise<DraftQuality[]>
  /** What left the building for this ticket. */
  calls(ticket: { helpdesk: string; ticketId: string }): Promise<LlmCall[]>
  search(query: KnowledgeQuery): Promise<KnowledgeHit[]>
  status(): Promise<AssistStatus>
  /** Blanks drafts that ended before; forgets calls from before. Returns how many. */
  purge(query: { before: number; limit: number }): Promise<number>
  close(): Promise<void>
}

export interface GenerateOrder {
  helpdesk: string
  ticketId: string
  /** Of the reply; null: the customer's. */
  language: string | null
  /** Who signs it. */
  agentName: string
  who: string
  /** Send it out although a secret was found: the secret itself is masked then. */
  withSecrets: boolean
  signal: AbortSignal
}

export interface RefineOrder {
  draftId: string
  instruction: string
  /** The response as it stands on the page, and the version that it began as. */
  text: string
  from: number
  who: string
  withSecrets: boolean
  signal: AbortSignal
}

export type DraftEvent =
  /** A piece of the response. */
  | { kind: 'text'; text: string }
  /** What was shown so far does not count: it begins anew. */
  | { kind: 'again' }
  /** Somebody else is at work: the language model cannot, and a playbook writes; `why` for people, by code. */
  | { kind: 'notice'; code: DraftNotice }
  /** Nothing left the building: there are secrets in it. */
  | { kind: 'secrets'; findings: SecretFinding[] }
  | { kind: 'draft'; draft: DraftWithVersions }
  | { kind: 'failed'; code: DraftFailure; detail: string | null }

export type DraftNotice =
  | 'llm-off'
  | 'llm-paused'
  | 'llm-spent'
  | 'llm-away'
  | 'llm-failed'
  | 'llm-refused'
  | 'stopped'
  | 'cut'
  | 'no-knowledge'

export type DraftFailure =
  | 'ticket-not-found'
  | 'helpdesk'
  | 'nothing-said'
  | 'not-found'
  | 'ended'
  | 'needs-llm'
  | 'busy'
  | 'store'

export interface Draft {
  id: string
  helpdesk: string
  ticketId: string
  createdAt: number
  createdBy: string
  state: 'open' | 'sent' | 'rejected'
  latest: number
  endedAt: number | null
}

export interface DraftVersion {
  number: number
  at: number
  who: string
  kind: VersionKind
  instruction: string | null
  /** `playbook:NAME`, an article's id, or `llm:MODEL`; null: a person. */
  madeBy: string | null
  content: DraftContent
}

export interface DraftWithVersions extends Draft {
  /** Oldest first; empty after retention. */
  versions: DraftVersion[]
}

export interface DraftQuality {
  /** UTC, `2026-11-21`. */
  day: string
  madeBy: string
  drafts: number
  accepted: number
  edited: number
  rejected: number
  /** Mean part of the text that was changed before it was sent, 0..1; null: none was sent. */
  distance: number | null
}

export interface AssistStatus {
  /** `off`: not configured or not enabled. */
  llm:
    | {
        name: string
        state: LlmState
        tokens: number
        cost: number
        tokensPerDay: number
        costPerDay: number
      }
    | 'off'
  knowledge: KnowledgeStatus
}

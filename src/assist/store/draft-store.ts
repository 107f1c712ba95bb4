import type { Draft, DraftQuality, DraftVersion, DraftWithVersions } from '../assist.ts'

/**
 * Drafts and their versions: types only. A version is never changed once it is kept. Times are milliseconds since the Unix epoch.
 * Every verb may throw `AssistUnavailable`; then nothing was changed.
 */
export interface DraftStore {
  create(draft: NewDraft): Promise<DraftWithVersions>
  /**
   * Keeps the next version. `expected`: the number that must still be the newest, or nothing is kept and it is `behind`; null: after
   * whatever is the newest. Two at once get two numbers.
   */
  append(order: {
    draftId: string
    expected: number | null
    version: Omit<DraftVersion, 'number'>
  }): Promise<{ kind: 'kept'; number: number } | { kind: 'behind' | 'ended' | 'not-found' }>
  find(id: string): Promise<DraftWithVersions | null>
  /** Newest first, at most a hundred. */
  ofTicket(ticket: { helpdesk: string; ticketId: string }): Promise<Draft[]>
  /** False: it had ended like this before, or there is none. What was sent is not rejected any more. */
  end(end: {
    draftId: string
    state: 'sent' | 'rejected'
    outcome: 'accepted' | 'edited' | 'rejected'
    distance: number | null
    at: number
  }): Promise<boolean>
  quality(since: number): Promise<DraftQuality[]>
  /** Takes the texts of drafts that ended before, and of open ones that nobody has touched since; their rows stay for the figures. */
  purge(query: { before: number; limit: number }): Promise<number>
  /** Everything about a ticket, and what a language model was sent for it. Returns how many drafts there were. */
  forget(ticket: { helpdesk: string; ticketId: string }): Promise<number>
}

export interface NewDraft {
  id: string
  helpdesk: string
  ticketId: string
  at: number
  who: string
  /** What quality is counted by: `playbook`, `article`, …, or a model's name. */
  maker: string
  version: Omit<DraftVersion, 'number' | 'at' | 'who'>
}

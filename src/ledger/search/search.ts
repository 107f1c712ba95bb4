import type { DecidedBy } from '../../../schemas/classification.ts'
import type { Entry, ListQuery } from '../entry.ts'

/** Finding hand-offs by their words, and counting what was decided: types only, part of the ledger's door. Times are ms since the Unix epoch. */
export interface SearchVerbs {
  /**
   * Hand-offs of which all words occur in summary, subject, transcript, the bot's category, the requester's name, e-mail and phone, the
   * conversation's ids or the ticket's number, in the order in which they came, newest first. Case and accents do not count; the last
   * word may be the beginning of one. It ends after a bounded time, also with few or none found: then `next` looks further back.
   */
  search(query: SearchQuery): Promise<SearchPage>
  /** Up to where words are known. */
  searchProgress(): Promise<SearchProgress>
  /**
   * Makes the words of at most `limit` hand-offs known that were not yet, oldest first. Without `after` it goes on where the last one
   * ended, whoever that was. Safe to repeat, and for two at a time.
   */
  indexForSearch(portion: { limit: number; after?: string }): Promise<IndexedPortion>
  /** What was decided about hand-offs received since then, oldest first, `limit` at most; those after an id, where there is one. */
  listDecided(query: { since: number; after: string | null; limit: number }): Promise<Decided[]>
  /** The same of these hand-offs, 500 at most. */
  findDecided(ids: string[]): Promise<Decided[]>
}

export interface SearchQuery extends ListQuery {
  /** What somebody typed; null: only the filters count. */
  text: string | null
  /** As it was decided; null: nobody could tell. Absent: any. */
  category?: string | null
}

export interface SearchPage {
  entries: Entry[]
  /** Null: that was all. */
  next: string | null
  /** The page is not full although there may be more: it was looked down to what came at this time. */
  lookedUntil: number | null
}

export interface SearchProgress {
  /** When the newest one came whose words are known; null: there is none. */
  knownUntil: number | null
  /** Others wait for longer than it usually takes. */
  isBehind: boolean
}

export interface IndexedPortion {
  /** Id of the last one that was looked at; null: there was none. */
  after: string | null
  added: number
  /** There is nothing behind it. */
  isEnd: boolean
}

export interface Decided {
  id: string
  receivedAt: number
  /** Null: it has not been classified yet, or was forgotten. */
  decision: { category: string | null; decidedBy: DecidedBy } | null
}

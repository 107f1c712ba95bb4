import type { Ticket } from '../../schemas/ticket.ts'

/** What fills the list of tickets: types only. Times are milliseconds since the Unix epoch. Every verb may throw `InboxUnavailable`. */
export interface InboxIntake {
  /** How far a help desk was read; null: not at all. */
  place(helpdesk: string): Promise<InboxPlace | null>
  /** Stores a page and moves the cursor, in one step; false: somebody else was quicker, and nothing was stored. */
  commitPage(page: InboxPage): Promise<boolean>
  /** What somebody else has read, as triage does, with where that reading stands. Safe to repeat. */
  take(given: GivenPage): Promise<void>
  /** Which of these tickets are listed. */
  known(helpdesk: string, ticketIds: readonly string[]): Promise<Set<string>>
  /** What stands in the way of reading, in plain words; null: nothing. */
  setProblem(helpdesk: string, problem: string | null): Promise<void>
  /** Requesters without a name, of the tickets that changed last, newest first; ids. */
  unnamed(helpdesk: string, limit: number): Promise<string[]>
  nameRequester(helpdesk: string, requesterId: string, name: string): Promise<void>
}

export interface InboxPlace {
  cursor: string | null
  begunAt: number
  changedUntil: number
  /** 0: never. */
  caughtUpAt: number
}

/** A ticket that was read. */
export interface ReadTicket {
  ticket: Ticket
  /** What the classifier takes it for; absent: it was not asked, and what is known of it stays. */
  guess?: Guess | null
  /** Who has the last word, where it was told. */
  lastFrom?: 'customer' | 'agent' | null
}

export interface Guess {
  category: string | null
  confidence: number | null
}

export interface GivenPage {
  helpdesk: string
  tickets: readonly ReadTicket[]
  /** Whether it was the last for now. */
  atEnd: boolean
  now: number
}

export interface InboxPage extends GivenPage {
  /** Where the cursor has to stand still. */
  expected: string | null
  begunAt: number
  next: string
  changedUntil: number
}

import type { Job, Person, Ticket } from '../../schemas/ticket.ts'
import type { CallOptions, Read, Write } from './outcome.ts'
import type { TicketEdit } from './ticket-desk.ts'

/**
 * What stands around the tickets of an account: companies, products, canned responses, ratings, time entries, and what is done to
 * many tickets at once. Part of the help desk's door (`Helpdesk` extends it). Types only. Not every vendor has all of it:
 * `capabilities.account` names what there is, the rest is answered with an `unsupported` failure, never faked.
 */
export interface AccountDesk {
  /**
   * What is known of a person before a ticket is made, by e-mail, or by phone where no e-mail is given. Null: the help desk does not
   * know them. Two to six calls, one or two for somebody unknown; the adapters’ docstrings count them.
   */
  requesterFacts(
    who: { email?: string; phone?: string },
    options: CallOptions,
  ): Promise<Read<RequesterFacts | null>>
  /** A customer's firm (company, organization) by its id, or the one that has this domain or exactly this name. Null: there is none. */
  findCompany(
    which: { id?: string; domain?: string; name?: string },
    options: CallOptions,
  ): Promise<Read<Company | null>>
  /** Products or brands that tickets are told apart by, from a cache of minutes. */
  listProducts(options: CallOptions): Promise<Read<Product[]>>
  /** Prepared answers that our credentials may see, those that fit `text` best first; without it by title. At most `limit` (1..1000). */
  listCannedResponses(
    query: { text?: string; limit: number },
    options: CallOptions,
  ): Promise<Read<CannedResponse[]>>
  /**
   * Merges 1..100 tickets into one, which keeps its number. The others are closed and point to it. `note`: plain text, which agents
   * read in the ticket that stays. Not safe to repeat without looking; `done` also when the vendor does it in a job that ended well,
   * or when its mark is found after a lost answer. `unknown`: it may be done yet, or was done for some, which the failure names.
   */
  mergeTickets(
    into: string,
    others: string[],
    options: CallOptions & { note?: string },
  ): Promise<Write<{ ticket: Ticket }>>
  /**
   * Changes many tickets in one step, as far as the vendor takes (1..100 ids; `unsupported` names what it does not). Nothing is dropped:
   * a field that cannot be written is `invalid`. The vendor works on it; ask `findJob`.
   */
  changeTickets(
    ticketIds: string[],
    changes: Omit<TicketEdit, 'ifUnchangedSince'>,
    options: CallOptions,
  ): Promise<Write<{ job: Job }>>
  /** Null: unknown, or forgotten by the vendor. */
  findJob(id: string, options: CallOptions): Promise<Read<Job | null>>
  /** What customers said of the service, oldest first within a page. Without a cursor from `since` (ms); keep `next` and go on with it later. */
  listSatisfactionRatings(
    from: { cursor: string } | { since: number },
    options: CallOptions,
  ): Promise<Read<{ ratings: SatisfactionRating[]; next: string; atEnd: boolean }>>
  /** Work that agents wrote down on a ticket, oldest first. Null: no such ticket. */
  listTimeEntries(ticketId: string, options: CallOptions): Promise<Read<TimeEntry[] | null>>
}

export interface RequesterFacts {
  person: Person
  /** Name of the company or organization; null: none, or the vendor has none. */
  company: string | null
  /** Tags of the person, not of tickets. */
  tags: string[]
  /** Tickets that are neither solved nor closed; null: cannot be told. */
  openTickets: number | null
}

export interface Company {
  id: string
  name: string
  domains: string[]
}

export interface Product {
  id: string
  name: string
}

export interface CannedResponse {
  id: string
  title: string
  /** Folder or category; null: none. */
  folder: string | null
  /** As the help desk gives it, placeholders included: not to be shown without being sanitised. */
  html: string
  text: string
}

export interface SatisfactionRating {
  id: string
  ticketId: string
  /** -1 (worst) to 1 (best), 0 neutral, on whatever scale the vendor asks. */
  score: number
  /** What the person wrote; null: nothing. */
  comment: string | null
  agentId: string | null
  createdAt: string
}

export interface TimeEntry {
  id: string
  agentId: string | null
  minutes: number
  billable: boolean
  note: string | null
  createdAt: string
}

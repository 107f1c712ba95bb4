import type { Priority } from '../../schemas/handoff.ts'
import type { Message, Person, Ticket, TicketStatus } from '../../schemas/ticket.ts'
import type { CallOptions, Failure, Read, UnmappedField, Write } from './outcome.ts'

/**
 * What people and programs do with tickets, the same for every vendor: part of the help desk's door (`Helpdesk` extends it).
 * Types only. Ids, labels and HTML as in `Ticket` and `Message`; vendor values stay behind the door. What a vendor cannot do is
 * said by `capabilities` and answered with a `unsupported` failure, never faked. No method throws for what a help desk answers.
 */
export interface TicketDesk {
  readonly capabilities: Capabilities

  /**
   * A page of tickets that fit every given condition, newest change first unless asked otherwise. Search indexes lag by
   * minutes and archives are left out where the vendor does so: `complete: false` says that there may be more or newer.
   */
  findTickets(query: TicketQuery, options: CallOptions): Promise<Read<TicketPage>>
  /** The first of `findTickets`, or null. */
  findFirstTicket(query: TicketQuery, options: CallOptions): Promise<Read<Ticket | null>>
  /** What was said, oldest first, the first message (the description) included. Null: there is no such ticket. */
  listConversation(
    ticketId: string,
    page: { limit: number; cursor?: string },
    options: CallOptions,
  ): Promise<Read<MessagePage | null>>
  /** The last public message of the requester (or of another customer on the ticket). `message: null`: none. Null: no such ticket. */
  latestCustomerMessage(
    ticketId: string,
    options: CallOptions,
  ): Promise<Read<{ message: Message | null } | null>>

  /**
   * Sends a public reply to the customer. Not safe to repeat: the caller keeps the idempotency key. `statusFailure`: the reply is
   * out, and the ticket did not get its status, where the vendor takes two calls for it.
   */
  reply(
    ticketId: string,
    reply: Reply,
    options: CallOptions,
  ): Promise<Write<{ message: Message; statusFailure?: Failure }>>
  /** A note, private unless said otherwise. */
  note(ticketId: string, note: Note, options: CallOptions): Promise<Write<{ message: Message }>>
  /** To an agent and/or a group, by id, e-mail or name; null takes off. Unknown ones are `invalid`, with the choices that there are. */
  assign(ticketId: string, to: Assignment, options: CallOptions): Promise<Write<{ ticket: Ticket }>>
  /**
   * Changes fields. `addTags` and `removeTags` leave the other tags alone, also where the vendor replaces the list. With
   * `ifUnchangedSince` (a `Ticket.updatedAt`) nothing is changed when somebody else was quicker: `conflict`.
   */
  change(
    ticketId: string,
    changes: TicketEdit,
    options: CallOptions,
  ): Promise<Write<{ ticket: Ticket; unmapped: UnmappedField[] }>>

  /**
   * A ticket as it is now, and who gave its fields the values that they have; null: no such ticket. What the vendor does not tell is
   * `unknown`, never guessed. One or two calls.
   */
  readOrigins(ticketId: string, options: CallOptions): Promise<Read<TicketOrigins | null>>

  /** Agents of the account that may be assigned, from a cache of minutes. */
  listAgents(options: CallOptions): Promise<Read<Agent[]>>
  listGroups(options: CallOptions): Promise<Read<Group[]>>
  /** Who writes under that address, or null; without making a contact. */
  findPerson(
    who: { email?: string; phone?: string; id?: string },
    options: CallOptions,
  ): Promise<Read<Person | null>>
  /** Published articles, best first, at most `limit` (1..30). */
  searchKnowledge(
    query: { text: string; language?: string; limit: number },
    options: CallOptions,
  ): Promise<Read<Article[]>>
  /**
   * All published articles that customers may read, page by page and in no promised order; one that moves meanwhile may come twice or
   * not at all. A page may be empty and have a next one. One or two calls a page. `next: null`: that was all. A cursor that is of no
   * use any more is `invalid`: begin anew.
   */
  listArticles(
    page: { cursor?: string },
    options: CallOptions,
  ): Promise<Read<{ articles: ListedArticle[]; next: string | null }>>
  /**
   * Tickets changed since a cursor, in the order of their change; a ticket may come more than once. Without a cursor from `since`
   * (ms). Keep `next` and go on with it later, also at the end. `beginnings`: what they began with is wanted too, where the
   * vendor's list has it; that may cost more of the rate limit (Freshdesk: 3 credits a page instead of 1).
   */
  listChangedSince(from: ChangesFrom, options: CallOptions): Promise<Read<ChangedTickets>>
}

export type ChangesFrom = ({ cursor: string } | { since: number }) & { beginnings?: boolean }

export interface ChangedTickets {
  tickets: Ticket[]
  next: string
  atEnd: boolean
  /** Who began a ticket, and with which words (plain text), by its id; absent: not asked for, or the list does not tell. */
  beginnings?: ReadonlyMap<string, Beginning>
}

export type Beginning = Pick<Message, 'from' | 'text'>

export interface Capabilities {
  /** Most tickets that one query can reach, however it is paged; null: all. */
  findAtMost: number | null
  /** Conditions of `TicketQuery` that the vendor can look for. Others are `unsupported`. */
  conditions: readonly TicketCondition[]
  /** `vendor`: checked by the vendor in the same step. `read`: we look right before; a change in between is not seen. */
  ifUnchanged: 'vendor' | 'read'
  /** Seconds for which a repeated creation under one key is recognised by the vendor; null: not at all. */
  idempotentCreateSeconds: number | null
  changes: 'cursor' | 'time' | 'none'
  knowledge: boolean
  /** Whether the vendor tells which agents are there now. */
  agentAvailability: boolean
  reply: boolean
  attachments: boolean
  /** What of `AccountDesk` there is. */
  account: readonly AccountFeature[]
  /** What can be missing from a ticket that was closed long ago, in plain words; null: nothing. */
  archive: string | null
}

/** The parts of `AccountDesk` that a vendor has. `bulk` is `changeTickets` and `findJob`. */
export type AccountFeature =
  | 'requester-facts'
  | 'companies'
  | 'products'
  | 'canned-responses'
  | 'merge'
  | 'bulk'
  | 'satisfaction-ratings'
  | 'time-entries'

export type TicketCondition = keyof Omit<TicketQuery, 'order' | 'limit' | 'cursor'>

export interface TicketQuery {
  requesterEmail?: string
  requesterPhone?: string
  requesterId?: string
  /** Any of these. */
  status?: TicketStatus[]
  priority?: Priority[]
  type?: string[]
  /** Name or id. */
  group?: string
  /** E-mail, name or id; `none`: nobody has it. */
  agent?: string
  /** All of these. */
  tags?: string[]
  /** Words in subject or messages. */
  text?: string
  customFields?: Record<string, string | number | boolean>
  /** ISO 8601. `After` includes the moment, `Before` does not. */
  createdAfter?: string
  createdBefore?: string
  updatedAfter?: string
  updatedBefore?: string
  order?: { by: 'created' | 'updated'; direction: 'ascending' | 'descending' }
  /** 1..100. */
  limit: number
  cursor?: string
}

export interface TicketPage {
  tickets: Ticket[]
  /** For the next page; null: this was the last that can be had. */
  next: string | null
  /** How many fit in all, where the vendor tells. */
  total: number | null
  /** False: the vendor's cap, its index or its archive may hide some. */
  complete: boolean
}

export interface MessagePage {
  messages: Message[]
  next: string | null
  /** When it was answered, by the clock that the times of the messages are of (ms); null or left out: not told. */
  answeredAt?: number | null
}

export interface Reply {
  /** HTML, everything escaped. */
  html: string
  cc?: string[]
  files?: { name: string; contentType: string; bytes: Uint8Array }[]
  /** Status that the ticket gets with it. */
  status?: TicketStatus
}

export interface Note {
  html: string
  private?: boolean
  files?: { name: string; contentType: string; bytes: Uint8Array }[]
}

export interface Assignment {
  agent?: string | null
  group?: string | null
}

export interface TicketEdit extends Assignment {
  subject?: string
  status?: TicketStatus
  /** A state of the account by its own label, where `status` is too coarse. */
  statusLabel?: string
  /** Null takes it off, where the vendor lets a ticket have none. */
  priority?: Priority | null
  type?: string | null
  addTags?: string[]
  removeTags?: string[]
  customFields?: Record<string, unknown>
  ifUnchangedSince?: string
}

/**
 * Where a value comes from. `empty`: there is none. `default`: the help desk gives it to every ticket. `ours`: our credentials' agent.
 * `person`: somebody else. `rule`: an automation of the account. `unknown`: the vendor does not tell.
 */
export type FieldOrigin = 'empty' | 'default' | 'ours' | 'person' | 'rule' | 'unknown'

export interface TicketOrigins {
  ticket: Ticket
  origins: { group: FieldOrigin; priority: FieldOrigin; type: FieldOrigin }
}

export interface Agent {
  id: string
  name: string
  email: string | null
  groupIds: string[]
  /** Null: the vendor does not tell. */
  available: boolean | null
}

export interface Group {
  id: string
  name: string
}

export interface ListedArticle extends Article {
  /** ISO 639-1; null: the vendor does not tell. */
  language: string | null
}

export interface Article {
  id: string
  title: string
  url: string | null
  /** Plain text. */
  text: string
  updatedAt: string | null
}

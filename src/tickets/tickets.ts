import type { Message, Person, Ticket } from '../../schemas/ticket.ts'
import type { HandOverReason } from '../helpdesk/hand-over/decide-hand-over.ts'
import type { Availability, Failure, UnmappedField } from '../helpdesk/helpdesk.ts'
import type {
  Capabilities,
  MessagePage,
  TicketEdit,
  TicketPage,
  TicketQuery,
} from '../helpdesk/ticket-desk.ts'

/**
 * The door of ticket operations: what a chatbot, a script and an agent's tool do with tickets, on whichever configured help desk,
 * each write once. Types only. Times in ms unless said otherwise; ids are text. Verbs may throw `TicketsUnavailable` when the
 * store cannot be asked; nothing was sent then.
 */
export interface Tickets {
  /** While a service is still loading them it throws `TicketsUnavailable` (`starting`); the other verbs wait. */
  helpdesks(): HelpdeskSummary[]

  find(query: TicketQuery, at: ReadPlace): Promise<ReadOutcome<TicketPage>>
  /** `not-found` when there is no such ticket; the same of the other verbs. */
  show(ticketId: string, at: ReadPlace): Promise<ReadOutcome<Ticket>>
  conversation(
    ticketId: string,
    page: { limit: number; cursor?: string },
    at: ReadPlace,
  ): Promise<ReadOutcome<MessagePage>>
  /** Null: no customer has written on it. */
  latestCustomerMessage(ticketId: string, at: ReadPlace): Promise<ReadOutcome<Message | null>>
  /** Who tickets are given to, by name: from caches of minutes. What the account does not let us read is empty. */
  people(at: ReadPlace): Promise<ReadOutcome<TicketPeople>>
  /** Who asks, by the id that tickets have; null: the help desk knows nobody of it. */
  person(id: string, at: ReadPlace): Promise<ReadOutcome<Person | null>>

  reply(ticketId: string, reply: TextReply, at: WritePlace): Promise<WriteOutcome<Said>>
  note(ticketId: string, note: TextNote, at: WritePlace): Promise<WriteOutcome<Said>>
  assign(
    ticketId: string,
    to: { agent?: string | null; group?: string | null; ifUnchangedSince?: string },
    at: WritePlace,
  ): Promise<WriteOutcome<Changed>>
  update(ticketId: string, changes: TicketEdit, at: WritePlace): Promise<WriteOutcome<Changed>>
  handOver(ticketId: string, request: HandOverOrder, at: WritePlace): Promise<WriteOutcome<HandedOverTo>>

  /** Forgets keys that have expired; returns how many, at most `limit`. For the retention duty. */
  purge(options: { limit: number }): Promise<number>
  /** Waits for writes under way; before help desks and store are closed. */
  close(): Promise<void>
}

export interface ReadPlace {
  /** Name in the configuration; absent: the only one, else `main`. */
  helpdesk?: string
  signal?: AbortSignal
  /** The request's id, for logs. */
  reference?: string
}

export interface WritePlace extends ReadPlace {
  /** Who asks, as the audit trail names them: keys of one caller are no keys of another. */
  who: string
  /**
   * The caller's idempotency key, good for 24 h. Null: what speaks (reply, note, hand-over) is recognised by its content for 10
   * minutes, and what sets values is done as often as it is asked for.
   */
  key: string | null
}

export type ReadOutcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export interface TicketPeople {
  groups: { id: string; name: string }[]
  agents: { id: string; name: string; email: string | null }[]
}

/** `duplicate`: it was done before, under the same key; nothing was sent now. */
export type WriteOutcome<T> =
  | { ok: true; value: T; duplicate: boolean }
  | { ok: false; refusal: Refusal | WriteRefusal }

export type Refusal =
  /** None of that name, or several and none was named. */
  | { kind: 'no-helpdesk'; message: string; choices: string[] }
  /** It was not done. */
  | { kind: 'failed'; failure: Failure }

export type WriteRefusal =
  /** The key was used for something else. */
  | { kind: 'key-conflict' }
  /** The same is being done at this moment, here or in another replica. */
  | { kind: 'under-way'; retryAfterMs: number }
  /**
   * The help desk did not say whether it was done. What speaks under a key (or by its content) is looked for when it is repeated
   * after `retryAfterMs`, and only sent again when it is not there. What sets values can be repeated without harm (null).
   */
  | { kind: 'unknown-outcome'; failure: Failure; retryAfterMs: number | null }

/** Plain text: made HTML by Relevo, everything escaped, links made clickable. */
export interface TextReply {
  text: string
  cc: string[]
  files: { name: string; contentType: string; bytes: Uint8Array }[]
  status: Exclude<Ticket['status'], 'other'> | null
}

export interface TextNote {
  text: string
  private: boolean
  files: TextReply['files']
}

/** `adopted`: it was there already after a lost answer, and not sent again. */
export interface Said {
  ticketId: string
  messageId: string
  private: boolean
  createdAt: string
  adopted: boolean
  /** The message is out, but the ticket did not get its status, for this reason. */
  statusProblem: string | null
}

export interface Changed {
  ticket: Ticket
  unmapped: UnmappedField[]
}

export interface HandOverOrder {
  agent: string | null
  group: string | null
  pickAgent: boolean
  status: Exclude<Ticket['status'], 'other'>
  priority: Ticket['priority']
  summary: string
  tried: string[]
  question: string | null
  /** Of the note and of what the customer may be told; null: the configured one. */
  language: string | null
}

export interface HandedOverTo {
  ticketId: string
  url: string
  agent: { id: string; name: string } | null
  group: { id: string; name: string } | null
  why: HandOverReason
  /** Null: there is none, and `noteProblem` says why. */
  noteId: string | null
  noteProblem: string | null
  /** What the customer may be promised. */
  promise: {
    text: string
    officeHours: string | null
    isOpen: boolean | null
    firstResponseMinutes: number | null
  }
}

export interface HelpdeskSummary {
  name: string
  vendor: string
  /** The one that is meant when none is named. */
  default: boolean
  capabilities: Capabilities
  availability: Availability
}

import type { Priority, Requester } from '../../schemas/handoff.ts'
import type { Ticket, TicketStatus } from '../../schemas/ticket.ts'
import type { AccountDesk } from './account-desk.ts'
import type { CallOptions, Lane, Read, UnmappedField, Write } from './outcome.ts'
import type { TicketDesk } from './ticket-desk.ts'

export type { CallOptions, Failure, FieldFault, Lane, Read, UnmappedField, Write } from './outcome.ts'

/**
 * The help desk's door: types only, the same for every vendor. Vendor values stay behind it. No method throws for what a
 * help desk may answer; a throw is a defect of ours. Here stands what the bridge needs, in `TicketDesk` what people and programs
 * do with tickets, in `AccountDesk` what stands around them.
 */
export interface Helpdesk extends TicketDesk, AccountDesk {
  readonly name: string
  readonly vendor: string

  /**
   * Creates one ticket. What the account refuses (an unknown choice, a missing required field, an attachment) is dropped
   * or defaulted inside, named in `unmapped`, and written into the text through `draft.describe`: a 400 for a field does
   * not come back unless nothing is left to drop. Not safe to repeat: the caller marks the write first, and reconciles
   * when the effect is unknown.
   */
  createTicket(draft: TicketDraft, options: CallOptions): Promise<Write<Created>>
  /** Adds what the requester said to an open ticket, as an incoming public note by the requester. */
  addAsCustomer(ticketId: string, message: CustomerMessage, options: CallOptions): Promise<Write<Added>>
  addNote(
    ticketId: string,
    note: { html: string; private: boolean },
    options: CallOptions,
  ): Promise<Write<Added>>
  updateTicket(ticketId: string, changes: TicketChanges, options: CallOptions): Promise<Write<null>>
  /** Used by `relevo check` alone, for the ticket that it made itself. */
  deleteTicket(ticketId: string, options: CallOptions): Promise<Write<null>>

  getTicket(ticketId: string, options: CallOptions): Promise<Read<Ticket | null>>
  /**
   * Looks for tickets that carry `marker` among those of the requester touched since `since` (ms), by the list endpoint,
   * never by search, whose index lags. A requester unknown to the help desk has none. More than one is a duplicate.
   */
  findByMarker(
    query: { requester: Requester; marker: string; since: number },
    options: CallOptions,
  ): Promise<Read<MarkedTicket[]>>
  /** Whether a conversation entry of this ticket carries `marker`. Null: the ticket is gone. */
  hasMarkedMessage(
    ticketId: string,
    marker: string,
    options: CallOptions,
  ): Promise<Read<{ found: boolean } | null>>

  /** The cheapest call that proves address and credentials. Allowed while the door is shut; its success opens it. */
  probe(options: CallOptions): Promise<Read<ProbeReport>>
  /** Ticket fields of the account, from the cache (refreshed when older than an hour, or when `fresh`). */
  fieldSchema(options: CallOptions & { fresh?: boolean }): Promise<Read<FieldSchema>>

  /** Whether calls are let through now: false during an outage, a refusal of our credentials, or an announced limit. */
  availability(): Availability
  /** Calls back when availability changes. Returns a function that unsubscribes. */
  onAvailability(listener: (availability: Availability) => void): () => void
  /** What is known of the account's rate limit at this moment. */
  budget(): BudgetReport
  close(): Promise<void>
}

/** A ticket before the vendor. Groups by name, agents by e-mail, statuses and choices by their labels. */
export interface TicketDraft {
  requester: Requester
  /** The hand-off's id, which stands in the text. Vendors that know keys or ids of ours get it too, so that it is made once. */
  marker?: string
  subject: string
  /** HTML of the whole description, everything escaped; called again when more turns out not to fit. */
  describe: (unmapped: UnmappedField[]) => string
  status: TicketStatus
  priority: Priority | null
  type: string | null
  group: string | null
  agent: string | null
  product: string | null
  tags: string[]
  customFields: Record<string, unknown>
  files: FileToAttach[]
}

export interface FileToAttach {
  name: string
  contentType: string
  bytes: Uint8Array
}

export interface Created {
  ticket: { id: string; url: string }
  unmapped: UnmappedField[]
}

export interface CustomerMessage {
  requester: Requester
  html: string
  files: FileToAttach[]
}

export interface Added {
  id: string
}

export interface TicketChanges {
  status?: TicketStatus
  priority?: Priority
  addTags?: string[]
}

export interface MarkedTicket {
  ticket: Ticket
}

export interface ProbeReport {
  agent: { id: string; email: string | null; permissions: string[] }
  /** What a person should see to, although calls go through. */
  warnings?: string[]
}

export interface FieldSchema {
  fields: {
    name: string
    label: string
    kind: 'text' | 'paragraph' | 'number' | 'decimal' | 'checkbox' | 'date' | 'dropdown' | 'nested' | 'other'
    custom: boolean
    required: boolean
    choices: string[]
  }[]
  types: string[]
  statuses: string[]
  groups: string[]
}

/** `until` is when the next probe is due (ms), null when only a person can help but probes go on by themselves. */
export type Availability =
  | { state: 'open' }
  | {
      state: 'shut'
      reason: 'outage' | 'credentials' | 'rate-limit'
      since: number
      until: number | null
      why: string
    }

export interface BudgetReport {
  total: number | null
  remaining: number | null
  /** What Relevo may spend per window, after its share and the operation's own limits. */
  allowance: number
  windowMs: number
  waiting: Record<Lane, number>
  rateLimited: number
}

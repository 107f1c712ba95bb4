import type { Priority } from '../../schemas/handoff.ts'
import type { Ticket, TicketStatus } from '../../schemas/ticket.ts'

/**
 * The door of the tickets that the desk lists: types only. A copy of what the help desks tell, kept fresh by the poller; what was said
 * on a ticket is read from the help desk when somebody opens it, and never kept. Times are milliseconds since the Unix epoch. Every
 * verb may throw `InboxUnavailable`.
 */
export interface Inbox {
  /** Newest change first. */
  list(query: InboxQuery): Promise<{ tickets: InboxTicket[]; next: string | null }>
  find(key: TicketKey): Promise<InboxTicket | null>
  /** Others of the same requester, newest first. */
  ofRequester(
    key: { helpdesk: string; requesterId: string; except: string },
    limit: number,
  ): Promise<InboxTicket[]>
  /** How many there are of each kind, for the filters. */
  counts(): Promise<InboxCounts>
  feeds(): Promise<InboxFeed[]>
  /** What the desk has just seen or done itself. Older than what is kept: nothing changes. */
  keep(
    helpdesk: string,
    ticket: Ticket,
    seen: {
      requesterName?: string | null
      lastFrom?: 'customer' | 'agent' | null
      /** What the classifier takes it for; absent: what is known stays. */
      guess?: { category: string | null; confidence: number | null }
    },
  ): Promise<void>
  /** Grows with each change that was stored here or seen from elsewhere; for pages that follow. */
  version(): number
  /** Calls back after `version` has grown; while anybody listens, changes that other processes store are seen within seconds. */
  onChange(listener: () => void): () => void
  /**
   * Forgets solved and closed tickets unchanged since `solvedBefore`, and of more than are kept those that are unchanged for longest.
   * Returns how many, at most `limit`. For the retention duty.
   */
  purge(query: { solvedBefore: number; limit: number }): Promise<number>
}

export interface TicketKey {
  helpdesk: string
  ticketId: string
}

export interface InboxQuery {
  helpdesk?: string
  status?: TicketStatus[]
  /** Id. */
  group?: string
  /** Id; `none`: nobody has it. */
  agent?: string
  /** What the classifier took it for. */
  category?: string
  needsReply?: boolean
  /** Words in subject or requester, or a ticket's number. */
  text?: string
  /** 1..100. */
  limit: number
  cursor?: string
}

export interface InboxTicket extends TicketKey {
  url: string
  subject: string | null
  status: TicketStatus
  statusLabel: string | null
  priority: Priority | null
  type: string | null
  groupId: string | null
  agentId: string | null
  requesterId: string | null
  requesterName: string | null
  tags: string[]
  category: string | null
  confidence: number | null
  /**
   * The customer spoke last, as far as can be told, and it is not solved or waiting for them. Lists of help desks do not say who spoke
   * last: open counts as waiting for us, unless the desk saw an agent's answer since which the ticket has not changed.
   */
  needsReply: boolean
  createdAt: number
  updatedAt: number
}

export interface InboxCounts {
  all: number
  needsReply: number
  byStatus: Record<TicketStatus, number>
}

export interface InboxFeed {
  helpdesk: string
  polledAt: number | null
  /** Null: never read to its end. */
  caughtUpAt: number | null
  problem: string | null
}

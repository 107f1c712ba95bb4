import type { Test } from 'tap'
import type { TicketStatus } from '../../schemas/ticket.ts'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'

/**
 * What the contract suite needs to know of a vendor. Everything is said in neutral words; what a vendor does not have is null,
 * and the suite then asks that `capabilities` says so too.
 */
export interface HelpdeskHarness {
  vendor: string
  /** An account of its own for each test, in front of a sandbox over real sockets (or in a folder). Closes itself with `t`. */
  open(t: Test, options?: OpenOptions): Promise<OpenHelpdesk>
}

export interface OpenOptions {
  /** What our credentials may do. `read`: nothing may be written. `none`: they are genuine and may do nothing. Default `all`. */
  permissions?: 'all' | 'read' | 'none'
  /** How long an answer may take, connecting included. Default long enough for a busy machine. */
  requestTimeoutMs?: number
}

export interface OpenHelpdesk {
  helpdesk: Helpdesk
  account: AccountFacts
  seed: Seed
  look: Look
  /** What stands around tickets. Left out: the vendor has nothing there. */
  around?: Around
  /** Null where nothing can go wrong on the way, because there is no way. */
  faults: HelpdeskFaults | null
  /** Moves the time of account and adapter on. Indexes have caught up when it resolves with a few minutes. */
  later(ms: number): void
}

/** What every account of a harness has. */
export interface AccountFacts {
  /** Two at least; `ana` is in the group `billing`, `luis` in `support`. Their ids are beyond 2^32 where the vendor's are. */
  agents: { ana: AgentFacts; luis: AgentFacts }
  /** `Facturación` and `Soporte`. */
  groups: { billing: { id: string; name: string }; support: { id: string; name: string } }
  /** A state of the account's own that is not one of the usual ones; null where there are none. */
  ownStatusLabel: string | null
  /** A text field of the account by its name. */
  textField: string
  /** A field with choices, and one of them; null where the vendor has none. */
  choiceField: { name: string; choice: string } | null
  /** Two types of ticket; null where any text will do. */
  types: [string, string] | null
  /** Most tickets of one query, if there is a cap that the suite can go beyond in a second; null otherwise. */
  searchCap: number | null
  /** False: what is written as HTML is kept as text, and given as that text escaped. Left out: it is kept. */
  keepsHtml?: boolean
}

export interface AgentFacts {
  id: string
  name: string
  email: string
}

/** Puts things into the account behind the adapter's back. All ids are text. */
export interface Seed {
  ticket(given?: SeedTicket): string
  /** Adds to the conversation. `from`: the requester, or the agent `ana`. */
  message(ticketId: string, given: SeedMessage): string
  /** Somebody else changes a ticket: tags are replaced by these. */
  edit(ticketId: string, changes: { tags?: string[]; status?: TicketStatus; subject?: string }): void
  remove(ticketId: string): void
  /** Null where the vendor has none. */
  spam: ((ticketId: string) => void) | null
  archive: ((ticketId: string) => void) | null
  merge: ((ticketId: string, into: string) => void) | null
  article: ((given: { title: string; html: string; published: boolean }) => string) | null
}

export interface SeedTicket {
  /** Default `marta@example.com`, whose name is Marta. */
  requester?: string
  subject?: string
  html?: string
  tags?: string[]
  status?: TicketStatus
  priority?: 'low' | 'medium' | 'high' | 'urgent'
  type?: string
  /** Ids. */
  agent?: string
  group?: string
  customFields?: Record<string, string>
  /** ms before now. */
  createdAgoMs?: number
  updatedAgoMs?: number
}

export interface SeedMessage {
  from: 'customer' | 'agent'
  html: string
  private?: boolean
  files?: { name: string; contentType: string; bytes: Uint8Array }[]
}

/** Puts what stands around tickets into the account. What a vendor does not have is null. Ids are text. */
export interface Around {
  /** Known for long, also to the search index. */
  person(given: SeedPerson): string
  company(given: { name: string; domains?: string[] }): string
  product(name: string): string
  cannedResponse(given: { title: string; folder?: string; html: string }): string
  /** A rating that was given; `score` as neutral. */
  rating(given: { ticketId: string; score: 1 | 0 | -1; comment?: string; agoMs?: number }): string
  timeEntry: ((given: SeedTimeEntry) => string) | null
}

export interface SeedTimeEntry {
  ticketId: string
  minutes: number
  billable: boolean
  note?: string
  agentId?: string
  agoMs?: number
}

export interface SeedPerson {
  name: string
  email?: string
  phone?: string
  tags?: string[]
  /** Id. */
  company?: string
}

/** What the account holds, and what arrived there. */
export interface Look {
  tickets(): number
  /** Without the description. */
  messages(ticketId: string): {
    html: string
    private: boolean
    from: 'customer' | 'agent'
    files: string[]
    cc: string[]
  }[]
  tags(ticketId: string): string[]
  status(ticketId: string): TicketStatus
  /** Calls that arrived so far, and how many of them were to write. */
  calls(): { all: number; writes: number }
}

/**
 * `before-connect`: nobody listens. `before-work`: the call arrives, nothing is done, the connection is cut. `after-send`: it is
 * done, and the connection is cut. `silence`: it is done, and no answer ever comes. `mid-answer`: it is done, and the answer is
 * cut in its middle. `error`: it is done, and the answer is a 502.
 */
export type Phase = 'before-connect' | 'before-work' | 'after-send' | 'silence' | 'mid-answer' | 'error'

export const phases: readonly Phase[] = [
  'before-connect',
  'before-work',
  'after-send',
  'silence',
  'mid-answer',
  'error',
]

export interface HelpdeskFaults {
  /** From now on, on all calls of that kind. Resolves when it is in force. */
  on(phase: Phase, kind: 'reads' | 'writes'): Promise<void>
  /** All calls of that kind are refused by the rate limit, for `retryAfterSeconds`. */
  limit(retryAfterSeconds: number, kind: 'reads' | 'writes'): void
  /** All calls of that kind are refused as not permitted, or as ours being the wrong credentials. */
  refuse(how: 'forbidden' | 'credentials', kind: 'reads' | 'writes'): void
  /** `act` happens in the account right before the next write is worked. */
  beforeNextWrite(act: () => void): void
  /** Everything works again. Resolves when it does. */
  clear(): Promise<void>
}

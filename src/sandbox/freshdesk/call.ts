import type { Answer } from '../answer.ts'
import type { Account, IndexedTicket, StoredAgent, StoredTicket } from './account.ts'
import type { Permission } from './options.ts'
import type { LimitedOperation } from './rate-limit.ts'
import type { Body } from './read-body.ts'

/** Options with every default filled in, for the routes. */
export interface Behaviour {
  searchDelayMs: number
  slaDelayMs: number
  jobDelayMs: number
  lacks: readonly ('surveys' | 'time-tracking')[]
  ratingsOrder: 'oldest' | 'newest'
  emailIsCaseInsensitive: boolean
  customFieldErrors: 'dotted' | 'bare'
  closureIncludesResolved: boolean
  checkMembership: boolean
  staleDueTimes: boolean
  maxAttachmentBytes: number
  sources: Readonly<Record<string, number>>
}

/** A ticket that was made or changed. */
export interface TicketChange {
  ticket: StoredTicket
  /** Null: it is new. */
  before: IndexedTicket['ticket'] | null
  /** The e-mail of the agent who did it; null: a customer, or a rule of the account. */
  by: string | null
  /** For links. */
  origin: string
}

/** A call that passed limits, credentials and permission. */
export interface Call {
  account: Account
  behaviour: Behaviour
  agent: StoredAgent
  now: number
  /** Address in front of `/api/v2`, for links. */
  origin: string
  /** Path under the API base. */
  path: string
  /** The route's `:name` segments. */
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** Empty where the route takes none. */
  body: Body
  /** The signed address of an attachment. */
  signAttachment: (id: number, name: string) => string
  by: string | null
  /** Told of every ticket that the call makes or changes. */
  changed: (change: TicketChange) => void
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** E.g. `/tickets/:id/notes`. */
  path: string
  permission: Permission | null
  operation?: LimitedOperation
  /** Credits that each `include` costs beyond the first credit. */
  includeCost?: number
  /** Query parameters it knows; any other is an invalid field. */
  query?: readonly string[]
  /** `files`: JSON or multipart; `json`: JSON only; `none` (default): whatever came is not looked at. */
  body?: 'files' | 'json' | 'none'
  handle: (call: Call) => Answer
}

export const numberParam = (call: Call, name: string): number => {
  const text = call.params[name] ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

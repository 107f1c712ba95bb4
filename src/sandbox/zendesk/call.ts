import type { Answer } from '../answer.ts'
import type { Account, StoredTicket, StoredUser, TicketState, Via } from './account.ts'
import type { Behaviour } from './behaviour.ts'

/** A ticket that was made or changed. */
export interface TicketChange {
  ticket: StoredTicket
  /** Null: it is new. */
  before: TicketState | null
  /** The e-mail of who did it; null: a rule of the account. */
  by: string | null
  /** For links. */
  origin: string
}

/** A call that passed limits and credentials. */
export interface Call {
  account: Account
  behaviour: Behaviour
  /** Null: nobody; only `/users/me` is reached like that. */
  user: StoredUser | null
  now: number
  /** Address in front of `/api/v2`, for links. */
  origin: string
  /** Path under the API base, without `.json`. */
  path: string
  /** The route's `:name` segments. */
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** The parsed JSON body; empty where the route takes none. */
  body: Readonly<Record<string, unknown>>
  /** The body as it came. */
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  idempotencyKey: string | null
  via: Via
  /** Told of every ticket that the call makes or changes. */
  changed: (change: TicketChange) => void
}

export const viaApi: Via = { channel: 'api', source: { from: {}, to: {}, rel: null } }

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** E.g. `/tickets/:id/comments`. */
  path: string
  /** Who may call it; agents when left out. */
  role?: 'anybody' | 'admin'
  /** The limit that it has besides the account's. */
  limit?: 'update' | 'incremental' | 'users'
  body?: 'json' | 'bytes'
  handle: (call: Call) => Answer
}

export const numberParam = (call: Call, name = 'id'): number => {
  const text = call.params[name] ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

/** Who calls. Every route but `/users/me` has somebody. */
export const callerOf = (call: Call): StoredUser => {
  if (call.user === null) throw new Error('Nobody calls.')
  return call.user
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

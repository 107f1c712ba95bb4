import type { IncomingHttpHeaders } from 'node:http'
import type { Scope } from '../../schemas/access.ts'

/**
 * The door of access: types only. Who asks, what they may do, and the trail of what they did. Times are milliseconds since the
 * Unix epoch. Verbs of `ApiKeys` and `AuditTrail` may throw `AccessUnavailable`; then nothing was changed.
 */
export interface Access {
  doorkeeper: Doorkeeper
  keys: ApiKeys
  trail: AuditTrail
  /** Waits for what is under way; close it before the database. */
  close(): Promise<void>
}

/** Who asks. */
export interface Caller {
  /** As history and trail name them: `key:NAME`, or `api` for the key of the configuration. */
  name: string
  /** Null for keys of the configuration. */
  keyId: string | null
  may(scope: Scope): boolean
  /** Counts a request: 0 when it may pass, else the seconds to wait. */
  limit(): number
}

export type Admission =
  | { kind: 'admitted'; caller: Caller }
  /** `expired` and `revoked` are told only to who has the whole key. */
  | { kind: 'refused'; why: 'missing' | 'wrong' | 'expired' | 'revoked' }
  /** The key may be good, but the store cannot tell. */
  | { kind: 'unavailable' }

export interface Doorkeeper {
  /**
   * Who sends these headers. At once for a key of the configuration, for what is no key at all, and for a stored key that was
   * looked up in the last seconds; else when the store has answered. Never throws.
   */
  admit(headers: IncomingHttpHeaders): Admission | Promise<Admission>
  /** Without any, only stored keys have access. */
  hasConfiguredKeys: boolean
}

export type KeyState = 'active' | 'expired' | 'revoked'

export interface ApiKey {
  /** The beginning of the key; not secret. */
  id: string
  name: string
  scopes: Scope[]
  /** Requests a minute; null: the default. */
  rate: number | null
  createdAt: number
  createdBy: string
  expiresAt: number | null
  lastUsedAt: number | null
  revokedAt: number | null
  revokedBy: string | null
}

export interface NewApiKey {
  name: string
  scopes: readonly Scope[]
  rate: number | null
  expiresAt: number | null
  by: string
}

export interface ApiKeys {
  /** `secret` is the key itself; it is not kept. A name that another valid key has is refused. */
  create(key: NewApiKey): Promise<{ kind: 'created'; key: ApiKey; secret: string } | { kind: 'name-taken' }>
  /** Newest first, revoked ones too. */
  list(): Promise<ApiKey[]>
  /**
   * By id, or by name. In this process it is refused at once, in others within five seconds. A repeat changes nothing and
   * answers the same. Null: there is no such key.
   */
  revoke(idOrName: string, by: string): Promise<ApiKey | null>
}

export type AuditOutcome = 'done' | 'refused' | 'failed'
/** `handoffs`: several at once, `id` their number; which ones, their own histories tell. */
export type SubjectKind = 'handoff' | 'handoffs' | 'ticket' | 'key' | 'model' | 'user' | 'source' | 'category'
export interface AuditSubject {
  kind: SubjectKind
  id: string
}

/** What was asked for; never what was written, and nothing about a person. */
export interface Deed {
  who: string
  keyId: string | null
  /** The operation, by its `operationId`. */
  what: string
  subject: AuditSubject | null
  requestId: string | null
}

export interface AuditEntry extends Deed {
  id: string
  at: number
  /** `unknown`: whether it was done could not be told, or was not written any more. */
  outcome: AuditOutcome | 'unknown'
  status: number | null
}

export interface AuditQuery {
  who?: string
  what?: string
  subject?: string
  outcome?: AuditEntry['outcome']
  after?: number
  before?: number
  limit: number
  cursor?: string
}

/**
 * A write stands in the trail before it is done, and its outcome is added afterwards. So there is no write without an entry: what
 * cannot be recorded is not begun. An entry in the same transaction would do for the ledger but not for a help desk's ticket, which
 * is changed elsewhere; this is one way for both.
 */
export interface AuditTrail {
  /** Resolves with the entry's id once it is durable. */
  begin(deed: Deed): Promise<string>
  /** Adds the outcome. Never throws: the write is done, and without this the entry goes on saying `unknown`. */
  end(id: string, result: AuditResult): Promise<void>
  /** An entry for what was refused before it began. Never throws: there is nothing that it could prevent. */
  refused(deed: Deed, status: number): Promise<void>
  list(query: AuditQuery): Promise<{ entries: AuditEntry[]; next: string | null }>
  /** Deletes at most `limit` entries from before `before`; returns how many. */
  purge(query: { before: number; limit: number }): Promise<number>
}

export interface AuditResult {
  /** `unknown`: a help desk did not say whether it was done. */
  outcome: AuditOutcome | 'unknown'
  status: number | null
  /** When it became known only by doing: the id of what was made. */
  subject?: AuditSubject | null
}

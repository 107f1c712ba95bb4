/** Who may spend first when the budget is short, in this order. */
export type Lane = 'new' | 'retry' | 'addition' | 'background'

export interface CallOptions {
  lane: Lane
  signal?: AbortSignal
  /** Called right before a request leaves, after it waited for its turn: from then on an abort leaves the effect unknown. */
  onSend?: () => void
  /** Asked once more when a connection is ready, before the first byte: false, and the request is not sent. */
  maySend?: () => boolean
  /** Follows the hand-off through logs. */
  reference?: string
}

/** The first question after any failure of a write: did it take effect? */
export type Write<T> =
  | { effect: 'done'; value: T }
  | { effect: 'none'; failure: Failure }
  | { effect: 'unknown'; failure: Failure }

export type Read<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/**
 * Why a call failed. `message` is fit for a person and holds no personal data and no secret.
 * `held`: not sent at all, because the door is shut or the caller's signal aborted while waiting for budget.
 */
export type Failure =
  | { kind: 'held'; message: string; retryAt: number | null }
  | { kind: 'rate-limited'; message: string; retryAt: number }
  | { kind: 'credentials'; message: string; status: number }
  | { kind: 'forbidden'; message: string; status: number; code: string | null }
  | { kind: 'invalid'; message: string; status: number; faults: FieldFault[] }
  | { kind: 'not-found'; message: string }
  | { kind: 'gone'; message: string }
  | { kind: 'conflict'; message: string }
  | { kind: 'too-large'; message: string }
  /** This vendor cannot do that at all; `capabilities` says so beforehand. Nothing was sent. */
  | { kind: 'unsupported'; message: string }
  | { kind: 'unavailable'; message: string; status: number | null; code: string | null }

export interface FieldFault {
  field: string
  code: string
  message: string
}

/** What could not be written into its own field, for the ticket's text and the repair desk. */
export interface UnmappedField {
  field: string
  value: string
  why: 'unknown-field' | 'not-a-choice' | 'wrong-type' | 'too-long' | 'refused' | 'defaulted'
}

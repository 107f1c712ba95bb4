import type { Failure } from './helpdesk.ts'
import type { Refusal } from './refusal.ts'
import { wireCode } from './wire-result.ts'

export interface FailedCall {
  started: boolean
  status: number | null
  code: string | null
  refusal: Refusal
  retryAfterMs: number | null
  now: number
}

export interface ClassifiedFailure {
  /** Whether the call, had it been a write, took effect. */
  effect: 'none' | 'unknown'
  failure: Failure
}

/** A 429 without a usable `Retry-After`: half a window, as limits are counted by the minute. */
const defaultRetryAfterMs = 30_000

// Freshdesk answers these with 403; all of them mean that no call will succeed before a person acts.
const lockedOutCodes = new Set([
  'invalid_credentials',
  'account_suspended',
  'password_lockout',
  'password_expired',
])

/**
 * Answers the first question after a call that did not end in a readable 2xx: did it take effect?
 *
 * `none` only where it is certain: nothing was sent, or the helpdesk said no (3xx, 4xx). A cut, a time-out, an abort, a 408
 * and every 5xx after the first byte was sent are `unknown`: the helpdesk may have acted before or may act later.
 */
export const classifyFailure = (call: FailedCall): ClassifiedFailure => {
  if (call.status !== null) return classifyStatus(call, call.status)
  if (!call.started) return { effect: 'none', failure: notSent(call.code) }
  return { effect: 'unknown', failure: unavailable(explainCut(call.code), null, call.code) }
}

/** A 2xx whose body cannot be read: the helpdesk acted, but on what cannot be told. */
export const classifyUnreadable = (status: number, code: string): ClassifiedFailure => ({
  effect: 'unknown',
  failure: unavailable(`The help desk answered ${status} with something unreadable.`, status, code),
})

const classifyStatus = (call: FailedCall, status: number): ClassifiedFailure => {
  if (status >= 500 || status === 408) {
    return {
      effect: 'unknown',
      failure: unavailable(`The help desk answered with an error (${status}).`, status, call.refusal.code),
    }
  }
  if (status < 300) return classifyUnreadable(status, call.code ?? 'UNREADABLE')
  return { effect: 'none', failure: refused(call, status) }
}

const refused = (call: FailedCall, status: number): Failure => {
  const { code, faults } = call.refusal
  if (status < 400) {
    const message = `The help desk's address is wrong: it redirects elsewhere (${status}), which is never followed.`
    return unavailable(message, status, 'REDIRECTED')
  }
  if (status === 429) {
    const retryAt = call.now + (call.retryAfterMs ?? defaultRetryAfterMs)
    return { kind: 'rate-limited', message: "The help desk's rate limit is reached.", retryAt }
  }
  if (status === 401 || (status === 403 && code !== null && lockedOutCodes.has(code))) {
    return { kind: 'credentials', message: `The help desk refuses our credentials${named(code)}.`, status }
  }
  switch (status) {
    // Not about what this request says: the account or the way to it forbids such calls, to this hand-off and to all others.
    case 402:
    case 403:
    case 406:
    case 451:
      return {
        kind: 'forbidden',
        message: `The help desk does not permit this call${named(code)}.`,
        status,
        code,
      }
    case 404:
      return { kind: 'not-found', message: 'The help desk does not know this record or address.' }
    case 405:
    case 410:
      return { kind: 'gone', message: 'The record is deleted, archived or otherwise closed to changes.' }
    case 409:
      return { kind: 'conflict', message: `The help desk reports a conflict${listed(faults)}.` }
    case 413:
      return { kind: 'too-large', message: 'The help desk finds the request too large.' }
    default:
      return {
        kind: 'invalid',
        message: `The help desk refuses the request (${status})${named(code)}${listed(faults)}.`,
        status,
        faults,
      }
  }
}

const notSent = (code: string | null): Failure =>
  code === wireCode.aborted
    ? { kind: 'held', message: 'Stopped before anything was sent.', retryAt: null }
    : unavailable(`No connection to the help desk: ${explainUnsent(code)}.`, null, code)

const unavailable = (message: string, status: number | null, code: string | null): Failure => ({
  kind: 'unavailable',
  message,
  status,
  code,
})

const explainUnsent = (code: string | null): string => {
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name cannot be resolved'
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case wireCode.deadline:
      return 'it did not come about in time'
    default:
      return code ?? 'no reason known'
  }
}

const explainCut = (code: string | null): string => {
  switch (code) {
    case wireCode.deadline:
      return 'The help desk did not answer in time.'
    case wireCode.aborted:
      return 'Stopped while waiting for the answer.'
    case wireCode.tooLarge:
      return "The help desk's answer is too large."
    default:
      return `The connection broke before the answer (${code ?? 'no reason known'}).`
  }
}

const named = (code: string | null): string => (code === null ? '' : ` (${code})`)

const listed = (faults: { field: string }[]): string =>
  faults.length === 0 ? '' : `: ${[...new Set(faults.map((fault) => fault.field))].join(', ')}`

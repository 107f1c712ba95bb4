import type { Scope } from '../../schemas/access.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import type { Admission } from './access.ts'

const challenge = { 'www-authenticate': 'Bearer realm="relevo"' }

const details = {
  missing: {
    code: 'api_key_wrong',
    detail: 'Send your API key as `Authorization: Bearer …` or `X-API-Key: …`.',
  },
  wrong: {
    code: 'api_key_wrong',
    detail: 'This API key is not known here. Send yours as `Authorization: Bearer …` or `X-API-Key: …`.',
  },
  expired: { code: 'api_key_expired', detail: 'This API key has expired. Ask for a new one.' },
  revoked: { code: 'api_key_revoked', detail: 'This API key was revoked. Ask for a new one.' },
} as const

/** What a request without a valid key is answered. */
export const keyRefused = (why: Extract<Admission, { kind: 'refused' }>['why']): ProblemToSend => ({
  status: 401,
  ...details[why],
  headers: challenge,
})

export const scopeMissing = (scope: Scope): ProblemToSend => ({
  status: 403,
  code: 'scope_missing',
  detail: `This API key may not do that: it needs the scope ${scope}.`,
  headers: { 'www-authenticate': `Bearer realm="relevo", error="insufficient_scope", scope="${scope}"` },
})

export const keyTooOften = (seconds: number): ProblemToSend => ({
  status: 429,
  code: 'rate_limited',
  detail: `Too many requests with this API key. Nothing was done; send this one again in ${seconds} s.`,
  headers: { 'retry-after': String(seconds) },
})

/** What an address is answered from which too many requests without a valid secret came. */
export const tooManyFailures = (seconds: number): ProblemToSend => ({
  status: 429,
  code: 'too_many_failures',
  detail: `Too many requests without a valid secret. Correct it, and try again in ${seconds} s.`,
  headers: { 'retry-after': String(seconds) },
})

const retryAfterSeconds = '10'

export const keysUnavailable: ProblemToSend = {
  status: 503,
  code: 'store_unavailable',
  detail: `Relevo cannot look up the API key at the moment. Nothing was done; send the same again in ${retryAfterSeconds} s.`,
  headers: { 'retry-after': retryAfterSeconds },
}

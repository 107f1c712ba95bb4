import type { Fault } from '../../schemas/problem.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import type { Refusal } from './create-authenticator.ts'

// What intake answers when it does not accept. Zapier shows `detail` to whoever built the Zap, so it says what to do.

export const unknownSource: ProblemToSend = {
  status: 404,
  code: 'unknown_source',
  detail: 'There is no source of this name. Check the last part of the address.',
}

/** What a help desk is answered whose events nobody takes: it calls the address that `relevo check` names, too early or too late. */
export const eventsNotTaken: ProblemToSend = {
  ...unknownSource,
  detail:
    'Events of help desks are taken here once triage is on and helpdesks.<name>.events is configured. "relevo check" says how.',
}

export const secretInAddress: ProblemToSend = {
  status: 401,
  code: 'secret_in_url',
  detail:
    'Do not send the secret in the address, where logs keep it. Send it in the header X-Webhook-Secret or as "Authorization: Bearer <secret>", and change it.',
  headers: { 'www-authenticate': 'Bearer realm="relevo"' },
}

export const unauthenticated = ({ code, detail }: Refusal): ProblemToSend => ({
  status: 401,
  code,
  detail,
  headers: { 'www-authenticate': 'Bearer realm="relevo"' },
})

export const rateLimited = (seconds: number): ProblemToSend => ({
  status: 429,
  code: 'rate_limited',
  detail: `This source has sent too many requests. Nothing was kept; send this one again in ${seconds} s.`,
  headers: { 'retry-after': String(seconds) },
})

export const badKey: ProblemToSend = {
  status: 400,
  code: 'bad_idempotency_key',
  detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters, sent once.',
}

export const conflict = (handoffId: string): ProblemToSend => ({
  status: 409,
  code: 'idempotency_conflict',
  detail:
    'Another hand-off came with the same key. Send a new Idempotency-Key (or message_id) for new content, or repeat the body unchanged.',
  handoffId,
})

export const refusedContent = (errors: Fault[], handoffId: string): ProblemToSend => ({
  status: 422,
  code: 'invalid_handoff',
  detail: `This hand-off cannot become a ticket as it is. ${errors.map(({ field, message }) => `${field}: ${message}`).join(' ')} It was kept for a person to correct.`,
  errors,
  handoffId,
})

const retryAfterSeconds = '10'

export const storeUnavailable: ProblemToSend = {
  status: 503,
  code: 'store_unavailable',
  detail: `Relevo cannot store hand-offs at the moment. Send the same again in ${retryAfterSeconds} s; a repeat does no harm.`,
  headers: { 'retry-after': retryAfterSeconds },
}

export const storeSlow: ProblemToSend = {
  status: 503,
  code: 'store_slow',
  detail: `Relevo could not store the hand-off in time, and cannot tell whether it still will. Send the same again in ${retryAfterSeconds} s; a repeat does no harm.`,
  headers: { 'retry-after': retryAfterSeconds },
}

export const wrongMethod: ProblemToSend = {
  status: 405,
  code: 'method_not_allowed',
  detail: 'This address takes hand-offs by POST.',
  headers: { allow: 'POST' },
}

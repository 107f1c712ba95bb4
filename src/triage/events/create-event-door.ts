import type { IncomingHttpHeaders } from 'node:http'
import { presentedSecrets } from '../../access/presented-secrets.ts'
import { isOneOf, secretDigest } from '../../access/secret-digest.ts'
import type { Clock } from '../../ops/clock.ts'
import type { ProblemToSend } from '../../ops/compose-problem.ts'
import type { EventAccount } from './event-accounts.ts'
import * as problems from './event-problems.ts'
import { isSignedByZendesk, readZendeskTime } from './verify-zendesk-signature.ts'

/** Proves which help desk an event comes from; a string is its name. All accounts are looked at in any case, each in constant time. */
export interface EventDoor {
  /** By the headers alone, before a byte of the body is read; null: nothing to object to so far. */
  checkHeaders(headers: IncomingHttpHeaders): ProblemToSend | null
  findSender(headers: IncomingHttpHeaders, body: Buffer): string | ProblemToSend
}

/** The door of one vendor's accounts. A vendor that signs is believed by its signature only. */
export const createEventDoor = (
  vendor: EventAccount['vendor'],
  accounts: readonly EventAccount[],
  clock: Pick<Clock, 'now'>,
): EventDoor => (vendor === 'freshdesk' ? createSecretDoor(accounts) : createSignatureDoor(accounts, clock))

/** Freshdesk signs nothing: a secret in a header, as Bearer token or as the password of Basic authentication. */
const createSecretDoor = (accounts: readonly EventAccount[]): EventDoor => {
  const known = accounts.map(({ name, secrets }) => ({ name, digests: secrets.map(secretDigest) }))
  const findSender = (headers: IncomingHttpHeaders): string | ProblemToSend => {
    const presented = presentedSecrets(headers, ['x-webhook-secret'])
    let sender: string | null = null
    for (const { name, digests } of known)
      for (const secret of presented) {
        const fits = isOneOf(digests, secret)
        sender = fits ? name : sender
      }
    return sender ?? (presented.length === 0 ? problems.secretMissing : problems.secretWrong)
  }
  return {
    findSender,
    checkHeaders: (headers) => {
      const found = findSender(headers)
      return typeof found === 'string' ? null : found
    },
  }
}

const toleranceMs = 5 * 60_000
const signatureHeader = 'x-zendesk-webhook-signature'
const timestampHeader = 'x-zendesk-webhook-signature-timestamp'

const createSignatureDoor = (accounts: readonly EventAccount[], clock: Pick<Clock, 'now'>): EventDoor => {
  const checkHeaders = (headers: IncomingHttpHeaders): ProblemToSend | null => {
    const [signature, timestamp] = [headers[signatureHeader], headers[timestampHeader]]
    if (typeof signature !== 'string' || typeof timestamp !== 'string') return problems.signatureMissing
    const time = readZendeskTime(timestamp)
    if (time === null) return problems.timestampInvalid
    return Math.abs(clock.now() - time) > toleranceMs ? problems.timestampTooFar : null
  }
  return {
    checkHeaders,
    findSender: (headers, body) => {
      const refusal = checkHeaders(headers)
      if (refusal !== null) return refusal
      const timestamp = String(headers[timestampHeader])
      let sender: string | null = null
      for (const { name, secrets } of accounts) {
        const fits = isSignedByZendesk(String(headers[signatureHeader]), { timestamp, body, secrets })
        sender = fits ? name : sender
      }
      return sender ?? problems.signatureWrong
    },
  }
}

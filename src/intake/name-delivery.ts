import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { NewEntry } from '../ledger/ledger.ts'
import { intakeLimits } from './intake-limits.ts'

export type Idempotency = NewEntry['idempotency']

export interface Delivery {
  headers: IncomingHttpHeaders
  /** The header that the source signs together with the body, if there is one. */
  signedId: 'webhook-id' | null
  /** What the source's configured field holds. */
  fieldValue: string | null
  /** Hash of the canonical body. */
  fingerprint: string
  now: number
  bodyHashWindowMs: number
}

// Visible ASCII; a space would also be there if the header came twice, since Node joins the two by ", ".
const visible = /^[\x21-\x7e]+$/

/**
 * How a repeat of this delivery is known: by a signed id (before `Idempotency-Key`, which whoever replays a captured
 * request could change), the header, the configured field, else for a while by the body itself. The kinds cannot be
 * mistaken for each other. Null when the header is there and is no key.
 */
export const nameDelivery = (delivery: Delivery): Idempotency | null => {
  const { headers, fingerprint } = delivery
  const signed = delivery.signedId === null ? undefined : headers[delivery.signedId]
  if (typeof signed === 'string')
    return { key: `webhook-id:${bounded(signed)}`, fingerprint, expiresAt: null }
  const header = headers['idempotency-key']
  if (header !== undefined) {
    const isKey =
      typeof header === 'string' && header.length <= intakeLimits.keyLength && visible.test(header)
    return isKey ? { key: `header:${header}`, fingerprint, expiresAt: null } : null
  }
  if (delivery.fieldValue !== null) {
    return { key: `field:${bounded(delivery.fieldValue)}`, fingerprint, expiresAt: null }
  }
  return { key: `body:${fingerprint}`, fingerprint, expiresAt: delivery.now + delivery.bodyHashWindowMs }
}

/**
 * The name of a delivery that is refused for its content. It does not take the sender's key, so that the corrected
 * hand-off may come under the same one.
 */
export const nameRefusal = (delivery: Delivery): Idempotency => ({
  key: `refused:${delivery.fingerprint}`,
  fingerprint: delivery.fingerprint,
  expiresAt: delivery.now + delivery.bodyHashWindowMs,
})

const bounded = (text: string): string =>
  text.length <= intakeLimits.keyLength ? text : `sha256:${hash('sha256', text)}`

import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether one of the secrets signed these very bytes at that time: base64 of HMAC-SHA256 over timestamp and raw body, with nothing in
 * between (reference: Zendesk §9). The header's own text is what is signed. All secrets are tried, each compared in constant time.
 */
export const isSignedByZendesk = (
  signature: string,
  { timestamp, body, secrets }: { timestamp: string; body: Buffer; secrets: readonly string[] },
): boolean => {
  const presented = /^[A-Za-z0-9+/]{43}=$/.test(signature) ? Buffer.from(signature, 'base64') : null
  let matches = 0
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(timestamp, 'latin1').update(body).digest()
    matches |= presented !== null && timingSafeEqual(expected, presented) ? 1 : 0
  }
  return matches === 1
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** A timestamp header in ms; null: it is no time as ISO 8601 writes it, with its zone. */
export const readZendeskTime = (timestamp: string): number | null => {
  const time = isoTime.test(timestamp) ? Date.parse(timestamp) : Number.NaN
  return Number.isNaN(time) ? null : time
}

import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** A key of Standard Webhooks: `whsec_…` signs `v1` items, `whpk_…` (ed25519) `v1a` items. */
export type WebhookKey = { version: 'v1'; key: Buffer } | { version: 'v1a'; key: KeyObject }

export type WebhookRefusal =
  | 'signature_missing'
  | 'timestamp_invalid'
  | 'timestamp_too_far'
  | 'signature_wrong'

/**
 * Reads a key, with or without `whsec_`: base64, decoded. Throws for anything else, without quoting it.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const parseWebhookKey = (secret: string): WebhookKey => {
  const asymmetric = secret.startsWith('whpk_')
  const encoded = secret.replace(/^wh(?:sec|pk)_/, '')
  const bytes = Buffer.from(encoded, 'base64')
  const canonical = bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  if (!canonical || bytes.length === 0 || (asymmetric && bytes.length !== 32)) {
    throw new Error(
      'A secret of Standard Webhooks must be `whsec_` and base64, or `whpk_` and 32 bytes in base64.',
    )
  }
  if (!asymmetric) return { version: 'v1', key: bytes }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }
  return { version: 'v1a', key: createPublicKey({ key: jwk, format: 'jwk' }) }
}

/**
 * Null when one of the keys signed these very bytes within the tolerance, else why not. Stricter than the reference
 * libraries: the timestamp is digits only, and the header's own text is what is signed. Exactly the tolerance passes.
 */
export const checkStandardWebhook = (
  headers: IncomingHttpHeaders,
  body: Buffer,
  options: { keys: WebhookKey[]; toleranceMs: number; nowMs: number },
): WebhookRefusal | null => {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signature = headers['webhook-signature']
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    return 'signature_missing'
  }
  if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp_invalid'
  const offMs = Math.abs(Math.floor(options.nowMs / 1000) - Number(timestamp)) * 1000
  if (offMs > options.toleranceMs) return 'timestamp_too_far'
  // A dot in the id would let one content be read as another.
  if (id === '' || id.includes('.')) return 'signature_wrong'
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'latin1'), body])
  return isSigned(signature, content, options.keys) ? null : 'signature_wrong'
}

// More items than keys in rotation could make a request expensive to refuse.
const mostItems = 10

const isSigned = (header: string, content: Buffer, keys: WebhookKey[]): boolean => {
  const items = header.split(' ').filter((item) => item !== '')
  let matches = 0
  for (const item of items.slice(0, mostItems)) {
    const comma = item.indexOf(',')
    const version = item.slice(0, comma)
    const value = item.slice(comma + 1)
    if (comma > 0) for (const key of keys) matches |= isSignedWith(key, version, value, content) ? 1 : 0
  }
  return matches === 1
}

const isSignedWith = (key: WebhookKey, version: string, value: string, content: Buffer): boolean => {
  if (key.version !== version) return false
  if (key.version === 'v1a') {
    const signature = Buffer.from(value, 'base64')
    return signature.toString('base64') === value && verify(null, content, key.key, signature)
  }
  // Compared as text, so that only the one canonical spelling passes.
  const expected = Buffer.from(createHmac('sha256', key.key).update(content).digest('base64'))
  const presented = Buffer.from(value)
  return expected.length === presented.length && timingSafeEqual(expected, presented)
}

import type { IncomingHttpHeaders } from 'node:http'
import type { Authentication } from '../../schemas/authentication-configuration.ts'
import { presentedSecrets } from '../access/presented-secrets.ts'
import { isOneOf, secretDigest } from '../access/secret-digest.ts'
import { isHmacOf } from './verify-hmac.ts'
import { checkStandardWebhook, parseWebhookKey } from './verify-standard-webhook.ts'

/** Why a request was not believed. Codes are stable; `detail` says what to send, never what was expected or sent. */
export interface Refusal {
  code: string
  detail: string
}

/**
 * Proves where a request comes from, in two steps: by its headers, before a byte of the body is read, and by its raw
 * body. Each returns null when there is nothing to object to.
 */
export interface Authenticator {
  checkHeaders(headers: IncomingHttpHeaders): Refusal | null
  checkBody(headers: IncomingHttpHeaders, body: Buffer): Refusal | null
  /** The header that names a delivery and is itself signed, or null. */
  signedId: 'webhook-id' | null
}

/** The authenticator that a source is configured with. Throws when a Standard Webhooks secret is no base64. */
export const createAuthenticator = (
  authentication: Authentication,
  clock: { now(): number },
): Authenticator => {
  switch (authentication.kind) {
    case 'secret':
      return createSecretAuthenticator(authentication.secrets, [authentication.header.toLowerCase()])
    case 'standard-webhooks':
      return createWebhookAuthenticator(authentication, clock)
    case 'hmac':
      return createHmacAuthenticator(authentication)
    default:
      return authentication satisfies never
  }
}

/** One or several secrets, any of which opens; in the named headers, as Bearer token or as Basic password. */
export const createSecretAuthenticator = (secrets: string[], names: string[]): Authenticator => {
  const digests = secrets.map(secretDigest)
  const header = names[0] ?? 'authorization'
  return {
    signedId: null,
    checkBody: () => null,
    checkHeaders: (headers) => {
      const presented = presentedSecrets(headers, names)
      if (presented.length === 0) {
        return {
          code: 'secret_missing',
          detail: `Send the secret in the header ${header}, as "Authorization: Bearer <secret>", or as the password of Basic authentication.`,
        }
      }
      let matches = 0
      for (const secret of presented) matches |= isOneOf(digests, secret) ? 1 : 0
      return matches === 1
        ? null
        : {
            code: 'secret_wrong',
            detail: 'The secret is not the one that Relevo expects here. Check it on both sides.',
          }
    },
  }
}

const webhookDetails = {
  signature_missing: 'Send webhook-id, webhook-timestamp and webhook-signature, as Standard Webhooks says.',
  timestamp_invalid: 'webhook-timestamp must be Unix time in seconds, digits only.',
  timestamp_too_far:
    'webhook-timestamp is too far from our time. Check the clock, and sign each attempt anew.',
  signature_wrong:
    'The signature does not fit. Sign the id, the timestamp and the raw body with the shared secret.',
}

const createWebhookAuthenticator = (
  authentication: Extract<Authentication, { kind: 'standard-webhooks' }>,
  clock: { now(): number },
): Authenticator => {
  const keys = authentication.secrets.map(parseWebhookKey)
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  return {
    signedId: 'webhook-id',
    checkHeaders: (headers) =>
      names.every((name) => typeof headers[name] === 'string')
        ? null
        : { code: 'signature_missing', detail: webhookDetails.signature_missing },
    checkBody: (headers, body) => {
      const options = { keys, toleranceMs: authentication.tolerance, nowMs: clock.now() }
      const code = checkStandardWebhook(headers, body, options)
      return code === null ? null : { code, detail: webhookDetails[code] }
    },
  }
}

const createHmacAuthenticator = (
  authentication: Extract<Authentication, { kind: 'hmac' }>,
): Authenticator => {
  const name = authentication.header.toLowerCase()
  return {
    signedId: null,
    checkHeaders: (headers) =>
      typeof headers[name] === 'string'
        ? null
        : {
            code: 'signature_missing',
            detail: `Send the HMAC (${authentication.algorithm}) of the raw body in the header ${name}.`,
          },
    checkBody: (headers, body) =>
      isHmacOf(String(headers[name]), body, authentication)
        ? null
        : {
            code: 'signature_wrong',
            detail: 'The signature does not fit. Sign the raw body with the shared secret.',
          },
  }
}

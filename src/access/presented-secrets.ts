import type { IncomingHttpHeaders } from 'node:http'

/**
 * The secrets that a request presents, as the bytes that were sent: in the given headers, as a Bearer token, or as the
 * password of Basic authentication (whatever the user name).
 */
export const presentedSecrets = (headers: IncomingHttpHeaders, names: string[]): (string | Buffer)[] => {
  const secrets: (string | Buffer)[] = []
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string' && value !== '') secrets.push(bytesOf(value.trim()))
  }
  if (headers.authorization !== undefined) {
    const secret = fromAuthorization(headers.authorization)
    if (secret !== null) secrets.push(secret)
  }
  return secrets
}

// Node hands over header bytes as Latin 1, so that this gets back what was sent, also for secrets in UTF-8.
const bytesOf = (header: string): string | Buffer =>
  ascii.test(header) ? header : Buffer.from(header, 'latin1')

const ascii = /^[\x20-\x7e]*$/

const fromAuthorization = (header: string): string | Buffer | null => {
  const match = /^(bearer|basic) +(\S+) *$/i.exec(header)
  const credentials = match?.[2]
  if (credentials === undefined) return null
  if (match?.[1]?.toLowerCase() === 'bearer') return bytesOf(credentials)
  const pair = Buffer.from(credentials, 'base64')
  const colon = pair.indexOf(':')
  return colon < 0 ? null : pair.subarray(colon + 1)
}

import type { IncomingHttpHeaders } from 'node:http'

/**
 * The secrets that a request presents, as the bytes that were sent: in the given headers, as a Bearer token, or as the
 * password of Basic authentication (whatever the user name).
 */
export const presentedSecrets = (headers: IncomingHttpHeaders, names: string[]): Buffer[] => {
  const secrets: Buffer[] = []
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string' && value !== '') secrets.push(bytesOf(value.trim()))
  }
  const authorization = fromAuthorization(headers.authorization)
  return authorization === null ? secrets : [...secrets, authorization]
}

// Node hands over header bytes as Latin 1, so that this gets back what was sent, also for secrets in UTF-8.
const bytesOf = (header: string): Buffer => Buffer.from(header, 'latin1')

const fromAuthorization = (header: string | undefined): Buffer | null => {
  const match = /^(bearer|basic) +(\S+) *$/i.exec(header ?? '')
  const credentials = match?.[2]
  if (credentials === undefined) return null
  if (match?.[1]?.toLowerCase() === 'bearer') return bytesOf(credentials)
  const pair = Buffer.from(credentials, 'base64')
  const colon = pair.indexOf(':')
  return colon < 0 ? null : pair.subarray(colon + 1)
}

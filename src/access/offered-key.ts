import type { IncomingHttpHeaders } from 'node:http'

/** The key that a request offers: `Authorization: Bearer …` or `X-API-Key`. Null when there is none, or two that differ. */
export const offeredKey = (headers: IncomingHttpHeaders): string | null => {
  const header = headers['x-api-key']
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  const key = typeof header === 'string' && header !== '' ? header : undefined
  if (key !== undefined && bearer !== undefined && key !== bearer) return null
  return key ?? bearer ?? null
}

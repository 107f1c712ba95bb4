import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The key that a request offers: `Authorization: Bearer …` or `X-API-Key`. Null when there is none, or two that differ. */
const offeredKey = (request: Pick<FastifyRequest, 'headers'>): string | null => {
  const header = request.headers['x-api-key']
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  const key = typeof header === 'string' && header !== '' ? header : undefined
  if (key !== undefined && bearer !== undefined && key !== bearer) return null
  return key ?? bearer ?? null
}

/**
 * Tells whether a request carries one of `keys`. Digests of equal length are compared, every key every time, so that the
 * time taken tells neither how much of a key was right nor which key it was. Without keys nobody gets in.
 */
export const createApiKeyCheck = (
  keys: readonly string[],
): ((request: Pick<FastifyRequest, 'headers'>) => boolean) => {
  const digests = keys.filter((key) => key !== '').map(digest)
  return (request) => {
    const offered = offeredKey(request)
    if (offered === null) return false
    const offeredDigest = digest(offered)
    let match = false
    for (const each of digests) match = timingSafeEqual(each, offeredDigest) || match
    return match
  }
}

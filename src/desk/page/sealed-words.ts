import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import '@fastify/session'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Known to the browser that asks and to nobody who only sees an address; gone when the session is. */
const keyOf = ({ session }: Pick<FastifyRequest, 'session'>): Buffer =>
  Buffer.from(hkdfSync('sha256', session.sessionId, '', 'words of a search', 32))

/**
 * Words of a search as they may stand in an address, where a name must not: whoever goes back to the list gets it again, and no log,
 * history or other person can read them. Good for the session, on every replica; nothing is kept for it.
 */
export const sealWords = (words: string, request: Pick<FastifyRequest, 'session'>): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(request), nonce)
  const sealed = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The words again; null: they were sealed in another session, or never. */
export const openWords = (sealed: string, request: Pick<FastifyRequest, 'session'>): string | null => {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= nonceBytes + tagBytes) return null
  try {
    const decipher = createDecipheriv(algorithm, keyOf(request), bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    return `${decipher.update(bytes.subarray(nonceBytes + tagBytes)).toString('utf8')}${decipher.final('utf8')}`
  } catch {
    return null
  }
}

/** Filters from an address, with the words that stand sealed in it. `isForgotten`: nobody can open them any more. */
export const withWords = <Filters extends { text: string; words: string }>(
  filters: Filters,
  request: Pick<FastifyRequest, 'session'>,
): { filters: Filters; isForgotten: boolean } => {
  const text = filters.words === '' ? '' : openWords(filters.words, request)
  return text === null
    ? { filters: { ...filters, text: '', words: '' }, isForgotten: true }
    : { filters: { ...filters, text }, isForgotten: false }
}

import { hash, randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const idDigits = 12
const secretDigits = 40

const randomDigits = (count: number): string => {
  let text = ''
  // 256 is eight times 32, so that every digit is as likely as any other.
  for (const byte of randomBytes(count)) text += alphabet.charAt(byte & 31)
  return text
}

export interface KeyText {
  /** `rlv_` and 12 digits: names the key, and is no secret. */
  id: string
  /** The id and 40 digits more: 200 random bits. */
  secret: string
}

/** A new key. One word, so that a double click selects all of it; `rlv_`, so that scanners for leaked secrets can know it. */
export const createKeyText = (): KeyText => {
  const id = `rlv_${randomDigits(idDigits)}`
  return { id, secret: id + randomDigits(secretDigits) }
}

const wholeKey = /^rlv_[0-9a-hjkmnp-tv-z]{52}$/
const idLength = 'rlv_'.length + idDigits

/** The id in what looks like one of our keys, else null. */
export const parseKeyId = (text: string): string | null =>
  text.length === idLength + secretDigits && wholeKey.test(text) ? text.slice(0, idLength) : null

/**
 * What is kept of a key, and compared. SHA-256 without salt or stretching is right here, and would be wrong for a password: a slow
 * hash makes guessing dear, but 200 random bits cannot be guessed at any price; and it would cost every request.
 */
export const hashKey = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'), 'latin1')

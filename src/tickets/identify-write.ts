import { hash } from 'node:crypto'

/** What is asked for: what it is, where, and its content in a form that JSON keeps. */
export interface WriteContent {
  operation: 'reply' | 'note' | 'assign' | 'update' | 'hand-over'
  helpdesk: string
  ticketId: string
  content: unknown
}

export interface WriteIdentity {
  id: string
  fingerprint: string
  /** How long a repeat is known for one, ms from its end. */
  goodForMs: number
}

export const keyGoodForMs = 86_400_000
const contentGoodForMs = 600_000

const digest = (...parts: string[]): string => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 32)

/** Objects by their keys in order, so that the same content has the same text. Bytes by their digest. */
const inOrder = (_key: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return hash('sha256', value, 'base64url')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
}

/**
 * By what a repeat of a write is known: the caller and its key, or without a key the caller and what it asks. Hashes of 192 bits: a key
 * may be long and may name a person.
 */
export const identifyWrite = (
  { operation, helpdesk, ticketId, content }: WriteContent,
  { who, key }: { who: string; key: string | null },
): WriteIdentity => {
  const fingerprint = digest(operation, helpdesk, ticketId, JSON.stringify(content, inOrder))
  return key === null
    ? { id: digest('content', who, fingerprint), fingerprint, goodForMs: contentGoodForMs }
    : { id: digest('key', who, key), fingerprint, goodForMs: keyGoodForMs }
}

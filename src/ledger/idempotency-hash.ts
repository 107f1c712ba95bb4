import { hash } from 'node:crypto'

/**
 * What the ledger keeps of an idempotency key: 128 bits of SHA-256 over source and key. A sender's key may be long and may
 * name a person; the hash is short and outlives an erasure, so that a late repeat still makes no second ticket.
 */
export const idempotencyHash = (source: string, key: string): string =>
  hash('sha256', `${source}\n${key}`, 'base64url').slice(0, 22)

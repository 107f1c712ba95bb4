import { createHash } from 'node:crypto'

/** Names what an entry says: the same again, and nothing needs to be read or encoded anew. Pure. */
export const hashEntry = (...parts: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)

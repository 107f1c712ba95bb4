import { createHash } from 'node:crypto'
import type * as z from 'zod'

/** Cursors are opaque to callers and come back from anywhere: what is read from one is checked like any other input. */
export const encodeCursor = (state: object): string =>
  Buffer.from(JSON.stringify(state), 'utf8').toString('base64url')

// A cursor of changes carries the tickets of its last seconds, and they may be thousands after a bulk update.
const longestCursor = 200_000

/** Null: it is none of ours, or one of another form. */
export const parseCursor = <T>(schema: z.ZodType<T>, cursor: string): T | null => {
  if (cursor.length > longestCursor) return null
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Names a question, so that a cursor is not used with another one. The order of keys does not matter. */
export const questionOf = (question: object): string => {
  const entries = Object.entries(question)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 12)
}

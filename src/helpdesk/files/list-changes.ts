import * as z from 'zod'
import { encodeCursor, parseCursor } from '../cursor.ts'
import type { CallOptions, Read } from '../helpdesk.ts'
import { refuseCursor } from '../refuse.ts'
import type { ChangedTickets, ChangesFrom } from '../ticket-desk.ts'
import type { FilesAccount } from './files-account.ts'
import type { TicketFacts } from './ticket-file.ts'

/** `seen`: every change from `from` on that was given already, as id and ms after `from`. */
const cursorSchema = z.strictObject({
  from: z.number(),
  at: z.number(),
  seen: z.array(z.tuple([z.string(), z.number()])),
})
type Cursor = z.output<typeof cursorSchema>

const pageLength = 100
/**
 * A change gets its time before it is on the disk, and an editor may put a file in place moments after it wrote it: what is that
 * much older than the newest that was given is looked for again.
 */
const overlapMs = 10_000
/** As many as a cursor holds; more changes than this in `overlapMs` make it shorter. */
const mostSeen = 8_000

/** Changes in the order of their time. Each is given once, and none is left out, whether in one millisecond or out of turn. */
export const listChangedSince = async (
  account: FilesAccount,
  from: ChangesFrom,
  options: CallOptions,
): Promise<Read<ChangedTickets>> => {
  const cursor =
    'cursor' in from ? parseCursor(cursorSchema, from.cursor) : { from: from.since, at: from.since, seen: [] }
  if (cursor === null) return { ok: false, failure: refuseCursor() }
  return account.door.read('listChangedSince', options, async () => {
    const { page, next, atEnd } = takePage(cursor, (await account.index.all()).tickets)
    const tickets = page.map(({ ticket }) => ticket)
    return { ok: true, value: { tickets, next: encodeCursor(next), atEnd } }
  })
}

/** Pure. */
export const takePage = <T extends Pick<TicketFacts, 'id' | 'updatedAt'>>(
  cursor: Cursor,
  tickets: T[],
): { page: T[]; next: Cursor; atEnd: boolean } => {
  const keyOf = (id: string, at: number) => `${id} ${at}`
  const known = new Set(cursor.seen.map(([id, after]) => keyOf(id, cursor.from + after)))
  const due = tickets
    .filter(({ id, updatedAt }) => updatedAt >= cursor.from && !known.has(keyOf(id, updatedAt)))
    .sort((one, other) => one.updatedAt - other.updatedAt || Number(one.id) - Number(other.id))
  const page = due.slice(0, pageLength)
  const at = Math.max(cursor.at, page.at(-1)?.updatedAt ?? 0)
  const seen = [
    ...cursor.seen.map(([id, after]) => ({ id, at: cursor.from + after })),
    ...page.map(({ id, updatedAt }) => ({ id, at: updatedAt })),
  ].sort((one, other) => other.at - one.at)
  const dropped = seen[mostSeen]
  const start = Math.max(cursor.from, at - overlapMs, dropped === undefined ? 0 : dropped.at + 1)
  const kept = seen
    .filter((each) => each.at >= start)
    .map((each): [string, number] => [each.id, each.at - start])
  return { page, next: { from: start, at, seen: kept }, atEnd: due.length <= pageLength }
}

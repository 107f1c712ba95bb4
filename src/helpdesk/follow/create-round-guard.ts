import { createHash } from 'node:crypto'

/** A filtered list may have pages with nothing for us on them, but not without end. */
const mostEmpty = 100

/**
 * Tells, page by page, whether a list goes on: false once it says where to go on as it has said before, or when very many pages in a
 * row have nothing on them. Otherwise a faulty help desk would be asked for ever.
 */
export const createRoundGuard = (): ((next: string, tickets: number) => boolean) => {
  // Hashes: a cursor may be long, and there may be ten thousand of them.
  const seen = new Set<string>()
  let empty = 0
  return (next, tickets) => {
    const mark = createHash('sha1').update(next).digest('base64')
    empty = tickets === 0 ? empty + 1 : 0
    if (seen.has(mark) || empty > mostEmpty) return false
    seen.add(mark)
    return true
  }
}

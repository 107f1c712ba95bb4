import type { Logger } from '../ops/logger.ts'

const mostTold = 1_000
const mostAtOnce = 20

/** Says of tickets that they cannot be read, or not in whole: once each, as a list shows them again and again. */
export const createUnreadableTeller = (logger: Pick<Logger, 'warn'>): ((ids: readonly string[]) => void) => {
  const told = new Set<string>()
  return (ids) => {
    const tickets = ids.filter((id) => !told.has(id))
    if (tickets.length === 0) return
    if (told.size > mostTold) told.clear()
    for (const id of tickets) told.add(id)
    logger.warn(
      { tickets: tickets.slice(0, mostAtOnce), count: tickets.length },
      'changed tickets cannot be read, or not in whole, and are passed over',
    )
  }
}

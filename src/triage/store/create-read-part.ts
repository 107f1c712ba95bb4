import type { Logger } from '../../ops/logger.ts'
import type { ReadPart } from './store-context.ts'

/** Rows that wait are read again and again; one line for each is enough, and the list of those told must not grow for ever. */
const mostTold = 1_000

/** Reads stored JSON; see `ReadPart`. The log gets ids and the name of the part, never its text. */
export const createReadPart = (logger: Logger): ReadPart => {
  const told = new Set<string>()
  return ({ helpdesk, ticketId, name, text }, parse) => {
    if (text === null) return null
    try {
      return parse(JSON.parse(text))
    } catch {
      const key = JSON.stringify([helpdesk, ticketId, name])
      if (!told.has(key)) {
        if (told.size >= mostTold) told.clear()
        told.add(key)
        logger.error({ helpdesk, ticketId, part: name }, 'a part of a stored triage ticket cannot be read')
      }
      return null
    }
  }
}

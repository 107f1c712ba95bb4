import type { Failure } from '../helpdesk.ts'
import type { Disk, Stamp } from './disk.ts'
import { type ParsedTicket, parseTicketFile } from './parse-ticket-file.ts'
import { nameOf, parseId } from './ticket-name.ts'

/** A ticket's file as it is now; null: there is none. */
export const openTicket = async (
  disk: Disk,
  ticketId: string,
): Promise<{ parsed: ParsedTicket; text: string; stamp: Stamp } | null> => {
  const id = parseId(ticketId)
  const read = id === null ? null : await disk.read(nameOf(id))
  if (id === null || read === null) return null
  return { parsed: parseTicketFile(id, read.text, read.stamp.changedAt), ...read }
}

/** A file that somebody has to mend. The bridge then makes a ticket of its own instead of waiting for that. */
export const brokenFile = (ticketId: string, why: string): Failure => ({
  kind: 'conflict',
  message: `${nameOf(ticketId)} cannot be read as a ticket: ${why}`,
})

export const noSuchTicket: Failure = { kind: 'not-found', message: 'There is no such ticket.' }
export const goneTicket: Failure = { kind: 'gone', message: 'The ticket is deleted or unknown.' }

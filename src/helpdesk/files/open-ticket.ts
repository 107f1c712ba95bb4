import type { Failure } from '../helpdesk.ts'
import type { Disk, Stamp } from './disk.ts'
import { type ParsedTicket, parseTicketFile } from './parse-ticket-file.ts'
import { nameOf, parseId } from './ticket-name.ts'

type Parsed<Ok extends boolean> = Extract<ParsedTicket, { ok: Ok }>

type WholeTicket = { parsed: Parsed<true>; text: string; stamp: Stamp }
/** `text` null: what is in its place is no file, or may not be read. */
type BrokenTicket = { parsed: Parsed<false> } & ({ text: string; stamp: Stamp } | { text: null })

/** A ticket's file as it is now; null: there is none. */
export const openTicket = async (
  disk: Disk,
  ticketId: string,
): Promise<WholeTicket | BrokenTicket | null> => {
  const id = parseId(ticketId)
  const read = id === null ? null : await disk.read(nameOf(id))
  if (id === null || read === null) return null
  if (!read.ok) return { parsed: read, text: null }
  const { text, stamp } = read
  const parsed = parseTicketFile(id, text, stamp.changedAt)
  return parsed.ok ? { parsed, text, stamp } : { parsed, text, stamp }
}

export const isWhole = (opened: WholeTicket | BrokenTicket): opened is WholeTicket => opened.parsed.ok

/** A file that somebody has to mend. The bridge then makes a ticket of its own instead of waiting for that. */
export const brokenFile = (ticketId: string, why: string): Failure => ({
  kind: 'conflict',
  message: `${nameOf(ticketId)} cannot be read as a ticket: ${why}`,
})

export const noSuchTicket: Failure = { kind: 'not-found', message: 'There is no such ticket.' }
export const goneTicket: Failure = { kind: 'gone', message: 'The ticket is deleted or unknown.' }

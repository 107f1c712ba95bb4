import * as z from 'zod'
import type { InboxTicket } from '../inbox.ts'

/** The last ticket of a page, as the order of the list has it. */
export type ListPlace = Pick<InboxTicket, 'updatedAt' | 'helpdesk' | 'ticketId'>

const placeSchema = z.tuple([z.int(), z.string(), z.string()])

/** Says where a page ended; opaque to the caller. */
export const writeCursor = ({ updatedAt, helpdesk, ticketId }: ListPlace): string =>
  Buffer.from(JSON.stringify([updatedAt, helpdesk, ticketId])).toString('base64url')

/** The place in a cursor, or null when the text is not one of ours. */
export const parseCursor = (cursor: string): ListPlace | null => {
  try {
    const [updatedAt, helpdesk, ticketId] = placeSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    )
    return { updatedAt, helpdesk, ticketId }
  } catch {
    return null
  }
}

import * as z from 'zod'

/** The last ticket of a page, as the order of the list has it. */
export interface ListPlace {
  seenAt: number
  helpdesk: string
  ticketId: string
}

const placeSchema = z.tuple([z.int(), z.string(), z.string()])

/** Says where a page ended; opaque to the caller. */
export const writeCursor = ({ seenAt, helpdesk, ticketId }: ListPlace): string =>
  Buffer.from(JSON.stringify([seenAt, helpdesk, ticketId])).toString('base64url')

/** The place in a cursor, or null when the text is not one of ours. */
export const parseCursor = (cursor: string): ListPlace | null => {
  try {
    const [seenAt, helpdesk, ticketId] = placeSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    )
    return { seenAt, helpdesk, ticketId }
  } catch {
    return null
  }
}

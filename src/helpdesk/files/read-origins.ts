import type { CallOptions, Read } from '../helpdesk.ts'
import type { FieldOrigin, TicketOrigins } from '../ticket-desk.ts'
import { convertToTicket } from './convert-from-file.ts'
import type { FilesAccount } from './files-account.ts'
import { readOne } from './read-ticket.ts'

/** A file does not tell who wrote a word into it: what is not empty is `unknown`, also a word that means nothing to us. */
export const readOrigins = (
  account: FilesAccount,
  ticketId: string,
  options: CallOptions,
): Promise<Read<TicketOrigins | null>> =>
  readOne(account, 'readOrigins', ticketId, options, (file) => ({
    ticket: convertToTicket(file, account.directory, account.linkTo),
    origins: {
      group: originOf(file.head.group),
      priority: originOf(file.head.priority),
      type: originOf(file.head.type),
    },
  }))

const originOf = (text: string | null): FieldOrigin => (text === null ? 'empty' : 'unknown')

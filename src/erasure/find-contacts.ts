import type { Database } from '../database/database.ts'
import { piecesOf } from '../database/pieces-of.ts'
import { isSomebodyElses, type TicketName } from '../ledger/read-requester.ts'

const sizes = [100, 10, 1]

const contactsOf = async (
  { kysely }: Pick<Database, 'kysely'>,
  helpdesk: string,
  ticketIds: readonly string[],
) => {
  const contacts = new Set<string>()
  for (const ids of piecesOf(ticketIds, sizes)) {
    const rows = await kysely
      .selectFrom('inbox_tickets')
      .select('requester_id')
      .distinct()
      .where('helpdesk', '=', helpdesk)
      .where('ticket_id', 'in', ids)
      .where('requester_id', 'is not', null)
      .execute()
    for (const { requester_id: id } of rows) if (id !== null) contacts.add(id)
  }
  return contacts
}

/** Contacts whose name in the list is an address or number of the person's. */
const namedLike = async (
  { kysely }: Pick<Database, 'kysely'>,
  tickets: readonly TicketName[],
  pattern: RegExp,
) => {
  const named = new Map<string, Set<string>>()
  for (const { helpdesk, ticketId } of tickets) {
    const row = await kysely
      .selectFrom('inbox_tickets')
      .select(['requester_id', 'requester_name'])
      .where('helpdesk', '=', helpdesk)
      .where('ticket_id', '=', ticketId)
      .executeTakeFirst()
    if (row?.requester_id == null || row.requester_name === null || !pattern.test(row.requester_name))
      continue
    named.set(helpdesk, (named.get(helpdesk) ?? new Set()).add(row.requester_id))
  }
  return named
}

/**
 * All tickets in the list that the person's contacts in the help desks have: those of the tickets that came of their hand-offs, and
 * those that are named by their address. A contact that stands for others too, as where a bot files everything as itself, is left out.
 */
export const findTicketsOfContacts = async (
  database: Pick<Database, 'kysely'>,
  known: {
    own: readonly TicketName[]
    mentioned: readonly TicketName[]
    pattern: RegExp | null
    requesterKeys: readonly string[]
  },
): Promise<TicketName[]> => {
  const { own, mentioned, pattern, requesterKeys } = known
  const named =
    pattern === null ? new Map<string, Set<string>>() : await namedLike(database, mentioned, pattern)
  const found: TicketName[] = []
  for (const helpdesk of new Set([...own.map((each) => each.helpdesk), ...named.keys()])) {
    const ids = own.filter((each) => each.helpdesk === helpdesk).map(({ ticketId }) => ticketId)
    const contacts = await contactsOf(database, helpdesk, ids)
    for (const contact of new Set([...contacts, ...(named.get(helpdesk) ?? [])])) {
      const rows = await database.kysely
        .selectFrom('inbox_tickets')
        .select('ticket_id')
        .where('helpdesk', '=', helpdesk)
        .where('requester_id', '=', contact)
        .execute()
      const ticketIds = rows.map((row) => row.ticket_id)
      if (await isSomebodyElses(database, { helpdesk, ticketIds, requesterKeys })) continue
      found.push(...ticketIds.map((ticketId) => ({ helpdesk, ticketId })))
    }
  }
  return found
}

import { sql } from 'kysely'
import type { Requester } from '../../schemas/handoff.ts'
import { handoffSchema } from '../../schemas/handoff.ts'
import type { Database } from '../database/database.ts'
import { piecesOf } from '../database/pieces-of.ts'
import { whereOpen, whereSettled } from './states.ts'

const sizes = [100, 10, 1]

/** What is known of one requester; everything that an erasure has to look for elsewhere. */
export interface KnownRequester {
  handoffs: string[]
  /** As they wrote themselves, as far as contents are kept. */
  requesters: Requester[]
}

export interface TicketName {
  helpdesk: string
  ticketId: string
}

/** Read before `Ledger.erase`, which leaves nothing of it. */
export const readRequester = async (
  { kysely }: Pick<Database, 'kysely'>,
  requesterKey: string,
): Promise<KnownRequester> => {
  const handoffs: string[] = []
  for (const condition of [whereOpen, whereSettled]) {
    const rows = await kysely
      .selectFrom('handoffs')
      .select('id')
      .where(condition)
      .where('requester_key', '=', requesterKey)
      .execute()
    handoffs.push(...rows.map(({ id }) => id))
  }
  const requesters: Requester[] = []
  for (const ids of piecesOf(handoffs, sizes)) {
    const rows = await kysely.selectFrom('payloads').select('body').where('handoff_id', 'in', ids).execute()
    requesters.push(...rows.flatMap(({ body }) => readRequesterOf(body)))
  }
  return { handoffs, requesters }
}

const readRequesterOf = (body: string): Requester[] => {
  try {
    return [handoffSchema.parse(JSON.parse(body)).requester]
  } catch {
    // What cannot be read names nobody that could be looked for.
    return []
  }
}

/** The tickets that these hand-offs became; they stay on record after an erasure. */
export const readTicketsOf = async (
  { kysely }: Pick<Database, 'kysely'>,
  handoffIds: readonly string[],
): Promise<TicketName[]> => {
  const tickets: TicketName[] = []
  for (const ids of piecesOf(handoffIds, sizes)) {
    const rows = await kysely
      .selectFrom('handoffs')
      .select(['helpdesk', 'ticket_id'])
      .where('id', 'in', ids)
      .where('ticket_id', 'is not', null)
      .execute()
    for (const { helpdesk, ticket_id: ticketId } of rows)
      if (ticketId !== null) tickets.push({ helpdesk, ticketId })
  }
  return tickets
}

/** Whether any of these tickets came of a hand-off of somebody else, who is not erased. */
export const isSomebodyElses = async (
  { kysely }: Pick<Database, 'kysely'>,
  {
    helpdesk,
    ticketIds,
    requesterKeys,
  }: { helpdesk: string; ticketIds: readonly string[]; requesterKeys: readonly string[] },
): Promise<boolean> => {
  for (const ids of piecesOf(ticketIds, sizes)) {
    const other = await kysely
      .selectFrom('handoffs')
      .select(sql`1`.as('one'))
      .where('ticket_id', 'in', ids)
      .where('helpdesk', '=', helpdesk)
      .where('requester_key', 'not in', [...requesterKeys, 'erased'])
      .limit(1)
      .executeTakeFirst()
    if (other !== undefined) return true
  }
  return false
}

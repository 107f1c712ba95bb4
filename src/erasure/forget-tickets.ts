import { forgetTaught } from '../assist/knowledge/store/forget-tickets.ts'
import { forgetTicket } from '../assist/store/forget-ticket.ts'
import type { Database } from '../database/database.ts'
import { piecesOf } from '../database/pieces-of.ts'
import { forgetListed } from '../inbox/store/forget-tickets.ts'
import type { TicketName } from '../ledger/read-requester.ts'
import { forgetReplies } from '../outbox/forget-replies.ts'
import { forgetWordsOf } from '../triage/store/forget-words-of.ts'
import type { Erased } from './erasure.ts'

const sizes = [100, 10, 1]

/**
 * All that the desk and triage keep of these tickets, in many small transactions. `andOpen`: also replies that are not out yet are taken
 * back, as they are to the person.
 */
export const forgetTickets = async (
  database: Database,
  tickets: readonly TicketName[],
  { andOpen, now }: { andOpen: boolean; now: number },
): Promise<Omit<Erased, 'handoffs'>> => {
  const sum = { tickets: 0, drafts: 0, replies: 0, takenBack: 0, calls: 0, knowledge: 0 }
  const byHelpdesk = new Map<string, Set<string>>()
  for (const { helpdesk, ticketId } of tickets)
    byHelpdesk.set(helpdesk, (byHelpdesk.get(helpdesk) ?? new Set()).add(ticketId))
  for (const [helpdesk, all] of byHelpdesk)
    for (const ticketIds of piecesOf([...all].sort(), sizes)) {
      const { blanked, takenBack } = await forgetReplies(database, { helpdesk, ticketIds, andOpen, now })
      sum.replies += blanked
      sum.takenBack += takenBack
      for (const ticketId of ticketIds) {
        const gone = await database.write((transaction) => forgetTicket(transaction, { helpdesk, ticketId }))
        sum.drafts += gone.drafts
        sum.calls += gone.calls
      }
      sum.knowledge += await database.write((transaction) => forgetTaught(transaction, helpdesk, ticketIds))
      await forgetWordsOf(database, helpdesk, ticketIds)
      sum.tickets += await forgetListed(database, helpdesk, ticketIds)
    }
  return sum
}

import type { Requester } from '../../schemas/handoff.ts'
import type { MarkedTicket, Read } from '../helpdesk/helpdesk.ts'
import type { WriteMark } from '../ledger/ledger.ts'
import { type Attempt, type DeliveryTools, readOptions } from './attempt.ts'
import {
  type AfterReconcile,
  decideAfterMessageLook,
  decideAfterReconcile,
} from './decide-after-reconcile.ts'

// The help desk's clock may be behind ours.
const clockSkewMs = 3_600_000

const byMail = (email: string): Requester => ({ email, phone: null, name: null })

/** Tickets with the hand-off's marker: the requester's, and, when it was mailed, those of the mail's sender. */
export const findMarkedTickets = async (
  attempt: Attempt,
  { helpdesk, mailSender }: DeliveryTools,
): Promise<Read<MarkedTicket[]>> => {
  const { entry } = attempt.claim
  const senders =
    mailSender !== null && entry.flags.includes('mailed-fallback')
      ? [entry.handoff.requester, byMail(mailSender)]
      : [entry.handoff.requester]
  const found = new Map<string, MarkedTicket>()
  for (const requester of senders) {
    const looked = await helpdesk.findByMarker(
      { requester, marker: entry.id, since: entry.receivedAt - clockSkewMs },
      readOptions(attempt, 'retry'),
    )
    if (!looked.ok) return looked
    for (const marked of looked.value) found.set(marked.ticket.id, marked)
  }
  return { ok: true, value: [...found.values()] }
}

const look = async (attempt: Attempt, tools: DeliveryTools, write: WriteMark): Promise<AfterReconcile> => {
  const { entry } = attempt.claim
  if (write.kind === 'create') {
    return decideAfterReconcile(await findMarkedTickets(attempt, tools), entry.attempts)
  }
  const looked = await tools.helpdesk.hasMarkedMessage(
    write.ticketId,
    entry.id,
    readOptions(attempt, 'retry'),
  )
  return decideAfterMessageLook(looked, write.ticketId, entry.attempts)
}

/** Looks whether a marked write took effect, and counts what came of it. */
export const reconcile = async (
  attempt: Attempt,
  tools: DeliveryTools,
  write: WriteMark,
): Promise<AfterReconcile> => {
  const after = await look(attempt, tools, write)
  const { source } = attempt.claim.entry
  const unsure = after.kind === 'look-again' || (after.kind === 'send-again' && after.flags.length > 0)
  const result = after.kind === 'adopt' ? 'adopted' : unsure ? 'cannot-tell' : 'absent'
  tools.observe({ kind: 'reconciled', source, result })
  return after
}

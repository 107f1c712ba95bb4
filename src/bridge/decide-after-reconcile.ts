import type { Ticket } from '../../schemas/ticket.ts'
import type { Failure, MarkedTicket, Read } from '../helpdesk/helpdesk.ts'
import type { Flag } from '../ledger/ledger.ts'

/** What follows from having looked for a write whose fate was unknown. */
export type AfterReconcile =
  | { kind: 'adopt'; ticket: { id: string; url: string | null }; flags: Flag[]; why: string }
  | { kind: 'send-again'; flags: Flag[]; why: string }
  /** It could not be told now; it can be told later. */
  | { kind: 'look-again'; failure: Failure }

const age = (left: Ticket, right: Ticket): number =>
  Date.parse(left.createdAt) - Date.parse(right.createdAt) ||
  left.id.localeCompare(right.id, 'en', { numeric: true })

/** Looks refused this often are not a passing thing: the account does not let us look at all. */
const refusedLooks = 5

/**
 * Whether looking can never succeed, so that waiting for certainty would lose the hand-off. `invalid` is the help desk's
 * word about this requester; what is about our permissions gets some attempts, in which a person may mend them.
 */
const canNeverTell = (failure: Failure, attempts: number): boolean => {
  switch (failure.kind) {
    case 'invalid':
    case 'too-large':
    case 'unsupported':
      return true
    case 'forbidden':
    case 'not-found':
    case 'gone':
    case 'conflict':
      return attempts >= refusedLooks
    case 'held':
    case 'rate-limited':
    case 'credentials':
    case 'unavailable':
      return false
    default:
      return failure satisfies never
  }
}

const afterFailedLook = (failure: Failure, attempts: number): AfterReconcile =>
  canNeverTell(failure, attempts)
    ? {
        kind: 'send-again',
        flags: ['possible-duplicate'],
        why: `The help desk cannot tell whether the earlier write took effect (${failure.message}) A duplicate is better than a loss.`,
      }
    : { kind: 'look-again', failure }

/**
 * After a look for tickets with our marker. One is adopted; of several, the oldest that is not deleted, flagged; none
 * means that the write had no effect, as the settle time is over.
 */
export const decideAfterReconcile = (looked: Read<MarkedTicket[]>, attempts: number): AfterReconcile => {
  if (!looked.ok) return afterFailedLook(looked.failure, attempts)
  const tickets = looked.value.map(({ ticket }) => ticket).sort(age)
  const adopted = tickets.find((ticket) => !ticket.deleted) ?? tickets[0]
  if (adopted === undefined)
    return { kind: 'send-again', flags: [], why: 'No ticket carries our reference: it was not created.' }
  const several = tickets.length > 1
  return {
    kind: 'adopt',
    ticket: { id: adopted.id, url: adopted.url },
    flags: several ? ['possible-duplicate'] : [],
    why: several
      ? `${tickets.length} tickets carry our reference; the oldest is #${adopted.id}.`
      : `Found #${adopted.id} with our reference.`,
  }
}

/** After a look for our message in the ticket that it was added to. A ticket that is gone took no message with it. */
export const decideAfterMessageLook = (
  looked: Read<{ found: boolean } | null>,
  ticketId: string,
  attempts: number,
): AfterReconcile => {
  if (!looked.ok) return afterFailedLook(looked.failure, attempts)
  if (looked.value === null) return { kind: 'send-again', flags: [], why: `Ticket #${ticketId} is gone.` }
  return looked.value.found
    ? {
        kind: 'adopt',
        ticket: { id: ticketId, url: null },
        flags: [],
        why: `Found our message in #${ticketId}.`,
      }
    : { kind: 'send-again', flags: [], why: `Our message is not in #${ticketId}.` }
}

import type { TicketRef } from '../../schemas/handoff.ts'
import type { HandoffAnswer } from '../../schemas/handoff-answer.ts'
import type { Entry } from '../ledger/ledger.ts'

/** The answer for a hand-off as it stands in the ledger. */
export const composeAnswer = (
  entry: Pick<Entry, 'id' | 'state' | 'ticket' | 'acknowledgement'>,
  duplicate: boolean,
): HandoffAnswer => ({
  ok: true,
  handoff_id: entry.id,
  status: entry.state,
  duplicate,
  ticket: entry.ticket === null ? null : composeTicket(entry.ticket),
  acknowledgement: entry.acknowledgement,
})

/** The answer for a new hand-off, as JSON text; the hot path, so it is not serialised key by key. */
export const composeReceived = (id: string): string =>
  `{"ok":true,"handoff_id":${JSON.stringify(id)},"status":"received","duplicate":false,"ticket":null,"acknowledgement":null}`

const composeTicket = ({ id, url, action }: TicketRef): HandoffAnswer['ticket'] => {
  const number = Number(id)
  // Only when the digits survive the way to a number and back.
  return { id: Number.isSafeInteger(number) && String(number) === id ? number : id, url, action }
}

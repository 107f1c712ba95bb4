import type { Ticket } from '../../../schemas/ticket.ts'
import type { Prediction } from '../../../schemas/triage.ts'
import { isTransient } from '../../helpdesk/remembered.ts'
import type { Suggested } from '../decide/decide-triage.ts'
import type { Switch } from '../triage-store.ts'
import { composeTriageNote } from './compose-triage-note.ts'
import type { HeldTicket } from './hold-ticket.ts'
import { isHeldBack } from './is-held-back.ts'
import { sendGuarded } from './send-guarded.ts'
import { awaitEffect, leaveTicket, postponeTicket, settleTicket } from './settle-write.ts'
import { triageMarker } from './triage-marker.ts'
import type { WriteTools } from './write-tools.ts'

export interface NoteFacts {
  prediction: Prediction
  suggested: Suggested
  ticket: Pick<Ticket, 'id' | 'url'>
}

/**
 * Leaves the note of a ticket whose write is marked, after its fields were written, and settles. A note that comes with fields is part of
 * their write, so no switch holds it back; and when the help desk does not take it, the fields stand all the same.
 */
export const sendNote = async (
  held: HeldTicket,
  { prediction, suggested, ticket }: NoteFacts,
  tools: WriteTools,
): Promise<void> => {
  const { helpdesk, settings } = tools
  const { ticketId, planned, action, wroteAt } = held.row
  const hasWritten = wroteAt !== null
  const html = composeTriageNote({
    prediction,
    suggested,
    action: action ?? 'suggest',
    planned: planned ?? { changes: [], tags: [] },
    marker: triageMarker({ helpdesk: helpdesk.name, ticketId }),
    ticket: { helpdesk: helpdesk.name, id: ticketId, url: ticket.url },
    language: settings.language,
  })
  const { category } = prediction
  const how = {
    isHeldBack: hasWritten
      ? null
      : (switches: readonly Switch[]) => isHeldBack(settings, switches, { category, needs: 'suggest' }),
    reference: `triage ${ticketId}`,
  }
  const sent = await sendGuarded(tools, how, (options) =>
    helpdesk.addNote(ticketId, { html, private: true }, options),
  )
  if (sent.effect === 'done') return settleTicket(held, { adopted: false, noteId: sent.value.id }, tools)
  if (sent.effect === 'unknown') return awaitEffect(held, tools)
  const { failure } = sent
  if (isTransient(failure)) return postponeTicket(held, failure, hasWritten ? 'sending' : 'due', tools)
  if (hasWritten) {
    const { why } = held.row
    return settleTicket(held, { adopted: false, why: `${why ?? ''} note:${failure.kind}`.trim() }, tools)
  }
  if (failure.kind === 'not-found' || failure.kind === 'gone') return leaveTicket(held, 'gone', tools)
  return postponeTicket(held, failure, 'due', tools)
}

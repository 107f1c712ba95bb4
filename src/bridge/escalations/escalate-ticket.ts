import type { Source } from '../../../schemas/configuration.ts'
import type { Ticket } from '../../../schemas/ticket.ts'
import type { CallOptions, Failure, Helpdesk, Read } from '../../helpdesk/helpdesk.ts'
import type { TicketEdit } from '../../helpdesk/ticket-desk.ts'
import type { EscalationClaim } from '../../ledger/escalation.ts'
import type { Entry } from '../../ledger/ledger.ts'
import { composeEscalationNote } from './compose-escalation-note.ts'
import { asksForAnswer, decideEscalation } from './decide-escalation.ts'
import { findAnswer } from './find-answer.ts'

export type EscalationEnd =
  | { kind: 'escalated' | 'skipped'; why: string }
  /** Nothing is given up: it is tried again. */
  | { kind: 'retry'; failure: Failure }

export interface EscalationTools {
  helpdesk: Helpdesk
  sources: Record<string, Source>
  /** Of notes, when neither the hand-off nor its source names one. */
  language: string
}

const gone: EscalationEnd = { kind: 'skipped', why: 'The ticket is gone.' }

const failed = (failure: Failure): EscalationEnd =>
  failure.kind === 'not-found' || failure.kind === 'gone' ? gone : { kind: 'retry', failure }

const readFacts = async (
  { step, ticketId }: EscalationClaim,
  entry: Entry,
  helpdesk: Helpdesk,
  options: CallOptions,
): Promise<Read<{ ticket: Ticket; answered: boolean | null } | null>> => {
  const read = await helpdesk.getTicket(ticketId, options)
  if (!read.ok || read.value === null) return read.ok ? { ok: true, value: null } : read
  const ticket = read.value
  if (ticket.deleted || ticket.status === 'closed' || !asksForAnswer(step, ticket))
    return { ok: true, value: { ticket, answered: null } }
  // A ticket that was there before may have been answered before; what was added to it has not.
  const since = entry.ticket?.action === 'added' ? (entry.endedAt ?? 0) : 0
  const answered = await findAnswer(helpdesk, { ticketId, since }, options)
  if (!answered.ok || answered.value === null) return answered.ok ? { ok: true, value: null } : answered
  return { ok: true, value: { ticket, answered: answered.value } }
}

/** Whether the note of an earlier attempt is there, whose answer we may not have heard. Null: the ticket is gone. */
const findNote = async (
  claim: EscalationClaim,
  marker: string,
  { helpdesk }: EscalationTools,
  options: CallOptions,
): Promise<Read<{ found: boolean } | null>> =>
  claim.attempts === 1
    ? { ok: true, value: { found: false } }
    : helpdesk.hasMarkedMessage(claim.ticketId, marker, options)

/** Changes what can be changed: a group or agent that the help desk does not have is left out, and told. */
const changeTicket = async (
  ticketId: string,
  edit: TicketEdit,
  helpdesk: Helpdesk,
  options: CallOptions,
): Promise<{ failure: Failure | null; left: string[] }> => {
  const left: string[] = []
  let rest = edit
  while (Object.keys(rest).length > 0) {
    const changed = await helpdesk.change(ticketId, rest, options)
    if (changed.effect === 'done') break
    const { failure } = changed
    const isRefused = failure.kind === 'invalid' || failure.kind === 'unsupported'
    if (changed.effect === 'unknown' || !isRefused) return { failure, left }
    left.push(failure.message)
    // People first: without them the rest is as good.
    const { group, agent, ...others } = rest
    rest = group === undefined && agent === undefined ? {} : others
  }
  return { failure: null, left }
}

/**
 * Does what is due to one ticket. The note goes first: by its marker a later attempt knows that it was begun, and what it changes
 * then is what it would have changed. A repeat does no harm.
 */
export const escalateTicket = async (
  claim: EscalationClaim,
  entry: Entry,
  tools: EscalationTools,
  options: CallOptions,
): Promise<EscalationEnd> => {
  const { helpdesk } = tools
  const { step, ticketId } = claim
  const facts = await readFacts(claim, entry, helpdesk, options)
  if (!facts.ok) return failed(facts.failure)
  if (facts.value === null) return gone
  const marker = `${entry.id}/e${claim.ordinal}`
  const note = await findNote(claim, marker, tools, options)
  if (!note.ok) return failed(note.failure)
  if (note.value === null) return gone
  const decision = decideEscalation(step, facts.value)
  if (decision.kind === 'skip')
    return note.value.found
      ? { kind: 'escalated', why: `${step.rule}, begun before: ${decision.why}` }
      : { kind: 'skipped', why: `${step.rule}: ${decision.why}` }
  if (!note.value.found) {
    const html = await composeEscalationNote(claim, entry, { ...tools, marker })
    const added = await helpdesk.addNote(ticketId, { html, private: true }, options)
    if (added.effect !== 'done') return failed(added.failure)
  }
  const { failure, left } = await changeTicket(ticketId, decision.edit, helpdesk, options)
  if (failure !== null) return failed(failure)
  return { kind: 'escalated', why: [`${step.rule}: note`, ...decision.did, ...left].join('; ') }
}

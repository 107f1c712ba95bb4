import type { Message, Ticket } from '../../../schemas/ticket.ts'
import type { Helpdesk } from '../helpdesk.ts'
import type { CallOptions, Failure, Read, Write } from '../outcome.ts'
import type { Agent, Group, TicketEdit } from '../ticket-desk.ts'
import { composeHandOverNote, type HandOverStory } from './compose-hand-over-note.ts'
import { composePromise, type Promised, type ServicePromise } from './compose-promise.ts'
import {
  candidatesFor,
  decideHandOver,
  type HandOverDecision,
  type HandOverReason,
  type HandOverRequest,
} from './decide-hand-over.ts'

export interface HandedOver {
  ticket: Ticket
  agent: Agent | null
  group: Group | null
  why: HandOverReason
  /** Null: the ticket is handed over, and `noteFailure` says why it has no note, or may have none (`unknown`). */
  note: Message | null
  noteFailure: { effect: 'none' | 'unknown'; failure: Failure } | null
  promise: Promised
}

export interface HandOverOptions {
  request: HandOverRequest
  story: HandOverStory
  service: ServicePromise
}

/** Load is asked for one by one: more candidates than that cost more than the choice is worth. */
const mostCandidates = 8
/** How often it is decided anew because somebody changed the ticket in the meantime. */
const mostRounds = 3

/**
 * Hands a ticket over to people: gives it to the right one, sets status and urgency, leaves a private note, and says what the
 * customer may be promised. The assignment comes first and can be repeated without harm; the note is tried once, after it. So a
 * repeat is safe unless the outcome is `done`.
 */
export const handOver = async (
  helpdesk: Helpdesk,
  ticketId: string,
  { request, story, service }: HandOverOptions,
  options: CallOptions,
): Promise<Write<HandedOver>> => {
  for (let round = 1; ; round++) {
    const decided = await decide(helpdesk, ticketId, request, options)
    if (!decided.ok) return { effect: 'none', failure: decided.failure }
    const { decision, ticket } = decided.value
    if (decision.kind === 'refused') return { effect: 'none', failure: decision.failure }
    const assigned = await assign(helpdesk, ticket, decision, options)
    if (assigned.effect === 'none' && assigned.failure.kind === 'conflict' && round < mostRounds) continue
    if (assigned.effect !== 'done') return assigned
    const { agent, group, why } = assigned.value
    const html = composeHandOverNote(story, why)
    const noted = await helpdesk.note(ticketId, { html, private: true }, options)
    return {
      effect: 'done',
      value: {
        ticket: assigned.value.ticket,
        agent,
        group,
        why,
        note: noted.effect === 'done' ? noted.value.message : null,
        noteFailure: noted.effect === 'done' ? null : noted,
        promise: composePromise(ticketId, service, story.language),
      },
    }
  }
}

type Assign = Extract<HandOverDecision, { kind: 'assign' }>

const decide = async (
  helpdesk: Helpdesk,
  ticketId: string,
  request: HandOverRequest,
  options: CallOptions,
): Promise<Read<{ decision: HandOverDecision; ticket: Ticket }>> => {
  const read = await helpdesk.getTicket(ticketId, options)
  if (!read.ok) return read
  const ticket = read.value
  if (ticket === null)
    return { ok: false, failure: { kind: 'not-found', message: 'There is no such ticket.' } }
  const isNamed = request.agent !== null || request.group !== null
  const agents = isNamed ? await helpdesk.listAgents(options) : none
  if (!agents.ok && request.agent !== null) return agents
  const groups = isNamed ? await helpdesk.listGroups(options) : none
  if (!groups.ok) return groups
  // Whoever may not see the agents can still give a ticket to a group.
  const situation = {
    ticket,
    agents: agents.ok ? agents.value : [],
    groups: groups.value,
    load: new Map<string, number>(),
  }
  const first = decideHandOver(request, situation)
  if (first.kind !== 'assign' || first.why !== 'there' || first.group === null) {
    return { ok: true, value: { decision: first, ticket } }
  }
  const load = await loadOf(helpdesk, candidatesFor(first.group.id, situation.agents), options)
  return { ok: true, value: { decision: decideHandOver(request, { ...situation, load }), ticket } }
}

const none = { ok: true, value: [] } satisfies Read<never[]>

/** Open tickets of each, where the vendor counts them; a failure leaves the choice without figures. */
const loadOf = async (
  helpdesk: Helpdesk,
  candidates: Agent[],
  options: CallOptions,
): Promise<Map<string, number>> => {
  const load = new Map<string, number>()
  const { conditions } = helpdesk.capabilities
  const isCountable = conditions.includes('agent') && conditions.includes('status')
  if (!isCountable || candidates.length < 2 || candidates.length > mostCandidates) return load
  for (const { id } of candidates) {
    const found = await helpdesk.findTickets({ agent: id, status: ['open', 'pending'], limit: 1 }, options)
    if (!found.ok || found.value.total === null) return new Map()
    load.set(id, found.value.total)
  }
  return load
}

const assign = async (
  helpdesk: Helpdesk,
  ticket: Ticket,
  decision: Assign,
  options: CallOptions,
): Promise<Write<{ ticket: Ticket; agent: Agent | null; group: Group | null; why: HandOverReason }>> => {
  const { agent, group, why, priority, status } = decision
  const isGiven = why !== 'kept' && why !== 'unnamed'
  const edit: TicketEdit = {
    status,
    ifUnchangedSince: ticket.updatedAt,
    ...(priority === null ? {} : { priority }),
    ...(isGiven && group !== null ? { group: group.id } : {}),
    // An agent of another group would stand in the way of the new one.
    ...(isGiven ? { agent: agent?.id ?? null } : {}),
  }
  const changed = await helpdesk.change(ticket.id, edit, options)
  if (changed.effect === 'done') {
    return { effect: 'done', value: { ticket: changed.value.ticket, agent, group, why } }
  }
  const isAgentRefused =
    changed.effect === 'none' &&
    changed.failure.kind === 'invalid' &&
    agent !== null &&
    group !== null &&
    isGiven
  if (!isAgentRefused) return changed
  // An agent who may not have it, though the lists say otherwise: then the group has it, which somebody looks after.
  return assign(helpdesk, ticket, { ...decision, agent: null, why: 'agent-away' }, options)
}

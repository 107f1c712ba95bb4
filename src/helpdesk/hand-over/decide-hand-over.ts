import type { Priority } from '../../../schemas/handoff.ts'
import type { Ticket, TicketStatus } from '../../../schemas/ticket.ts'
import { findNamed } from '../find-named.ts'
import type { Failure } from '../outcome.ts'
import { refuseChoice } from '../refuse.ts'
import type { Agent, Group } from '../ticket-desk.ts'

export interface HandOverRequest {
  /** By id, e-mail or name. */
  agent: string | null
  /** By id or name. */
  group: string | null
  /** Whether somebody of the group is to be chosen when no agent is named; otherwise the group gets it. */
  pickAgent: boolean
  status: Exclude<TicketStatus, 'other'>
  /** At least so urgent: what is more urgent already stays so. */
  priority: Priority | null
}

export interface HandOverSituation {
  ticket: Ticket
  agents: Agent[]
  groups: Group[]
  /** Open tickets by the agent's id. Who is missing is not known. */
  load: ReadonlyMap<string, number>
}

/**
 * Why somebody gets it. `kept`: an agent had it already, and nobody else was asked for. `agent-away`: the agent who was named is
 * not there, so the group has it. `nobody-there`: no agent of the group is. `unnamed`: neither agent nor group were named.
 */
export type HandOverReason =
  | 'named'
  | 'least-loaded'
  | 'there'
  | 'group'
  | 'agent-away'
  | 'nobody-there'
  | 'kept'
  | 'unnamed'

export type HandOverDecision =
  | {
      kind: 'assign'
      agent: Agent | null
      group: Group | null
      /** Null: it stays as it is. */
      priority: Priority | null
      status: HandOverRequest['status']
      why: HandOverReason
    }
  | { kind: 'refused'; failure: Failure }

const urgency: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 4 }

/**
 * Decides who gets a ticket. A named agent who is known to be away gives way to the group, if there is one; of a group's agents
 * those who are there (or of whom the vendor does not tell) come into question, and of them the one with the fewest open tickets.
 * Without figures, and among equals, the ticket's number chooses, so that not always the same one gets it.
 */
export const decideHandOver = (request: HandOverRequest, situation: HandOverSituation): HandOverDecision => {
  const { ticket } = situation
  if (ticket.deleted) {
    return { kind: 'refused', failure: { kind: 'gone', message: 'The ticket is deleted or marked as spam.' } }
  }
  const named = {
    agent: lookUp('agent', request.agent, situation.agents),
    group: lookUp('group', request.group, situation.groups),
  }
  if ('failure' in named.agent) return { kind: 'refused', failure: named.agent.failure }
  if ('failure' in named.group) return { kind: 'refused', failure: named.group.failure }

  const assign = (agent: Agent | null, group: Group | null, why: HandOverReason): HandOverDecision => ({
    kind: 'assign',
    agent,
    group,
    why,
    status: request.status,
    priority: raised(ticket.priority, request.priority),
  })
  const groupOf = (id: string | null) => situation.groups.find((group) => group.id === id) ?? null
  const group = named.group.item
  const agent = named.agent.item
  if (agent !== null) {
    const own = agent.groupIds.length === 1 ? groupOf(agent.groupIds[0] ?? null) : null
    const fallback = group ?? own
    return agent.available === false && fallback !== null
      ? assign(null, fallback, 'agent-away')
      : assign(agent, group, 'named')
  }
  const isMoved = group !== null && group.id !== ticket.groupId
  if (ticket.agentId !== null && !isMoved) {
    const holder = situation.agents.find((candidate) => candidate.id === ticket.agentId) ?? null
    return assign(holder, groupOf(ticket.groupId), 'kept')
  }
  if (group === null) return assign(null, null, 'unnamed')
  if (!request.pickAgent) return assign(null, group, 'group')
  const there = candidatesFor(group.id, situation.agents)
  const chosen = choose(there, situation)
  if (chosen === null) return assign(null, group, 'nobody-there')
  return assign(chosen, group, situation.load.has(chosen.id) ? 'least-loaded' : 'there')
}

/** Agents of a group who are there, as far as the vendor tells. */
export const candidatesFor = (groupId: string, agents: Agent[]): Agent[] =>
  agents.filter((agent) => agent.groupIds.includes(groupId) && agent.available !== false)

const choose = (candidates: Agent[], { load, ticket }: HandOverSituation): Agent | null => {
  const known = candidates.filter((agent) => load.has(agent.id))
  const least = Math.min(...known.map((agent) => load.get(agent.id) ?? 0))
  const equals = known.length === 0 ? candidates : known.filter((agent) => load.get(agent.id) === least)
  return equals[Number(ticket.id.replace(/\D/g, '').slice(-9)) % Math.max(1, equals.length)] ?? null
}

const raised = (current: Priority | null, wanted: Priority | null): Priority | null =>
  wanted === null || (current !== null && urgency[current] >= urgency[wanted]) ? null : wanted

const lookUp = <T extends { id: string; name: string; email?: string | null }>(
  what: 'agent' | 'group',
  wanted: string | null,
  items: T[],
): { item: T | null } | { failure: Failure } => {
  if (wanted === null) return { item: null }
  const found = findNamed(items, wanted)
  if (found.kind === 'found') return { item: found.item }
  const message = found.kind === 'unknown' ? `There is no such ${what}.` : 'Several are called so.'
  return { failure: refuseChoice(what, message, found.choices) }
}

import type { Answer } from '../answer.ts'
import { escapeHtml } from '../escape-html.ts'
import { createRouteFinder } from '../find-route.ts'
import { type People, type PersonEdit, pickAgent, pickNamed } from '../people/people.ts'
import type { Account, StoredAgent, StoredTicket } from './account.ts'
import type { Behaviour, Call } from './call.ts'
import { addEntry } from './conversations/add-entry.ts'
import { routes } from './routes.ts'

import { priorities } from './seed-fields.ts'
import { moveStats } from './tickets/move-stats.ts'

export interface PeopleOptions {
  account: Account
  behaviour: Behaviour
  now: () => number
  origin: string
  changed: Call['changed']
}

const statuses = { open: 2, pending: 3, solved: 4, closed: 5 } as const
const words = { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' } as const
const emailSource = 1

/** What people do at Freshdesk, by what the API's own routes do, so that the account's form binds them too. */
export const createPeople = ({ account, behaviour, now, origin, changed }: PeopleOptions): People => {
  const findRoute = createRouteFinder(routes)
  const agentOf = (by: string | undefined): StoredAgent => pickAgent([...account.agents.values()], by)
  const callOf = (agent: StoredAgent, by: string | null): Call => ({
    ...{ account, behaviour, agent, by, origin, changed, now: now(), path: '', params: {} },
    query: new URLSearchParams(),
    body: { values: {}, files: [], multipart: false },
    signAttachment: () => '',
  })
  const act = (call: Call, method: string, path: string, values: Record<string, unknown> = {}): Answer => {
    const found = findRoute(method, path)
    if (found === null || !('route' in found)) throw new Error(`There is no ${method} ${path}`)
    const { route, params } = found
    const answer = route.handle({ ...call, path, params, body: { ...call.body, values } })
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${String(answer.body)}`)
    return answer
  }
  const find = (id: number): StoredTicket => {
    const ticket = account.tickets.get(id)
    if (ticket === undefined) throw new Error(`There is no ticket ${id}`)
    return ticket
  }

  const valuesOf = (ticket: StoredTicket, edit: PersonEdit): Record<string, unknown> => {
    const group = edit.group == null ? null : pickNamed(account.groups.values(), edit.group)
    const agent = edit.agent == null ? null : agentOf(edit.agent)
    // As the vendor's own page does: who is not in the new group loses the ticket.
    const isOut =
      group !== null && ticket.responderId !== null && !group.agentIds.includes(ticket.responderId)
    return {
      ...(edit.group !== undefined && { group_id: group?.id ?? null }),
      ...(isOut && { responder_id: null }),
      ...(edit.agent !== undefined && { responder_id: agent?.id ?? null }),
      ...(edit.type !== undefined && { type: edit.type }),
      ...(edit.priority !== undefined && { priority: priorities[words[edit.priority]] }),
      ...(edit.status !== undefined && { status: statuses[edit.status] }),
      ...(edit.tags !== undefined && { tags: edit.tags }),
      ...(edit.subject !== undefined && { subject: edit.subject }),
    }
  }

  return {
    write: ({ email, name, subject, text }) => {
      const description = `<div>${escapeHtml(text)}</div>`
      const values = { email, subject, description, status: 2, priority: 1, source: emailSource }
      const answer = act(callOf(agentOf(undefined), null), 'POST', '/tickets', {
        ...values,
        ...(name !== undefined && { name }),
      })
      return Number(/\/(\d+)$/.exec(answer.headers['location'] ?? '')?.[1])
    },
    answer: (ticketId, text) => {
      const ticket = find(ticketId)
      const call = callOf(agentOf(undefined), null)
      if (ticket.status >= statuses.pending && ticket.status <= statuses.closed) {
        ticket.stats = moveStats(ticket.stats, ticket.status, statuses.open, call.now)
        ticket.status = statuses.open
      }
      ticket.stats.requesterRespondedAt = call.now
      const own = { private: false, incoming: true, userId: ticket.requesterId, source: 0 }
      addEntry(ticket, { ...own, body: `<div>${escapeHtml(text)}</div>` }, call)
    },
    edit: (ticketId, edit, by) => {
      const agent = agentOf(by)
      act(callOf(agent, agent.email), 'PUT', `/tickets/${ticketId}`, valuesOf(find(ticketId), edit))
    },
    reply: (ticketId, text, by) => {
      const agent = agentOf(by)
      const body = `<div>${escapeHtml(text)}</div>`
      act(callOf(agent, agent.email), 'POST', `/tickets/${ticketId}/reply`, { body })
    },
    automate: (ticketId, edit) => {
      act(callOf(agentOf(undefined), null), 'PUT', `/tickets/${ticketId}`, valuesOf(find(ticketId), edit))
    },
    merge: (ticketId, into, by) => {
      const agent = agentOf(by)
      act(callOf(agent, agent.email), 'PUT', '/tickets/merge', { primary_id: into, ticket_ids: [ticketId] })
    },
    remove: (ticketId, by) => {
      const agent = agentOf(by)
      act(callOf(agent, agent.email), 'DELETE', `/tickets/${ticketId}`)
    },
  }
}

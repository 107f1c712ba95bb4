import type { Answer } from '../answer.ts'
import { createRouteFinder } from '../find-route.ts'
import { type People, type PersonEdit, pickAgent, pickNamed } from '../people/people.ts'
import type { Account, StoredTicket, StoredUser, Via } from './account.ts'
import type { Behaviour } from './behaviour.ts'
import type { Call } from './call.ts'
import { runDueJobs } from './jobs/jobs.ts'
import { mergeInto } from './jobs/merge-tickets.ts'
import { addUser, findByEmail, isAgent } from './people/users.ts'
import { routes } from './routes.ts'

export interface PeopleOptions {
  account: Account
  behaviour: Behaviour
  now: () => number
  origin: string
  changed: Call['changed']
}

const priorities = { low: 'low', medium: 'normal', high: 'high', urgent: 'urgent' } as const
const viaOf = (channel: string): Via => ({ channel, source: { from: {}, to: {}, rel: null } })

interface Who {
  user: StoredUser
  via: Via
}

/** What people do at Zendesk, by what the API's own routes do. */
export const createPeople = ({ account, behaviour, now, origin, changed }: PeopleOptions): People => {
  const findRoute = createRouteFinder(routes)
  const agentOf = (by: string | undefined): StoredUser =>
    pickAgent([...account.users.values()].filter(isAgent), by)
  const callOf = (who: Who, given: object): Call => ({
    ...{ account, behaviour, origin, changed, now: now(), path: '', params: {}, ...who },
    query: new URLSearchParams(),
    body: { ...given },
    bytes: new Uint8Array(),
    contentType: 'application/json',
    idempotencyKey: null,
  })
  const act = (who: Who, method: string, path: string, given: object): Answer => {
    const found = findRoute(method, path)
    if (found === null || !('route' in found)) throw new Error(`There is no ${method} ${path}`)
    runDueJobs(account, now())
    const answer = found.route.handle({ ...callOf(who, given), path, params: found.params })
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${String(answer.body)}`)
    return answer
  }
  const find = (id: number): StoredTicket => {
    const ticket = account.tickets.get(id)
    if (ticket === undefined) throw new Error(`There is no ticket ${id}`)
    return ticket
  }
  const userOf = (id: number): StoredUser => {
    const user = account.users.get(id)
    if (user === undefined) throw new Error(`There is no user ${id}`)
    return user
  }

  const ticketOf = (edit: PersonEdit): Record<string, unknown> => ({
    ...(edit.group !== undefined && {
      group_id: edit.group === null ? null : pickNamed(account.groups.values(), edit.group).id,
    }),
    ...(edit.agent !== undefined && { assignee_id: edit.agent === null ? null : agentOf(edit.agent).id }),
    ...(edit.type !== undefined && { type: edit.type }),
    ...(edit.priority !== undefined && { priority: priorities[edit.priority] }),
    ...(edit.status !== undefined && { status: edit.status }),
    ...(edit.tags !== undefined && { tags: edit.tags }),
    ...(edit.subject !== undefined && { subject: edit.subject }),
  })

  const byAgent = (by: string | undefined) => ({ user: agentOf(by), via: viaOf('web') })

  return {
    write: ({ email, name, subject, text }) => {
      const own = { name: name ?? email, email, phone: null, externalId: null }
      const user = findByEmail(account, email) ?? addUser(account, own, now())
      const ticket = { subject, comment: { body: text }, requester_id: user.id }
      const answer = act({ user, via: viaOf('email') }, 'POST', '/tickets', { ticket })
      return Number(/\/(\d+)\.json$/.exec(answer.headers['location'] ?? '')?.[1])
    },
    answer: (ticketId, text) => {
      const user = userOf(find(ticketId).requesterId)
      const ticket = { comment: { body: text, public: true } }
      act({ user, via: viaOf('email') }, 'PUT', `/tickets/${ticketId}`, { ticket })
    },
    edit: (ticketId, edit, by) => {
      act(byAgent(by), 'PUT', `/tickets/${ticketId}`, { ticket: ticketOf(edit) })
    },
    reply: (ticketId, text, by) => {
      act(byAgent(by), 'PUT', `/tickets/${ticketId}`, { ticket: { comment: { body: text, public: true } } })
    },
    automate: (ticketId, edit, rule = 'Automation') => {
      const via: Via = {
        channel: 'rule',
        source: { from: { id: 1, title: rule }, to: {}, rel: 'automation' },
      }
      act({ user: agentOf(undefined), via }, 'PUT', `/tickets/${ticketId}`, { ticket: ticketOf(edit) })
    },
    // At once, without a job of the API's.
    merge: (ticketId, into, by) => {
      const target = find(into)
      const comments = { target_comment: `Request #${ticketId} was closed and merged.` }
      if (target.status === 'closed' || target.status === 'deleted')
        throw new Error(`Ticket ${into} takes no others in.`)
      const [result] = mergeInto(callOf(byAgent(by), comments), target, [ticketId])
      if (result?.success !== true) throw new Error(result?.details ?? 'It was not merged.')
    },
    remove: (ticketId, by) => {
      act(byAgent(by), 'DELETE', `/tickets/${ticketId}`, {})
    },
  }
}

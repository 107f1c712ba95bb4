import { jsonAnswer } from '../../answer.ts'
import type { Account, StoredAgent } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageAnswer } from '../paging.ts'
import { faultOf, invalid, notFound } from '../problems.ts'
import { isSameEmail } from './find-person.ts'

/** Name and e-mail of an agent are in its `contact`. */
const convertToAgentJson = (agent: StoredAgent, account: Account): Record<string, unknown> => ({
  available: agent.available,
  occasional: agent.occasional,
  id: agent.id,
  signature: null,
  ticket_scope: 1,
  type: 'support_agent',
  group_ids: [...account.groups.values()]
    .filter((group) => group.agentIds.includes(agent.id))
    .map((group) => group.id),
  role_ids: [],
  skill_ids: [],
  available_since: null,
  created_at: formatTime(agent.createdAt),
  updated_at: formatTime(agent.updatedAt),
  contact: {
    active: true,
    email: agent.email,
    job_title: null,
    language: 'en',
    last_login_at: null,
    mobile: agent.mobile,
    name: agent.name,
    phone: agent.phone,
    time_zone: 'Madrid',
    created_at: formatTime(agent.createdAt),
    updated_at: formatTime(agent.updatedAt),
  },
})

const states = ['fulltime', 'occasional']

export const agentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agents/me',
    permission: null,
    handle: (call) => jsonAnswer(200, convertToAgentJson(call.agent, call.account)),
  },
  {
    method: 'GET',
    path: '/agents/autocomplete',
    permission: 'agents:view',
    query: ['term'],
    handle: (call: Call) => {
      const term = (call.query.get('term') ?? '').toLowerCase()
      const found = [...call.account.agents.values()].filter((agent) =>
        [agent.email, ...agent.name.split(' ')].some((word) => word.toLowerCase().startsWith(term)),
      )
      return jsonAnswer(
        200,
        found.map(({ id, name, email }) => ({ id, name, email, avatar: null })),
      )
    },
  },
  {
    method: 'GET',
    path: '/agents',
    permission: 'agents:view',
    query: ['email', 'mobile', 'phone', 'state', 'page', 'per_page'],
    handle: (call: Call) => {
      const { query, behaviour } = call
      const state = query.get('state')
      if (state !== null && !states.includes(state)) return invalid([faultOf.choice('state', states)])
      const email = query.get('email')
      const found = [...call.account.agents.values()].filter(
        (agent) =>
          (email === null || isSameEmail(agent.email, email, behaviour)) &&
          (!query.has('mobile') || agent.mobile === query.get('mobile')) &&
          (!query.has('phone') || agent.phone === query.get('phone')) &&
          (state === null || agent.occasional === (state === 'occasional')),
      )
      return pageAnswer(call, found, (agent) => convertToAgentJson(agent, call.account))
    },
  },
  {
    method: 'GET',
    path: '/agents/:id',
    permission: 'agents:view',
    handle: (call: Call) => {
      const agent = call.account.agents.get(numberParam(call, 'id'))
      return agent ? jsonAnswer(200, convertToAgentJson(agent, call.account)) : notFound()
    },
  },
]

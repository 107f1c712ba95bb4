import type { StoredTicket, TicketState } from '../account.ts'
import type { Call } from '../call.ts'
import { commentsOf } from '../tickets/add-comment.ts'

interface Term {
  negated: boolean
  key: string | null
  operator: string
  value: string
}

const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed']
const priorities = ['low', 'normal', 'high', 'urgent']

/** Splits a query into its terms; quotes keep words together. */
const parseTerms = (query: string): Term[] =>
  [...query.matchAll(/(-?)(?:([a-z_]+[0-9]*)(:|<=|>=|<|>))?("[^"]*"|\S+)/gi)].map((match) => ({
    negated: match[1] === '-',
    key: match[2]?.toLowerCase() ?? null,
    operator: match[3] ?? ':',
    value: (match[4] ?? '').replaceAll('"', ''),
  }))

const compare = (order: number, operator: string): boolean => {
  switch (operator) {
    case '<':
      return order < 0
    case '>':
      return order > 0
    case '<=':
      return order <= 0
    case '>=':
      return order >= 0
    default:
      return order === 0
  }
}

/** `type:organization`: the words that are looked for; null: it is not organizations that are asked for. */
export const wordsForOrganizations = (query: string): string[] | null => {
  const terms = parseTerms(query)
  return terms.some(({ key, value }) => key === 'type' && value === 'organization')
    ? terms.filter(({ key }) => key === null).map(({ value }) => value)
    : null
}

/** Terms of one key are alternatives, as the vendor has it for everything but tags; terms of several keys all hold. */
export const createTicketMatcher = (
  call: Call,
  query: string,
): ((ticket: StoredTicket, state: TicketState) => boolean) => {
  const terms = parseTerms(query).filter(({ key }) => key !== 'order_by' && key !== 'sort')
  const isAlone = ({ key, negated, operator }: Term) =>
    key === null || key === 'tags' || negated || operator !== ':'
  const alternatives = Map.groupBy(
    terms.filter((term) => !isAlone(term)),
    ({ key }) => key,
  )
  return (ticket, state) => {
    const holds = (term: Term) => matchTerm(call, term, ticket, state) !== term.negated
    return (
      terms.filter(isAlone).every(holds) && [...alternatives.values()].every((group) => group.some(holds))
    )
  }
}

const matchTerm = (call: Call, term: Term, ticket: StoredTicket, state: TicketState): boolean => {
  const { key, operator, value } = term
  const { account } = call
  const isPerson = (id: number | null): boolean => {
    if (value === 'none') return id === null
    const user = id === null ? undefined : account.users.get(id)
    const names = user === undefined ? [] : [String(user.id), user.email, user.name]
    return names.some((name) => name?.toLowerCase() === value.toLowerCase())
  }
  const isTime = (at: number): boolean => {
    const wanted = Date.parse(value)
    // A day without a time means all of it.
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && operator === ':')
      return new Date(at).toISOString().slice(0, 10) === value
    return compare(Math.floor(at / 1000) - Math.floor(wanted / 1000), operator)
  }
  switch (key) {
    case null: {
      const texts = commentsOf(call, ticket.id).map((comment) => comment.plainBody)
      const words = value.toLowerCase().replace(/\*$/, '')
      return [state.subject, ...texts].some((text) => text.toLowerCase().includes(words))
    }
    case 'type':
      return value === 'ticket'
    case 'status':
      return compare(statuses.indexOf(state.status) - statuses.indexOf(value), operator)
    case 'priority':
      return compare(priorities.indexOf(state.priority ?? '') - priorities.indexOf(value), operator)
    case 'ticket_type':
      return state.type === value
    case 'tags':
      return value === 'none'
        ? state.tags.length === 0
        : state.tags.some((tag) => tag.toLowerCase() === value.toLowerCase())
    case 'requester':
      return isPerson(state.requesterId)
    case 'assignee':
      return isPerson(state.assigneeId)
    case 'group': {
      const group = state.groupId === null ? undefined : account.groups.get(state.groupId)
      return [String(group?.id), group?.name.toLowerCase()].includes(value.toLowerCase())
    }
    case 'external_id':
      return state.externalId === value
    case 'created':
      return isTime(ticket.createdAt)
    case 'updated':
      return isTime(state.updatedAt)
    default: {
      const id = /^custom_field_(\d+)$/.exec(key)?.[1]
      const stored = id === undefined ? undefined : state.fields[id]
      return Array.isArray(stored) ? stored.includes(value) : String(stored) === value
    }
  }
}

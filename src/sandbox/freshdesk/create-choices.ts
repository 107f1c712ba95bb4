import { type Choices, pickNamed } from '../people/people.ts'
import type { Account } from './account.ts'

/** The account's groups and ticket types, changed as an administrator does. Tickets are changed without anybody being told. */
export const createChoices = (account: Account, now: () => number): Choices => {
  const types = () => {
    const field = account.fields.find(({ name }) => name === 'ticket_type')
    if (field === undefined) throw new Error('The account has no types.')
    return field.choices
  }
  const placeOf = (type: string): number => {
    const place = types().indexOf(type)
    if (place < 0) throw new Error(`There is no type ${type}: ${types().join(', ')}`)
    return place
  }
  return {
    addGroup: (name, agents = []) => {
      const id = account.nextId()
      const members = [...account.agents.values()].filter(({ email }) => agents.includes(email))
      const stamps = { createdAt: now(), updatedAt: now() }
      account.groups.set(id, { id, name, agentIds: members.map((agent) => agent.id), ...stamps })
      return id
    },
    renameGroup: (name, to) => {
      Object.assign(pickNamed(account.groups.values(), name), { name: to, updatedAt: now() })
    },
    removeGroup: (name) => {
      const { id } = pickNamed(account.groups.values(), name)
      account.groups.delete(id)
      for (const ticket of account.tickets.values()) if (ticket.groupId === id) ticket.groupId = null
    },
    addType: (type) => {
      types().push(type)
    },
    renameType: (type, to) => {
      types()[placeOf(type)] = to
      for (const ticket of account.tickets.values()) if (ticket.type === type) ticket.type = to
    },
    removeType: (type) => {
      types().splice(placeOf(type), 1)
    },
  }
}

import { type Choices, pickNamed } from '../people/people.ts'
import type { Account } from './account.ts'

/** The account's groups and types, changed as an administrator does. The types have fixed names: one can be taken off, and put back. */
export const createChoices = (account: Account): Choices => {
  const types = () => {
    const field = [...account.fields.values()].find(({ type }) => type === 'tickettype')
    if (field === undefined) throw new Error('The account has no types.')
    return field.systemOptions
  }
  return {
    addGroup: (name, agents = []) => {
      const id = account.nextId()
      const members = [...account.users.values()].filter(({ email }) => agents.includes(email ?? ''))
      account.groups.set(id, { id, name, memberIds: members.map((user) => user.id) })
      return id
    },
    renameGroup: (name, to) => {
      pickNamed(account.groups.values(), name).name = to
    },
    removeGroup: (name) => {
      const { id } = pickNamed(account.groups.values(), name)
      account.groups.delete(id)
      for (const ticket of account.tickets.values()) if (ticket.groupId === id) ticket.groupId = null
    },
    addType: (type) => {
      types().push({ name: type, value: type })
    },
    renameType: () => {
      throw new Error('Zendesk’s types cannot be renamed.')
    },
    removeType: (type) => {
      const place = types().findIndex(({ value }) => value === type)
      if (place < 0) throw new Error(`There is no type ${type}.`)
      types().splice(place, 1)
    },
  }
}

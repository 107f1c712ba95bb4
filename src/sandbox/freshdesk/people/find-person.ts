import type { Account, StoredAgent, StoredContact } from '../account.ts'
import type { Behaviour } from '../call.ts'

export const isSameEmail = (one: string | null, other: string, behaviour: Behaviour): boolean =>
  one !== null &&
  // Most addresses differ in length: a look at that spares thousands of comparisons a call.
  one.length === other.length &&
  (behaviour.emailIsCaseInsensitive ? one.toLowerCase() === other.toLowerCase() : one === other)

/** A contact by e-mail, deleted ones included: a deleted contact still holds its address. */
export const findContactByEmail = (
  account: Account,
  email: string,
  behaviour: Behaviour,
): StoredContact | undefined => {
  for (const contact of account.contacts.values()) {
    if (isSameEmail(contact.email, email, behaviour)) return contact
    if (contact.otherEmails.some((other) => isSameEmail(other, email, behaviour))) return contact
  }
  return undefined
}

/** Whoever has this address. Agents are requesters too. */
export const findPersonByEmail = (
  account: Account,
  email: string,
  behaviour: Behaviour,
): StoredContact | StoredAgent | undefined =>
  findContactByEmail(account, email, behaviour) ??
  [...account.agents.values()].find((agent) => isSameEmail(agent.email, email, behaviour))

export const findContact = (
  account: Account,
  isWanted: (contact: StoredContact) => boolean,
): StoredContact | undefined => {
  for (const contact of account.contacts.values()) if (isWanted(contact)) return contact
  return undefined
}

/**
 * What the people of an account do, and its rules, behind the API's back: no rate limit, no fault, no line in the log of calls. The
 * same words for every vendor. Each throws when the help desk would not let them do it.
 */
export interface People {
  /** A customer writes, by e-mail: a new ticket, whose id is answered. */
  write(mail: CustomerMail): number
  /** The ticket's customer writes again, which opens a pending or solved one. */
  answer(ticketId: number, text: string): void
  /** `by`: an agent's e-mail; the account's second agent when left out, since the first is the API's. */
  edit(ticketId: number, edit: PersonEdit, by?: string): void
  reply(ticketId: number, text: string, by?: string): void
  /** A rule of the account does it, by the name of `rule`. */
  automate(ticketId: number, edit: PersonEdit, rule?: string): void
  /** Closes `ticketId`, and leaves a note in both. */
  merge(ticketId: number, into: number, by?: string): void
  remove(ticketId: number, by?: string): void
}

export interface CustomerMail {
  email: string
  name?: string
  subject: string
  /** Plain text. */
  text: string
}

/** Groups and agents by name or e-mail; null takes off. What is left out stays as it is. */
export interface PersonEdit {
  group?: string | null
  agent?: string | null
  type?: string | null
  priority?: 'low' | 'medium' | 'high' | 'urgent'
  status?: 'open' | 'pending' | 'solved' | 'closed'
  /** Replaces the ticket's tags. */
  tags?: string[]
  subject?: string
}

/** How an administrator changes the account's choices while it runs. Each throws when there is no such choice. */
export interface Choices {
  addGroup(name: string, agents?: readonly string[]): number
  renameGroup(name: string, to: string): void
  /** Tickets of the group are left without one. */
  removeGroup(name: string): void
  addType(type: string): void
  /** Tickets of the type get the new name. */
  renameType(type: string, to: string): void
  /** Tickets keep the type; no further one may get it. */
  removeType(type: string): void
}

/** The one of that name. Throws, with those that there are, when there is none. */
export const pickNamed = <T extends { name: string }>(items: Iterable<T>, name: string): T => {
  const all = [...items]
  const found = all.find((item) => item.name === name)
  if (found === undefined) throw new Error(`There is no ${name}: ${all.map((item) => item.name).join(', ')}`)
  return found
}

/** The agent of that e-mail or name; without one, the account's second agent, or its only one. */
export const pickAgent = <T extends { name: string; email: string | null }>(
  agents: readonly T[],
  by: string | undefined,
): T => {
  const found =
    by === undefined
      ? (agents[1] ?? agents[0])
      : agents.find(({ name, email }) => email === by || name === by)
  if (found === undefined) throw new Error(`There is no agent ${by ?? ''}`)
  return found
}

/** What the pages show of an account, whichever vendor's. Times are ms since the epoch; bodies are HTML of the account. */
export interface ShownAccount {
  vendor: string
  /** Address of a ticket's page up to its id, as the vendor's agents have it. */
  ticketPath: string
  count(): number
  /** At most `limit`, the newest first. */
  newest(limit: number): ShownTicket[]
  find(id: number): ShownTicket | null
}

export interface ShownTicket {
  id: number
  subject: string | null
  requester: string
  createdAt: number
  status: string
  deleted: boolean
  badges: string[]
  body: string
  files: string[]
  entries: ShownEntry[]
}

export interface ShownEntry {
  kind: 'reply' | 'publicNote' | 'privateNote'
  fromCustomer: boolean
  author: string
  at: number
  body: string
}

/** Name and how to reach a person, as one line. */
export const describePerson = (
  id: number,
  person: { name: string | null; email: string | null; phone?: string | null } | undefined,
): string =>
  person === undefined
    ? String(id)
    : [person.name, person.email ?? person.phone ?? null].filter((part) => part !== null).join(' · ')

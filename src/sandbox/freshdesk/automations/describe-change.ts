import type { Account, StoredTicket } from '../account.ts'
import { priorities } from '../seed-fields.ts'
import type { EventWords, WatchedField } from './automation.ts'

type Watched = Pick<StoredTicket, 'groupId' | 'priority' | 'type' | 'status' | 'responderId'>

/** One field as agents see it; null: nothing. */
export const labelOf = (field: WatchedField, ticket: Watched, account: Account): string | null => {
  switch (field) {
    case 'group':
      return account.groups.get(ticket.groupId ?? 0)?.name ?? null
    case 'agent':
      return account.agents.get(ticket.responderId ?? 0)?.name ?? null
    case 'type':
      return ticket.type
    case 'status':
      return account.statuses.find(({ id }) => id === ticket.status)?.label ?? String(ticket.status)
    case 'priority':
      return Object.entries(priorities).find(([, id]) => id === ticket.priority)?.[0] ?? null
    default:
      return field satisfies never
  }
}

export interface FieldChange {
  field: WatchedField
  from: string | null
  to: string | null
}

/** Pseudo-text as `{status:{from:Open,to:Pending}}`: no JSON, and labels may hold anything. */
export const describeChanges = (changes: readonly FieldChange[], words: EventWords): string => {
  const parts = changes.map(({ field, from, to }) => {
    const name = words.names[field] ?? field
    return `${name}:{from:${from ?? words.nothing},to:${to ?? words.nothing}}`
  })
  return `{${parts.join(',')}}`
}

import type { Filed, KeptOutcome } from '../../schemas/kept.ts'
import type { Ticket } from '../../schemas/ticket.ts'
import { comparable, isSameLabel } from '../helpdesk/comparable.ts'

/** Zendesk puts it on a ticket that was merged into another: nobody files that one any more. */
const mergedTag = 'closed_by_merge'

export type SeenTicket = Pick<Ticket, 'type' | 'tags' | 'groupId' | 'deleted'>

/**
 * Whether a ticket is still filed as a classification had it. Changed: its type or group is another one now, or its tags were replaced by
 * those of another configured category. Kept: nothing of that, and at least one of them is there as it was written. Untold: none of them
 * was written or can be seen, or the ticket is gone (null), deleted or merged away. An emptied type or group says nothing: help desks
 * empty them too, when a choice is taken out of the account.
 */
export const decideKept = (
  filed: Pick<Filed, 'category' | 'type' | 'group' | 'tags'>,
  ticket: SeenTicket | null,
  account: {
    /** The id of the group that it was filed under; null: none, or the account has none of that name. */
    groupId: string | null
    /** The tags of each configured category. */
    categoryTags: Readonly<Record<string, readonly string[]>>
  },
): KeptOutcome => {
  if (ticket === null || ticket.deleted || ticket.tags.includes(mergedTag)) return 'untold'
  const signs = [
    compare(filed.type, ticket.type, isSameLabel),
    compare(account.groupId, ticket.groupId, (one, other) => one === other),
    compareTags(filed, new Set(ticket.tags.map(keyOf)), account.categoryTags),
  ]
  if (signs.includes('changed')) return 'changed'
  return signs.includes('kept') ? 'kept' : 'untold'
}

const compare = (
  filed: string | null,
  now: string | null,
  isSame: (one: string, other: string) => boolean,
): KeptOutcome => {
  if (filed === null || now === null) return 'untold'
  return isSame(filed, now) ? 'kept' : 'changed'
}

const compareTags = (
  { category, tags }: Pick<Filed, 'category' | 'tags'>,
  now: ReadonlySet<string>,
  categoryTags: Readonly<Record<string, readonly string[]>>,
): KeptOutcome => {
  const own = new Set(tags.map(keyOf))
  if (own.size === 0) return 'untold'
  if (own.isSubsetOf(now)) return 'kept'
  const isReplaced = Object.entries(categoryTags).some(([name, others]) => {
    if (name === category) return false
    const other = new Set(others.map(keyOf))
    // What both have tells them not apart.
    const [gone, come] = [own.difference(other), other.difference(own)]
    return come.size > 0 && come.isSubsetOf(now) && gone.size > 0 && gone.isDisjointFrom(now)
  })
  return isReplaced ? 'changed' : 'untold'
}

// Help desks cut tags, and write other signs for spaces and commas.
const keyOf = (tag: string): string => comparable(tag.replaceAll(',', ' ')).slice(0, 32).trim()

import type { Ticket } from '../../../schemas/ticket.ts'
import type { FieldChange } from '../../../schemas/triage.ts'
import type { AccountChoices } from './account-choices.ts'
import { isSameValue, presentValue } from './present-value.ts'

/**
 * Whether a field holds now what a change made of it (`after`), or what was there before. A group is told by its id, so that it is the
 * same one also when it was renamed; where the plan has none, by its name, and to the letter where there is one of exactly that name. Pure.
 */
export function holdsValue(
  ticket: Ticket,
  change: FieldChange,
  which: 'before' | 'after',
  choices: AccountChoices,
): boolean {
  const { field, ids } = change
  if (field === 'group' && ids !== undefined) return ticket.groupId === ids[which]
  const [present, value] = [presentValue(ticket, field, choices), change[which]]
  const isExact = field === 'group' && choices.groups?.some(({ name }) => name === value) === true
  return isExact ? present === value : isSameValue(present, value)
}

import type { Ticket } from '../../../schemas/ticket.ts'
import type { ValueField } from '../../../schemas/triage.ts'
import { comparable } from '../../helpdesk/comparable.ts'
import { type AccountChoices, nameGroup } from './account-choices.ts'

/** What a field of a ticket holds now, in the words of the configuration: a group by its name. Null: nothing. */
export function presentValue(ticket: Ticket, field: ValueField, choices: AccountChoices): string | null {
  switch (field) {
    case 'group':
      return nameGroup(choices, ticket.groupId)
    case 'priority':
      return ticket.priority
    case 'type':
      return ticket.type
    default:
      return field satisfies never
  }
}

/** Whether two values of a field are the same one; case, accents and white space do not tell them apart. */
export function isSameValue(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : comparable(one) === comparable(other)
}

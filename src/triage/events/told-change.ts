import type { ToldChange } from '../../../schemas/triage.ts'

/** What a hint keeps of one event at most. */
export const mostChanges = 20
// A value is a choice of the account; what is longer is no choice, and may be somebody's words.
const longestValue = 200

// Freshdesk and Zendesk name a field differently from place to place: `ticket_type`, `group_id`, `group_assignment`.
const fields = new Map([
  ['group', 'group'],
  ['groupid', 'group'],
  ['groupname', 'group'],
  ['groupassignment', 'group'],
  ['assignedgroup', 'group'],
  ['priority', 'priority'],
  ['priorityid', 'priority'],
  ['type', 'type'],
  ['status', 'status'],
  ['statusid', 'status'],
])

// How "no value" is worded, where it has a word at all; see reference of both vendors: none of it is documented.
const noValue = new Set(['', '-', '--', 'nil', 'null', 'none'])

const readValue = (value: unknown): string | null | undefined => {
  if (value === null) return null
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text.length > longestValue) return undefined
  return noValue.has(text.toLowerCase()) ? null : text
}

/**
 * A change as an event tells it, under our name of the field: `group`, `priority`, `type` or `status`. Null for other fields (a subject
 * or an agent's name is none of our business and is not stored), for values that are no choices, and where neither differs.
 */
export const toldChange = (field: string, from: unknown, to: unknown): ToldChange | null => {
  const name = fields.get(
    field
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/^ticket/, ''),
  )
  const [before, after] = [readValue(from), readValue(to)]
  if (name === undefined || before === undefined || after === undefined || before === after) return null
  return { field: name, from: before, to: after }
}

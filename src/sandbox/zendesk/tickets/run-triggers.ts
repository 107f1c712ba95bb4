import { pickNamed } from '../../people/people.ts'
import type { AuditEvent, FieldValue, StoredTicket, Via } from '../account.ts'
import type { Call } from '../call.ts'

/** Runs the account's triggers on a new ticket, in their order; answers what they did. */
export const runTriggers = (call: Call, ticket: StoredTicket): AuditEvent[] => {
  const { account, behaviour } = call
  const events: AuditEvent[] = []
  for (const [index, { title, contains, set }] of behaviour.triggers.entries()) {
    const text = `${ticket.subject}\n${ticket.description}`.toLowerCase()
    if (contains !== undefined && !text.includes(contains.toLowerCase())) continue
    const via: Via = {
      channel: 'rule',
      source: { from: { id: index + 1, title }, to: {}, rel: 'trigger' },
    }
    const change = (name: string, previous: FieldValue, value: FieldValue) => {
      if (String(previous) === String(value)) return
      const own = { field_name: name, value, previous_value: previous, via }
      events.push({ id: account.nextId(), type: 'Change', ...own })
    }
    if (set.group !== undefined) {
      const { id } = pickNamed(account.groups.values(), set.group)
      change('group_id', ticket.groupId === null ? null : String(ticket.groupId), String(id))
      ticket.groupId = id
    }
    if (set.priority !== undefined) {
      change('priority', ticket.priority, set.priority)
      ticket.priority = set.priority
    }
    if (set.type !== undefined) {
      change('type', ticket.type, set.type)
      ticket.type = set.type
    }
    if (set.tags !== undefined) {
      const tags = [...new Set([...ticket.tags, ...set.tags])]
      change('tags', ticket.tags, tags)
      ticket.tags = tags
    }
  }
  return events
}

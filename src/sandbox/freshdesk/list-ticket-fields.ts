import { jsonAnswer } from '../answer.ts'
import type { StoredField } from './account.ts'
import type { Call, Route } from './call.ts'
import { formatTime } from './format-time.ts'
import { priorities } from './seed-fields.ts'

const byName = (items: Iterable<{ id: number; name: string }>): Record<string, number> =>
  Object.fromEntries([...items].map(({ id, name }) => [name, id]))

/** The shape of `choices` depends on the field's type; fields without choices have none. */
const choicesOf = (field: StoredField, { account, behaviour }: Call): unknown => {
  switch (field.type) {
    case 'default_status':
      return Object.fromEntries(
        account.statuses.map(({ id, label, customerLabel }) => [id, [label, customerLabel ?? label]]),
      )
    case 'default_priority':
      return priorities
    case 'default_source':
      return behaviour.sources
    case 'default_group':
      return byName(account.groups.values())
    case 'default_agent':
      return byName(account.agents.values())
    case 'default_product':
      return byName(account.products.values())
    case 'default_ticket_type':
    case 'custom_dropdown':
      return field.choices
    case 'nested_field':
      return field.tree
    default:
      return undefined
  }
}

const convertToFieldJson = (field: StoredField, index: number, call: Call): Record<string, unknown> => {
  const choices = choicesOf(field, call)
  const createdAt = formatTime(call.agent.createdAt)
  return {
    id: field.id,
    name: field.name,
    label: field.label,
    description: null,
    position: index + 1,
    required_for_closure: field.requiredForClosure,
    required_for_agents: field.requiredForAgents,
    type: field.type,
    default: !field.custom,
    customers_can_edit: true,
    customers_can_filter: false,
    label_for_customers: field.label,
    required_for_customers: false,
    displayed_to_customers: true,
    created_at: createdAt,
    updated_at: createdAt,
    ...(choices !== undefined && { choices }),
    ...(field.levels.length > 0 && {
      nested_ticket_fields: field.levels.map((level) => ({
        ...level,
        label_in_portal: level.label,
        ticket_field_id: field.id,
        created_at: createdAt,
        updated_at: createdAt,
      })),
    }),
  }
}

/** Any agent who may create tickets may read the form. */
export const listTicketFieldsRoute: Route = {
  method: 'GET',
  path: '/ticket_fields',
  permission: 'tickets:create',
  query: ['type'],
  handle: (call) => {
    const type = call.query.get('type')
    const shown = call.account.fields
      .map((field, index) => ({ field, index }))
      .filter(({ field }) => type === null || field.type === type)
    return jsonAnswer(
      200,
      shown.map(({ field, index }) => convertToFieldJson(field, index, call)),
    )
  },
}

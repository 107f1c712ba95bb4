import type { FreshdeskTicketField } from '../../../schemas/freshdesk/ticket-field.ts'
import type { AccountField, FieldKind } from '../fields/account-field.ts'
import { parseChoices, parseChoiceTree } from './parse-choices.ts'

// Names in the ticket form differ from the keys of a ticket. https://developers.freshdesk.com/api/#ticket-fields
const ticketKeys: Record<string, string> = {
  ticket_type: 'type',
  agent: 'responder_id',
  group: 'group_id',
  product: 'product_id',
  requester: 'requester_id',
  company: 'company_id',
}

const kinds: Record<string, FieldKind> = {
  custom_text: 'text',
  custom_paragraph: 'paragraph',
  custom_number: 'number',
  custom_decimal: 'decimal',
  custom_checkbox: 'checkbox',
  custom_date: 'date',
  custom_dropdown: 'dropdown',
  nested_field: 'nested',
  default_ticket_type: 'dropdown',
  default_status: 'dropdown',
  default_priority: 'dropdown',
  default_source: 'dropdown',
  default_group: 'dropdown',
  default_agent: 'dropdown',
  default_product: 'dropdown',
}

/** Reads `GET /ticket_fields`. Unknown kinds of field become `other`, whose values are passed on as they are. */
export const parseTicketFields = (fields: FreshdeskTicketField[]): AccountField[] => fields.map(parseField)

const parseField = (field: FreshdeskTicketField): AccountField => {
  const custom = !field.type.startsWith('default_')
  const kind = kinds[field.type] ?? 'other'
  const key = custom ? field.name : (ticketKeys[field.name] ?? field.name)
  const names = namesOf(field)
  const lower = [...(field.nested_ticket_fields ?? [])].sort((a, b) => (a.level ?? 0) - (b.level ?? 0))
  return {
    key,
    names,
    kind,
    custom,
    required: field.required_for_agents ?? false,
    choices: kind === 'nested' ? [] : parseChoices(field.choices),
    tree: kind === 'nested' ? parseChoiceTree(field.choices) : new Map(),
    levels:
      kind === 'nested'
        ? [{ key, names }, ...lower.map((level) => ({ key: level.name, names: namesOf(level) }))]
        : [],
  }
}

const namesOf = (field: {
  name: string
  label?: string | null | undefined
  label_for_customers?: string | null | undefined
}): string[] =>
  [
    ...[field.label, field.label_for_customers].filter((label) => typeof label === 'string' && label !== ''),
    field.name,
    field.name.replace(/^cf_/, ''),
  ].filter((name) => typeof name === 'string')

import type { StoredField } from './account.ts'
import type { CustomFieldOption, FieldKind, FieldOptions, StatusOption } from './options.ts'

/** 6 and 7 exist on many accounts, not on all. */
export const usualStatuses: readonly StatusOption[] = [
  { id: 2, label: 'Open', customerLabel: 'Being Processed' },
  { id: 3, label: 'Pending', customerLabel: 'Awaiting your Reply' },
  { id: 4, label: 'Resolved', customerLabel: 'This ticket has been Resolved' },
  { id: 5, label: 'Closed', customerLabel: 'This ticket has been Closed' },
  { id: 6, label: 'Waiting on Customer', customerLabel: 'Awaiting your Reply' },
  { id: 7, label: 'Waiting on Third Party', customerLabel: 'Being Processed' },
]

export const usualTypes: readonly string[] = ['Question', 'Incident', 'Problem', 'Feature Request', 'Refund']

export const usualSources: Readonly<Record<string, number>> = {
  Email: 1,
  Portal: 2,
  Phone: 3,
  Chat: 7,
  'Feedback Widget': 9,
  'Outbound Email': 10,
}

export const priorities: Readonly<Record<string, number>> = { Low: 1, Medium: 2, High: 3, Urgent: 4 }

/** Name in `/ticket_fields`, name in a ticket, label. */
const defaults: readonly [name: string, key: string, label: string][] = [
  ['requester', 'requester_id', 'Search a requester'],
  ['company', 'company_id', 'Company'],
  ['subject', 'subject', 'Subject'],
  ['ticket_type', 'type', 'Type'],
  ['source', 'source', 'Source'],
  ['status', 'status', 'Status'],
  ['priority', 'priority', 'Priority'],
  ['group', 'group_id', 'Group'],
  ['agent', 'responder_id', 'Agent'],
  ['product', 'product_id', 'Product'],
  ['description', 'description', 'Description'],
]

const customTypes: Record<FieldKind, string> = {
  text: 'custom_text',
  paragraph: 'custom_paragraph',
  number: 'custom_number',
  decimal: 'custom_decimal',
  checkbox: 'custom_checkbox',
  date: 'custom_date',
  dropdown: 'custom_dropdown',
  nested: 'nested_field',
}

const createCustomField = (option: CustomFieldOption, nextId: () => number): StoredField => ({
  id: nextId(),
  name: option.name,
  key: option.name,
  label: option.label ?? option.name,
  type: customTypes[option.kind],
  custom: true,
  requiredForAgents: option.requiredForAgents ?? false,
  requiredForClosure: option.requiredForClosure ?? false,
  choices: [...(option.choices ?? [])],
  tree: structuredClone(option.tree ?? {}),
  levels: (option.levels ?? []).map((level, index) => ({ id: nextId(), ...level, level: index + 2 })),
})

/** The account's form: the default fields, then the custom ones. */
export const createFields = (options: FieldOptions, nextId: () => number): StoredField[] => {
  const required = new Set(['requester', 'subject', 'description', ...(options.required ?? [])])
  const requiredForClosure = new Set(options.requiredForClosure ?? [])
  const own = defaults.map(
    ([name, key, label]): StoredField => ({
      id: nextId(),
      name,
      key,
      label,
      type: `default_${name}`,
      custom: false,
      requiredForAgents: required.has(name),
      requiredForClosure: requiredForClosure.has(name),
      choices: name === 'ticket_type' ? [...(options.types ?? usualTypes)] : [],
      tree: {},
      levels: [],
    }),
  )
  return [...own, ...(options.custom ?? []).map((option) => createCustomField(option, nextId))]
}

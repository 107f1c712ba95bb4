import type { ZendeskField } from '../../../schemas/zendesk/account.ts'
import type { Choice } from '../fields/account-field.ts'
import type { FieldSchema } from '../helpdesk.ts'

/** A field of the account's ticket form, with its vendor's peculiarities read out of it. */
export interface AccountField {
  id: number
  /** `type`, `status`, … for the system's own; the id, as text, for the account's. */
  key: string
  title: string
  kind: FieldSchema['fields'][number]['kind']
  custom: boolean
  /** Several choices at once. */
  multiple: boolean
  /** What a ticket holds is the option's value (its tag), never its name. */
  choices: Choice[]
}

const systemKeys: Record<string, string> = {
  subject: 'subject',
  description: 'description',
  status: 'status',
  custom_status: 'custom_status_id',
  tickettype: 'type',
  priority: 'priority',
  group: 'group_id',
  assignee: 'assignee_id',
}

const kinds: Record<string, AccountField['kind']> = {
  subject: 'text',
  description: 'paragraph',
  text: 'text',
  textarea: 'paragraph',
  regexp: 'text',
  checkbox: 'checkbox',
  date: 'date',
  integer: 'number',
  decimal: 'decimal',
  tagger: 'dropdown',
  multiselect: 'dropdown',
  status: 'dropdown',
  custom_status: 'dropdown',
  tickettype: 'dropdown',
  priority: 'dropdown',
  group: 'dropdown',
  assignee: 'dropdown',
}

/** Reads `GET /ticket_fields`; switched-off fields are left out. */
export const parseFields = (fields: ZendeskField[]): AccountField[] =>
  fields
    .filter(({ active }) => active !== false)
    .map((field) => ({
      id: field.id,
      key: systemKeys[field.type] ?? String(field.id),
      title: field.title,
      kind: kinds[field.type] ?? 'other',
      custom: systemKeys[field.type] === undefined,
      multiple: field.type === 'multiselect',
      choices: choicesOf(field.custom_field_options ?? field.system_field_options ?? []),
    }))

/** Names nest by `::`; the last part alone means an option only where one option ends in it. */
const choicesOf = (options: { name: string; value: string }[]): Choice[] => {
  const lastOf = (name: string) => name.split('::').at(-1) ?? name
  return options.map(({ name, value }) => {
    const last = lastOf(name)
    const isAlone = options.filter((other) => lastOf(other.name) === last).length === 1
    return { value, labels: [...new Set([name.replaceAll('::', ' > '), name, ...(isAlone ? [last] : [])])] }
  })
}

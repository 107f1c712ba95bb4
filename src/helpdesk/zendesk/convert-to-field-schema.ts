import type { ZendeskNamed, ZendeskStatus } from '../../../schemas/zendesk/account.ts'
import type { FieldSchema } from '../helpdesk.ts'
import type { AccountField } from './account-fields.ts'

/**
 * The ticket form in the neutral vocabulary. No field is required: what Zendesk's form requires, it requires for solving a ticket,
 * which is the agent's work, and not for making one.
 */
export const convertToFieldSchema = (
  fields: AccountField[],
  groups: ZendeskNamed[],
  statuses: ZendeskStatus[],
): FieldSchema => ({
  fields: fields.map((field) => ({
    name: field.key,
    label: field.title,
    kind: field.kind,
    custom: field.custom,
    required: false,
    choices: labelsOf(field),
  })),
  types: fields.filter(({ key }) => key === 'type').flatMap(labelsOf),
  statuses:
    statuses.length > 0
      ? statuses.map(({ agent_label: label }) => label)
      : fields.filter(({ key }) => key === 'status').flatMap(labelsOf),
  groups: groups.map(({ name }) => name),
})

const labelsOf = (field: AccountField): string[] =>
  field.choices.map((choice) => choice.labels[0] ?? String(choice.value))

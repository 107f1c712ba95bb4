import { type AccountField, type ChoiceTree, labelOf } from '../fields/account-field.ts'
import type { FieldSchema } from '../helpdesk.ts'

/** The ticket form in the neutral vocabulary. Choices of dependent fields are paths: `A > B > C`. */
export const convertToFieldSchema = (fields: AccountField[]): FieldSchema => ({
  fields: fields.map((field) => ({
    name: field.key,
    label: labelOf(field),
    kind: field.kind,
    custom: field.custom,
    required: field.required,
    choices: field.kind === 'nested' ? pathsOf(field.tree) : labelsOf(field),
  })),
  types: labelsOfKey(fields, 'type'),
  statuses: labelsOfKey(fields, 'status'),
  groups: labelsOfKey(fields, 'group_id'),
})

const labelsOf = (field: AccountField): string[] =>
  field.choices.map((choice) => choice.labels[0] ?? String(choice.value))

const labelsOfKey = (fields: AccountField[], key: string): string[] => {
  const field = fields.find((candidate) => candidate.key === key)
  return field === undefined ? [] : labelsOf(field)
}

const pathsOf = (tree: ChoiceTree): string[] =>
  [...tree].flatMap(([value, below]) =>
    below.size === 0 ? [value] : pathsOf(below).map((path) => `${value} > ${path}`),
  )

import type { FieldSchema } from '../helpdesk.ts'

export type FieldKind = FieldSchema['fields'][number]['kind']

/** What a field can hold on the wire. */
export type FieldValue = string | number | boolean | string[]

/** One value that an account's field accepts, and what people call it. */
export interface Choice {
  value: string | number
  labels: string[]
}

/** Values of a dependent field, each with those that may follow it on the next level. */
export type ChoiceTree = Map<string, ChoiceTree>

/** A field of the account's ticket form, with its vendor's peculiarities read out of it. */
export interface AccountField {
  /** The key in a ticket: `type`, `group_id`, … for the system's own, the field's name (`cf_…`) below `custom_fields`. */
  key: string
  /** Every name that may mean it: its label for agents first, then its label for customers and its technical names. */
  names: string[]
  kind: FieldKind
  custom: boolean
  required: boolean
  choices: Choice[]
  tree: ChoiceTree
  /** Dependent fields: key and names of every level, the first included. Others: empty. */
  levels: { key: string; names: string[] }[]
}

export const labelOf = (field: AccountField): string => field.names[0] ?? field.key

/** The keys that a field's value is written under: one, or one a level. */
export const keysOf = (field: AccountField): string[] =>
  field.levels.length === 0 ? [field.key] : field.levels.map((level) => level.key)

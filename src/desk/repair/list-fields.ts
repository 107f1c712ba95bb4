import type { Handoff } from '../../../schemas/handoff.ts'
import type { FieldSchema } from '../../helpdesk/helpdesk.ts'
import { fieldTitle } from './explain-reason.ts'
import { customText } from './read-correction.ts'

/** A field of the ticket as the form offers it. */
export interface FormField {
  name: string
  label: string
  value: string
  /** Empty: any text. */
  choices: string[]
  /** The help desk wants it, or did not take what it got. */
  wanted: boolean
}

const bare = (name: string): string =>
  name.replace(/^(ticket\.)?(custom_fields?[.[])?/, '').replace(/\]$/, '')

const plain = (text: string): string => bare(text).replace(/^cf_/, '').toLowerCase()

/** Groups are told apart from the form where it does not hold them. */
const choicesOf = (key: string, choices: string[], schema: FieldSchema | null): string[] =>
  key === 'group_id' && choices.length === 0 ? (schema?.groups ?? []) : choices

// What the form has inputs of its own for, or what is not a person's to fill in.
const own = new Set([
  'email',
  'phone',
  'name',
  'requester',
  'requester_id',
  'subject',
  'description',
  'priority',
  'status',
  'source',
  'tags',
  'attachments',
])

/** What the help desk knows under a name: by its key, else by its label. */
const findDescribed = (name: string, schema: FieldSchema | null) =>
  schema?.fields.find((field) => plain(field.name) === plain(name)) ??
  schema?.fields.find((field) => field.label.toLowerCase() === plain(name))

/** The name that the help desk knows a field by that a person has named, which is as typed where it knows none. */
export const fieldKey = (typed: string, schema: FieldSchema | null): string =>
  findDescribed(typed, schema)?.name ?? typed

/**
 * The fields that the hand-off has, that the help desk refused, and that it wants of every ticket; with their choices where the account
 * tells them. Those that are wanted come first.
 */
export const listFields = (
  customFields: Handoff['customFields'],
  refused: readonly string[],
  schema: FieldSchema | null,
): FormField[] => {
  const described = schema?.fields ?? []
  const fields = new Map<string, FormField>()
  const add = (name: string, wanted: boolean): void => {
    const field = findDescribed(name, schema)
    // Whoever named it, what the hand-off has keeps its name.
    const key = field?.name ?? bare(name)
    const known = fields.get(key)
    if (known !== undefined) {
      known.wanted ||= wanted
      return
    }
    fields.set(key, {
      name: Object.hasOwn(customFields, name) ? name : key,
      label: field?.label ?? fieldTitle(name),
      value: customText(customFields[name]),
      choices: choicesOf(key, field?.choices ?? [], schema),
      wanted,
    })
  }
  for (const name of Object.keys(customFields)) add(name, false)
  for (const name of refused) if (!own.has(plain(name))) add(name, true)
  for (const { name, required } of described) if (required && !own.has(plain(name))) add(name, true)
  return [...fields.values()].sort((one, other) => Number(other.wanted) - Number(one.wanted))
}

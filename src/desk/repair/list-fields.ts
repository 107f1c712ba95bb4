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
  const find = (name: string) =>
    described.find((field) => plain(field.name) === plain(name) || field.label.toLowerCase() === plain(name))
  const fields = new Map<string, FormField>()
  const add = (name: string, wanted: boolean): void => {
    const field = find(name)
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
      choices: field?.choices ?? [],
      wanted,
    })
  }
  for (const name of Object.keys(customFields)) add(name, false)
  for (const name of refused) if (!own.has(plain(name))) add(name, true)
  for (const { name, required, custom } of described)
    if (required && custom && !own.has(plain(name))) add(name, true)
  return [...fields.values()].sort((one, other) => Number(other.wanted) - Number(one.wanted))
}

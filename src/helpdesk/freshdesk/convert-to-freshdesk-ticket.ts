import { externalId } from '../external-id.ts'
import { type AccountField, keysOf } from '../fields/account-field.ts'
import type { FieldValues } from '../fields/default-values.ts'
import type { NamedDraft } from '../fields/name-system-fields.ts'
import type { TicketDraft, UnmappedField } from '../helpdesk.ts'
import { convertCustomFields, convertCustomFieldsBlindly, findField } from './convert-custom-fields.ts'
import { convertTags } from './convert-tags.ts'
import { fillRequired, fitToField } from './field-values.ts'
import { freshdeskSource, toFreshdeskPriority, toFreshdeskStatus } from './freshdesk-values.ts'
import type { TicketAttempt } from './ticket-attempt.ts'

/** Ids of what the draft names; null where the draft names nothing, or nothing was found. */
export interface References {
  group: number | null
  agent: number | null
  product: number | null
  company: number | null
}

export interface ConversionContext {
  /** The account's ticket form; null when it cannot be read. */
  fields: AccountField[] | null
  references: References
  /** Configured values for fields that no bot sends, by name or label. */
  required: Record<string, unknown>
  /** YYYY-MM-DD */
  today: string
  /** Values of our own choice that the account has refused before, per key. */
  refused: Record<string, FieldValues[string][]>
}

const longestSubject = 255
/** The system's own fields that an account may require and a draft may lack. */
const fillableKeys = ['type', 'group_id', 'responder_id', 'product_id', 'company_id'] as const

/** Makes a first attempt of a draft: what the account's form takes goes into its field, all else into `unmapped`. */
export const convertToFreshdeskTicket = (draft: NamedDraft, context: ConversionContext): TicketAttempt => {
  const { fields, references } = context
  const unmapped: UnmappedField[] = []
  const given =
    fields === null
      ? convertCustomFieldsBlindly(draft.customFields)
      : convertCustomFields(draft.customFields, fields)
  unmapped.push(...given.unmapped)
  const system: FieldValues = {}

  const refer = (
    key: (typeof fillableKeys)[number],
    name: string,
    wanted: string | null,
    id: number | null,
  ) => {
    if (wanted === null) return
    if (id !== null) system[key] = id
    else unmapped.push({ field: name, value: wanted, why: 'not-a-choice' })
  }
  refer('group_id', 'group', draft.group, references.group)
  refer('responder_id', 'agent', draft.agent, references.agent)
  refer('product_id', 'product', draft.product, references.product)
  refer('company_id', 'company', draft.company, references.company)
  if (draft.type !== null) {
    const field = fields?.find((candidate) => candidate.key === 'type')
    const fitted = field === undefined ? null : fitToField(field, 'type', draft.type)
    Object.assign(system, fitted?.values ?? { type: draft.type })
    unmapped.push(...(fitted?.unmapped ?? []))
  }

  const values = { ...configured(context, given.values), ...given.values }
  for (const field of fields ?? []) {
    if (!field.required) continue
    const target = field.custom ? values : isFillable(field.key) ? system : null
    if (target === null) continue
    const fromConfiguration = field.custom ? {} : systemFromConfiguration(field, context.required)
    for (const [key, value] of Object.entries(fromConfiguration)) target[key] ??= value
    const filled = fillRequired(field, target, context)
    Object.assign(target, filled.values)
    unmapped.push(...filled.unmapped)
  }

  const tags = convertTags(draft.tags)
  unmapped.push(...tags.unmapped)
  return {
    body: {
      ...identify(draft),
      subject: convertSubject(draft.subject),
      status: toFreshdeskStatus(draft.status),
      priority: toFreshdeskPriority(draft.priority),
      source: context.refused['source']?.includes(freshdeskSource.chat)
        ? freshdeskSource.portal
        : freshdeskSource.chat,
      ...system,
      ...(tags.tags.length === 0 ? {} : { tags: tags.tags }),
      ...(Object.keys(values).length === 0 ? {} : { custom_fields: values }),
    },
    files: draft.files,
    mayAttach: true,
    unmapped,
    descriptionLimit: null,
    refused: context.refused,
    refusedDefaults: context.refused,
    mayTag: true,
    minimal: false,
  }
}

/**
 * One identifier only: with two, Freshdesk does not say which of them finds the contact. A phone without an e-mail must come
 * with a name.
 */
const identify = ({ requester }: TicketDraft): Partial<TicketAttempt['body']> => {
  const name = requester.name?.trim().slice(0, longestSubject) ?? ''
  if (requester.email !== null) return { email: requester.email, ...(name === '' ? {} : { name }) }
  if (requester.phone !== null) return { phone: requester.phone, name: name === '' ? requester.phone : name }
  return { unique_external_id: externalId(requester), name: name === '' ? 'Unknown' : name }
}

const convertSubject = (subject: string): string => {
  const line = subject.replace(/\s+/g, ' ').trim()
  return line === '' ? '-' : line.slice(0, longestSubject).replace(/[\uD800-\uDBFF]$/, '')
}

/**
 * Configured values for custom fields of which the hand-off brings nothing, so that the levels of a dependent field are never
 * mixed. A value that fits nowhere is left to `relevo check`: no hand-off brought it.
 */
const configured = (context: ConversionContext, given: FieldValues): FieldValues => {
  const { fields, required } = context
  if (fields === null) return convertCustomFieldsBlindly(required).values
  const { values } = convertCustomFields(required, fields)
  const taken = fields
    .filter((field) => keysOf(field).some((key) => given[key] !== undefined))
    .flatMap(keysOf)
  return Object.fromEntries(Object.entries(values).filter(([key]) => !taken.includes(key)))
}

const systemFromConfiguration = (field: AccountField, required: Record<string, unknown>): FieldValues => {
  const entry = Object.entries(required).find(([name]) => findField([field], name) !== null)
  return entry === undefined ? {} : fitToField(field, entry[0], entry[1]).values
}

const isFillable = (key: string): boolean => fillableKeys.some((fillable) => fillable === key)

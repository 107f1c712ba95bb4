import type { FieldValue, StoredField } from '../account.ts'
import { type Call, isRecord } from '../call.ts'
import type { Fault } from '../problems.ts'
import { isSystem } from './convert-to-ticket-json.ts'

export interface ReadFields {
  values: Record<string, FieldValue>
  faults: Fault[]
}

const faultAt = (field: StoredField, description: string, error: string): Fault => ({
  field: 'base',
  description: `${field.title}: ${description}`,
  error,
  ticket_field_id: field.id,
  ticket_field_type: `Field${field.type.charAt(0).toUpperCase()}${field.type.slice(1)}`,
})

/** `custom_fields: [{id, value}]` (or an object by id). Dropdowns take an option's value, never its name. */
export const readFields = (call: Call, given: unknown): ReadFields => {
  const entries: [string, unknown][] = Array.isArray(given)
    ? given.flatMap((item): [string, unknown][] =>
        isRecord(item) ? [[String(item['id']), item['value']]] : [],
      )
    : isRecord(given)
      ? Object.entries(given)
      : []
  const values: Record<string, FieldValue> = {}
  const faults: Fault[] = []
  for (const [id, value] of entries) {
    const field = call.account.fields.get(Number(id))
    if (field === undefined || isSystem(field.type) || !field.active) {
      if (call.behaviour.unknownFields === 'refuse') {
        faults.push({
          field: 'custom_fields',
          description: `Field ${id} is not known`,
          error: 'InvalidValue',
        })
      }
      continue
    }
    const read = readValue(field, value)
    if (read === undefined) faults.push(faultAt(field, 'is not valid', 'InvalidValue'))
    else values[id] = read
  }
  return { values, faults }
}

/** Fields without a value that `isNeeded`. */
export const missingFields = (
  call: Call,
  values: Readonly<Record<string, FieldValue>>,
  isNeeded: (field: StoredField) => boolean,
): Fault[] =>
  [...call.account.fields.values()]
    .filter((field) => field.active && isNeeded(field) && isBlank(values[String(field.id)]))
    .map((field) => faultAt(field, 'is required', 'BlankValue'))

const isBlank = (value: FieldValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)

/** Undefined: not a value of this field. */
const readValue = (field: StoredField, value: unknown): FieldValue | undefined => {
  if (value === null || value === '') return null
  const isOption = (text: unknown): text is string => field.options.some((option) => option.value === text)
  switch (field.type) {
    case 'tagger':
      return isOption(value) ? value : undefined
    case 'multiselect': {
      const list: unknown[] = Array.isArray(value) ? value : [value]
      return list.every(isOption) ? list : undefined
    }
    case 'checkbox':
      return typeof value === 'boolean' ? value : undefined
    case 'integer':
      return /^-?\d+$/.test(String(value)) ? String(value) : undefined
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : undefined
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
    case 'regexp':
      return typeof value === 'string' && new RegExp(field.pattern ?? '').test(value) ? value : undefined
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
}

/** Values of dropdowns become tags, and go with the value. */
export const tagsOfFields = (call: Call, values: Readonly<Record<string, FieldValue>>): string[] =>
  Object.entries(values).flatMap(([id, value]) => {
    const type = call.account.fields.get(Number(id))?.type
    if (type === 'tagger' && typeof value === 'string') return [value]
    return type === 'multiselect' && Array.isArray(value) ? value.map(String) : []
  })

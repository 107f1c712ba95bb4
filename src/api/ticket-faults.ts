import type { Fault } from '../../schemas/problem.ts'
import type { FieldFault } from '../helpdesk/helpdesk.ts'
import { conditionParameters } from './ticket-parameters.ts'

/** More would help nobody, and a help desk's answer may be long. */
const mostFaults = 30

const bodyFields: Readonly<Record<string, string>> = {
  statusLabel: 'status_label',
  addTags: 'add_tags',
  removeTags: 'remove_tags',
  tags: 'add_tags',
  customFields: 'custom_fields',
  html: 'text',
  files: 'attachments',
  ifUnchangedSince: 'If-Match',
}

/** Whether the fields are those of a search's parameters or of a body. */
export type FaultyPart = 'query' | 'body'

const rename = (field: string, part: FaultyPart): string => {
  const [head = '', ...rest] = field.split('.')
  if (part === 'query')
    return Object.entries(conditionParameters).find(([name]) => name === head)?.[1] ?? field
  return [bodyFields[head] ?? head, ...rest].join('.')
}

/** A help desk's faults by the names that the caller wrote. Names of the vendor's own stay; a fault without one is the part's. */
export const presentFaults = (faults: readonly FieldFault[], part: FaultyPart): Fault[] =>
  faults.slice(0, mostFaults).map(({ field, code, message }) => ({
    field: field === '' ? part : rename(field, part),
    code: code === '' ? 'invalid_value' : code,
    message: message === '' ? 'The help desk does not take this value.' : message,
  }))

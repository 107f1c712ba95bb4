import type { FieldValue } from '../fields/account-field.ts'
import type { FileToAttach } from '../helpdesk.ts'

/** The body of `POST /tickets`. https://developers.freshdesk.com/api/#create_ticket */
export interface FreshdeskTicketBody {
  email?: string
  phone?: string
  unique_external_id?: string
  name?: string
  subject?: string
  description: string
  status?: number
  priority?: number
  source?: number
  type?: string
  group_id?: number
  responder_id?: number
  product_id?: number
  tags?: string[]
  custom_fields?: Record<string, FieldValue>
}

/**
 * JSON unless there are files; Freshdesk takes files by multipart only, where every scalar is text and is converted, and
 * arrays and custom fields are written as `tags[]` and `custom_fields[cf_x]`.
 */
export const encodeWithFiles = (
  body: object,
  files: FileToAttach[],
): { json: unknown } | { form: FormData } => {
  if (files.length === 0) return { json: body }
  const form = new FormData()
  for (const [name, value] of Object.entries(body)) append(form, name, value)
  for (const file of files) {
    form.append(
      'attachments[]',
      new Blob([Uint8Array.from(file.bytes)], { type: file.contentType }),
      file.name,
    )
  }
  return { form }
}

const append = (form: FormData, name: string, value: unknown): void => {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) for (const item of value) append(form, `${name}[]`, item)
  else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) append(form, `${name}[${key}]`, item)
  } else form.append(name, String(value))
}

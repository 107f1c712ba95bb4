import type { Call } from '../call.ts'
import type { FieldReader } from '../field-reader.ts'
import { faultOf } from '../problems.ts'

/** The text of a note or reply: `body`, or a `structured_body` (web chat), kept as JSON text. */
export const readEntryBody = (reader: FieldReader): string => {
  const html = reader.text('body')
  const structured = reader.object('structured_body')
  if (html !== undefined && html.trim() !== '') return html
  if (structured) return JSON.stringify(structured)
  reader.fault(faultOf.missing('body'))
  return ''
}

/** Who is shown as the writer: `user_id` of an agent or contact, else the caller. */
export const readAuthor = (reader: FieldReader, { account, agent }: Call): number => {
  const id = reader.id('user_id') ?? agent.id
  if (!account.contacts.has(id) && !account.agents.has(id))
    reader.fault(faultOf.noMatch('user_id', 'contact'))
  return id
}

import type { FieldReader } from '../field-reader.ts'
import { faultOf } from '../problems.ts'

/** The text of a note or reply: `body`, or a `structured_body`, whose texts are joined. */
export const readEntryBody = (reader: FieldReader): string => {
  const html = reader.text('body')
  const structured = reader.object('structured_body')
  if (html !== undefined && html.trim() !== '') return html
  if (structured) return JSON.stringify(structured)
  reader.fault(faultOf.missing('body'))
  return ''
}

import { parseJsonText } from '../ops/parse-json-text.ts'
import { decodeBody } from './decode-body.ts'
import { isPlainObject } from './is-plain-object.ts'
import { type MediaType, readMediaType } from './media-type.ts'
import { parseForm } from './parse-form.ts'

export interface UnreadableBody {
  ok: false
  status: 400 | 415
  code: string
  detail: string
}

/** `labelledAsForm`: JSON that the sender called a form, which is what Botpress v12 does. */
export type BodyRead = { ok: true; body: Record<string, unknown>; labelledAsForm: boolean } | UnreadableBody

const formType = 'application/x-www-form-urlencoded'

/**
 * The object that a body holds: JSON whenever it looks like JSON, whatever its Content-Type; else a form; a list of one
 * object is that object. Never throws.
 */
export const readBody = (bytes: Buffer, contentType: string | undefined): BodyRead => {
  const media = readMediaType(contentType)
  const refused = refuseMediaType(media)
  if (refused !== null) return refused
  const text = decodeBody(bytes, media.charset)
  if (text === null) return unreadable(400, 'invalid_utf8', 'The body is not valid UTF-8. Send it in UTF-8.')
  const start = text.startsWith('{') ? '{' : /\S/.exec(text)?.[0]
  if (start === undefined) {
    return unreadable(400, 'empty_body', 'The request has no body. Send the hand-off as a JSON object.')
  }
  if (start === '<') return unsupported
  if (start === '{' || start === '[' || isJsonType(media)) return readJson(text, media)
  if (media.essence === formType || /^[^\s={}[\]"]+=/.test(text)) return readForm(text)
  return media.essence === '' || media.essence === 'text/plain' ? invalidJson : unsupported
}

const isJsonType = ({ essence }: MediaType) =>
  /^(?:json|text\/json|application\/(?:.*\+)?json)$/.test(essence)

const unreadable = (status: 400 | 415, code: string, detail: string): UnreadableBody => ({
  ok: false,
  status,
  code,
  detail,
})

const unsupported = unreadable(
  415,
  'unsupported_media_type',
  'This kind of body is not understood. Send JSON with Content-Type: application/json, or a form (application/x-www-form-urlencoded).',
)

const invalidJson = unreadable(
  400,
  'invalid_json',
  'The body is not valid JSON. A quotation mark inside of a mapped text breaks it: send the fields as form data, or escape the text.',
)

const notAnObject = unreadable(
  400,
  'not_an_object',
  'Send one JSON object with the fields of one hand-off (or a list with one such object).',
)

const refuseMediaType = ({ essence }: MediaType): UnreadableBody | null =>
  essence.startsWith('multipart/') || /[/+]xml$/.test(essence) ? unsupported : null

const readJson = (text: string, media: MediaType): BodyRead => {
  const parsed = parseJsonText(text)
  if (parsed === undefined) return invalidJson
  const body = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed
  return isPlainObject(body) ? { ok: true, body, labelledAsForm: media.essence === formType } : notAnObject
}

const readForm = (text: string): BodyRead => {
  const body = parseForm(text)
  if (body === null) return unreadable(400, 'too_many_fields', 'The form has too many fields. Send fewer.')
  return { ok: true, body, labelledAsForm: false }
}

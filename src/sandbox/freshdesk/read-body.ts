import type { Answer } from '../answer.ts'
import { readBytes } from '../carried-bytes.ts'
import { refusal } from './problems.ts'

export interface UploadedFile {
  name: string
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A request's fields. `multipart`: every scalar came as text and numbers are coerced. */
export interface Body {
  values: Record<string, unknown>
  files: UploadedFile[]
  multipart: boolean
}

export type ReadBody = { body: Body } | { answer: Answer }

const invalidJson = (): ReadBody => ({
  answer: refusal(400, 'invalid_json', 'Request body has invalid json format'),
})
const unsupported = (): ReadBody => ({
  answer: refusal(415, 'invalid_content_type', 'Content-Type header is set to an unsupported value'),
})

const readJson = (bytes: Uint8Array<ArrayBuffer>): ReadBody => {
  try {
    const values: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return invalidJson()
    return { body: { values: { ...values }, files: [], multipart: false } }
  } catch {
    return invalidJson()
  }
}

const readMultipart = async (bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<ReadBody> => {
  const body: Body = { values: {}, files: [], multipart: true }
  let form: FormData
  try {
    form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return { answer: refusal(400, 'invalid_json', 'The multipart body cannot be read') }
  }
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      if (name !== 'attachments[]') body.values[name] = 'file'
      else {
        body.files.push({
          name: value.name,
          contentType: value.type || 'application/octet-stream',
          bytes: new Uint8Array(await value.arrayBuffer()),
        })
      }
    } else setPart(body.values, name, value)
  }
  return { body }
}

/** `tags[]` makes an array, `custom_fields[cf_x]` an object, anything else a text. */
const setPart = (values: Record<string, unknown>, name: string, value: string): void => {
  const nested = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name)
  const [, outer, inner] = nested ?? []
  if (outer === undefined || inner === undefined) {
    values[name] = value
  } else if (inner === '') {
    const list = values[outer]
    values[outer] = Array.isArray(list) ? [...list, value] : [value]
  } else {
    const object = values[outer]
    values[outer] = { ...(typeof object === 'object' ? object : {}), [inner]: value }
  }
}

/** Reads a body as JSON, or as multipart where files are allowed; otherwise the refusal to answer with. */
export const readBody = async (request: Request, allowsFiles: boolean): Promise<ReadBody> => {
  const contentType = request.headers.get('content-type') ?? ''
  if (/^application\/json\b/i.test(contentType)) return readJson(await readBytes(request))
  if (allowsFiles && /^multipart\/form-data\b/i.test(contentType)) {
    return readMultipart(await readBytes(request), contentType)
  }
  return unsupported()
}

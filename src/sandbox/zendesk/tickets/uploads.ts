import { randomBytes } from 'node:crypto'
import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredUpload } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { attributeRefusal, refusal } from '../problems.ts'

/** Raw bytes under a name. The token can be used for an hour; with `token` the file joins those under it. */
const upload = (call: Call): Answer => {
  const { account, behaviour, query, now, bytes } = call
  const name = query.get('filename')
  if (name === null || name === '') return attributeRefusal(400, 'Invalid attribute', 'filename is missing')
  if (bytes.byteLength > behaviour.maxUploadBytes)
    return refusal(413, 'RequestEntityTooLarge', 'The file is too large')
  const given = query.get('token')
  const known = given === null ? undefined : account.uploads.get(given)
  if (given !== null && (known === undefined || known.expiresAt <= now))
    return attributeRefusal(400, 'Invalid attribute', 'token is invalid')
  const token = known?.token ?? randomBytes(12).toString('base64url')
  const own: StoredUpload = known ?? { token, expiresAt: now + behaviour.uploadMs, files: [] }
  const file = { id: account.nextId(), name, contentType: call.contentType, bytes }
  own.files.push(file)
  account.uploads.set(token, own)
  const attachment = { id: file.id, file_name: name, content_type: file.contentType, size: bytes.byteLength }
  return jsonAnswer(201, {
    upload: { token, expires_at: formatTime(own.expiresAt), attachment, attachments: [attachment] },
  })
}

export const uploadRoutes: readonly Route[] = [
  { method: 'POST', path: '/uploads', body: 'bytes', handle: upload },
]

import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { canonicalise } from './canonicalise.ts'
import { decodeHtmlEntities } from './decode-html-entities.ts'
import { intakeLimits } from './intake-limits.ts'
import { isPlainObject } from './is-plain-object.ts'
import { readBody, type UnreadableBody } from './read-body.ts'

/** A body that is safe to walk. `fingerprint` is the same for every spelling of the same content. */
export type ReadDelivery = { ok: true; body: Record<string, unknown>; fingerprint: string } | UnreadableBody

/**
 * Reads the body of a request that proved where it comes from. `htmlEscaped` undefined: texts are decoded when a JSON body
 * is labelled as a form, which is how Botpress v12 sends its escaped templates.
 */
export const readDelivery = (
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  htmlEscaped: boolean | undefined,
): ReadDelivery => {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== '') return compressed
  const read = readBody(bytes, headers['content-type'])
  if (!read.ok) return read
  const canonical = canonicalise(read.body)
  if (!canonical.safe) return unsafe[canonical.code]
  const fingerprint = hash('sha256', canonical.text)
  const decoded = (htmlEscaped ?? read.labelledAsForm) ? decodeHtmlEntities(read.body) : read.body
  return { ok: true, body: isPlainObject(decoded) ? decoded : read.body, fingerprint }
}

const compressed: UnreadableBody = {
  ok: false,
  status: 415,
  code: 'unsupported_encoding',
  detail: 'Compressed bodies are not understood. Send it without Content-Encoding.',
}
const tooDeep: UnreadableBody = {
  ok: false,
  status: 400,
  code: 'too_deep',
  detail: 'The body is nested too deeply. Send flat fields.',
}
const forbiddenName: UnreadableBody = {
  ok: false,
  status: 400,
  code: 'forbidden_name',
  detail: 'The body has a field with a name that is not allowed (__proto__, constructor.prototype).',
}
const tooManyValues: UnreadableBody = {
  ok: false,
  status: 400,
  code: 'too_many_values',
  detail: `The body has more than ${intakeLimits.values} values. Send less, or long lists as text.`,
}
const unsafe = { too_deep: tooDeep, too_many_values: tooManyValues, forbidden_name: forbiddenName }

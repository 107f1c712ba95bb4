import type { AttachmentLink } from '../../schemas/handoff.ts'
import { firstOf } from './first-of.ts'
import { intakeLimits } from './intake-limits.ts'
import { isPlainObject } from './is-plain-object.ts'
import { parseEmbeddedJson } from './parse-embedded-json.ts'
import { readShortText } from './read-text.ts'
import { readWebAddress } from './read-web-address.ts'

export interface ReadAttachments {
  attachments: AttachmentLink[]
  /** What is no http or https link, or too many; for `extra`. */
  left: unknown[]
}

// An address may hold commas; one that another address follows separates. No part of it may match the same white space in two
// ways: on a long run of it that takes hours.
const separators = /\s+|,(?=\s*https?:)/i

/** Links to files: a list of addresses or of `{url, name}`, one of these, or addresses with commas or line breaks between. */
export const readAttachments = (value: unknown): ReadAttachments => {
  const parsed = parseEmbeddedJson(value)
  const items: unknown[] = Array.isArray(parsed)
    ? parsed
    : typeof parsed === 'string'
      ? parsed.split(separators).filter((part) => part !== '')
      : [parsed]
  const attachments: AttachmentLink[] = []
  const left: unknown[] = []
  for (const item of items) {
    const link = attachments.length < intakeLimits.attachments ? readLink(item) : null
    if (link === null) left.push(item)
    else attachments.push(link)
  }
  return { attachments, left }
}

const addressNames = ['url', 'href', 'link', 'fileUrl', 'imageUrl', 'audioUrl', 'videoUrl', 'src']
const titleNames = ['name', 'filename', 'fileName', 'title', 'nombre']

const readLink = (item: unknown): AttachmentLink | null => {
  if (!isPlainObject(item)) {
    const url = readWebAddress(item)
    return url === null ? null : { url, name: null }
  }
  const url = firstOf(item, addressNames, readWebAddress)
  return url === null ? null : { url, name: firstOf(item, titleNames, readShortText) }
}

import { isUtf8 } from 'node:buffer'

// What browsers and the Encoding Standard take for windows-1252.
const western = new Set(['iso-8859-1', 'latin1', 'latin-1', 'windows-1252', 'cp1252', 'iso-8859-15'])

/**
 * The text of a body. UTF-8 whatever the charset says, because that is what nearly everybody sends; Latin 1 when it is no
 * UTF-8 and the charset says so. Null when it is neither. A byte order mark is removed.
 */
export const decodeBody = (bytes: Buffer, charset: string | null): string | null => {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8')
    return text.startsWith('\uFEFF') ? text.slice(1) : text
  }
  return charset !== null && western.has(charset) ? new TextDecoder('windows-1252').decode(bytes) : null
}

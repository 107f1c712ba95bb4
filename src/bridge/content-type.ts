import { extname } from 'node:path'

// What storage services often deliver as octet-stream, by the ending of the name.
const byEnding: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.heic': 'image/heic',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.mov': 'video/quicktime',
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.csv': 'text/csv',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

const saysNothing = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

/** The bare, lower-case content type of a file; a header that says nothing is replaced by what the name's ending tells. */
export const contentTypeOf = (header: string | undefined, name: string): string => {
  const bare = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return saysNothing.has(bare) ? (byEnding[extname(name).toLowerCase()] ?? 'application/octet-stream') : bare
}

/** The usual ending for a content type, with its dot; empty when there is none. */
export const endingOf = (contentType: string): string =>
  Object.entries(byEnding).find(([, type]) => type === contentType)?.[0] ?? ''

/** Whether a content type is among the accepted ones; `*` at the end of a pattern matches any rest (`image/*`). */
export const isAcceptedType = (contentType: string, accepted: string[]): boolean =>
  accepted.some((pattern) => {
    const wanted = pattern.trim().toLowerCase()
    return wanted.endsWith('*') ? contentType.startsWith(wanted.slice(0, -1)) : contentType === wanted
  })

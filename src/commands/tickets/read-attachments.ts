import { basename, extname } from 'node:path'
import type { TextReply } from '../../tickets/tickets.ts'
import { UsageError } from '../command.ts'
import { readBytes } from './read-text.ts'

const mostFiles = 10
/** No help desk takes a larger file; many take less. */
const mostBytes = 50_000_000

// What people attach; the rest goes as bytes, and the help desk goes by the name.
const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.log': 'text/plain',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
}

/** Files as they go out. How large they may be says the help desk. Throws `UsageError`. */
export const readAttachments = (paths: string[]): Promise<TextReply['files']> => {
  if (paths.length > mostFiles) throw new UsageError(`At most ${mostFiles} files can be attached.`)
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readBytes(path, mostBytes)
      if (bytes.length === 0) throw new UsageError(`${path} is empty.`)
      const contentType = contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream'
      return { name: basename(path), contentType, bytes }
    }),
  )
}

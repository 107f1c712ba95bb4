import type { IncomingMessage } from 'node:http'
import { carryBytes } from './carried-bytes.ts'

const largestBody = 64 * 2 ** 20

/** A node request as a web one, its whole body carried beside it. Null: it is larger than the sandbox takes, or broke off. */
export const convertToRequest = async (message: IncomingMessage): Promise<Request | null> => {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largestBody) return null
      chunks.push(chunk)
    }
  } catch {
    return null
  }
  const method = message.method ?? 'GET'
  const url = `http://${message.headers.host ?? 'localhost'}${message.url ?? '/'}`
  if (!URL.canParse(url)) return null
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return carryBytes(new Request(url, { method, headers }), Buffer.concat(chunks))
}

import type { ServerResponse } from 'node:http'
import { carriedBytes } from './carried-bytes.ts'

/**
 * Writes a web answer to a socket. A network error cuts the connection, and so does a body that breaks off: what was
 * written until then stays written.
 */
export const sendResponse = async (response: Response, to: ServerResponse): Promise<void> => {
  if (response.type === 'error') {
    to.destroy()
    return
  }
  const headers = Object.fromEntries(response.headers)
  if (!response.body) {
    to.writeHead(response.status, { ...headers, ...(response.status !== 204 && { 'content-length': '0' }) })
    to.end()
    return
  }
  const bytes = carriedBytes(response)
  if (bytes !== undefined) {
    to.writeHead(response.status, { ...headers, 'content-length': Buffer.byteLength(bytes) }).end(bytes)
    return
  }
  to.writeHead(response.status, headers)
  try {
    for await (const chunk of response.body) to.write(chunk)
    to.end()
  } catch {
    // What is in the buffer goes out first, then the connection breaks.
    to.socket?.destroySoon()
  }
}

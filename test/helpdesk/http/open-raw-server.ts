import { createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

export interface RawServer {
  url: string
  /** Everything that arrived, per connection, oldest first. */
  received: string[]
  connections(): number
}

/** A TCP server that answers as it likes: `answer` is called with each chunk that looks like the start of a request. */
export const openRawServer = async (
  t: Test,
  answer: (socket: Socket, request: string) => void,
): Promise<RawServer> => {
  const sockets = new Set<Socket>()
  const received: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      received.push(text)
      if (/^[A-Z]+ \//.test(text)) answer(socket, text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, received, connections: () => connections }
}

/** The head and body of an answer, as bytes on the wire. */
export const answerOf = (status: string, body = '', headers: string[] = []): string =>
  [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n')

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { Test } from 'tap'
import type { Json } from '../open-sandbox.ts'

export interface Received {
  headers: IncomingHttpHeaders
  text: string
  /** The parsed body; null when it is no JSON. */
  body: Json
}

/** Takes what a sandbox posts. `answers` are given in turn, then 200s. */
export const openReceiver = async (t: Test) => {
  const received: Received[] = []
  const answers: { status: number; headers?: Record<string, string> }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      let body: Json = null
      try {
        body = JSON.parse(text)
      } catch {}
      received.push({ headers: request.headers, text, body })
      const { status, headers = {} } = answers.shift() ?? { status: 200 }
      response.writeHead(status, headers).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  t.teardown(close)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/events`, received, answers, close }
}

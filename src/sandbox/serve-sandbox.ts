import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getResponse, type HttpHandler } from 'msw'
import { convertToRequest } from './convert-to-request.ts'
import type { Faults } from './faults/create-faults.ts'
import { sendResponse } from './send-response.ts'

export interface ServedSandbox {
  /** Base address without a slash at its end, e.g. `http://127.0.0.1:9009`. */
  readonly url: string
  /** Nobody listens any more and every connection is cut: callers are refused. */
  stopListening(): Promise<void>
  /** Listens again, on the same port. */
  resume(): Promise<void>
  /** Stops for good. Safe to repeat. */
  close(): Promise<void>
}

export interface ServeOptions {
  sandbox: { handlers: HttpHandler[]; faults?: Faults }
  /** 0, the default, takes a free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** Answers what no handler answers, e.g. the page. */
  fallback?: (request: Request) => Promise<Response> | Response
}

/** Puts a sandbox's handlers behind a real socket, where time-outs, resets and refused connections are real. */
export const serveSandbox = async (options: ServeOptions): Promise<ServedSandbox> => {
  const { sandbox, host = '127.0.0.1', fallback = () => new Response(null, { status: 404 }) } = options

  const answer = async (message: IncomingMessage, to: ServerResponse): Promise<void> => {
    const request = await convertToRequest(message)
    if (!request) return void to.writeHead(413, { connection: 'close' }).end()
    const response = (await getResponse(sandbox.handlers, request)) ?? (await fallback(request))
    await sendResponse(response, to)
  }

  const server = createServer((message, to) => {
    answer(message, to).catch(() => to.destroy())
  })
  let { port = 0 } = options
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  const stop = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve()
      server.close(() => resolve())
      server.closeAllConnections()
    })

  await listen()
  const address = server.address()
  if (typeof address === 'object' && address) port = address.port
  // One change at a time, in order.
  let change = Promise.resolve()
  const queue = (step: () => Promise<void>) => {
    change = change.then(step)
    return change
  }
  const stopListening = () => queue(stop)
  const resume = () => queue(() => (server.listening ? Promise.resolve() : listen()))
  const forget = sandbox.faults?.onDown((down) => void (down ? stopListening() : resume()))
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    stopListening,
    resume,
    close: () => {
      forget?.()
      return stopListening()
    },
  }
}

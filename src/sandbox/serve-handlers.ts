import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getResponse, type HttpHandler } from 'msw'
import { convertToRequest } from './convert-to-request.ts'
import { sendResponse } from './send-response.ts'

export interface Served {
  /** Base address without a slash at its end, e.g. `http://127.0.0.1:9009`. */
  readonly url: string
  /** Nobody listens any more and every connection is cut: callers are refused. */
  stopListening(): Promise<void>
  /** Listens again, on the same port. */
  resume(): Promise<void>
  /** Stops for good. Safe to repeat. */
  close(): Promise<void>
}

export interface ServeHandlersOptions {
  handlers: HttpHandler[]
  /** Answers what no handler answers. */
  fallback: (request: Request) => Promise<Response> | Response
  /** 0, the default, takes a free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
}

/** Puts msw handlers behind a real socket, where time-outs, resets and refused connections are real. */
export const serveHandlers = async (options: ServeHandlersOptions): Promise<Served> => {
  const { handlers, fallback, host = '127.0.0.1' } = options
  let { port = 0 } = options
  let closed = false

  const answer = async (message: IncomingMessage, to: ServerResponse): Promise<void> => {
    const request = await convertToRequest(message)
    if (!request) {
      to.writeHead(413, { connection: 'close' }).end()
      return
    }
    const response = (await getResponse(handlers, request)) ?? (await fallback(request))
    await sendResponse(response, to)
  }
  const server = createServer((message, to) => {
    answer(message, to).catch(() => to.destroy())
  })
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      if (server.listening || closed) return resolve()
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
  // One change at a time, in the order in which they were asked for.
  let change: Promise<void> = Promise.resolve()
  const queue = (step: () => Promise<void>): Promise<void> => {
    change = change.then(step, step)
    return change
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    stopListening: () => queue(stop),
    resume: () => queue(listen),
    close: () => {
      closed = true
      return queue(stop)
    },
  }
}

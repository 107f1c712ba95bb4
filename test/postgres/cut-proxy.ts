import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createWeather } from './proxy-weather.ts'
import { pump } from './pump.ts'
import { resetSocket } from './reset-socket.ts'

export type Direction = 'to-server' | 'to-client'

/** A TCP proxy on 127.0.0.1 whose connections break as real ones do. */
export interface CutProxy {
  readonly port: number
  /** The same address through the proxy. */
  urlFor(url: string): string
  /** Resets all connections and refuses new ones. */
  cut(): Promise<void>
  /** Accepts connections and forwards nothing, both ways, existing ones included; not even that a side has ended. */
  hang(): Promise<void>
  /** Delays each chunk, both ways, and each new connection. */
  slow(delayMs: number): Promise<void>
  /** Everything goes through again, what was held back included. */
  heal(): Promise<void>
  /** Cuts the next connection when that many bytes of it have gone in that direction. */
  cutAfterBytes(bytes: number, direction: Direction): void
  /** How many are open now. */
  connections(): number
  close(): Promise<void>
}

/** Starts a proxy in front of `target`, which need not be up yet: where it refuses, the client is reset. */
export const startCutProxy = async (target: { host: string; port: number }): Promise<CutProxy> => {
  const weather = createWeather()
  /** The two sockets of each connection; only the client's while it waits for the weather. */
  const open = new Set<Set<Socket>>()
  let nextCut: { bytes: number; direction: Direction } | null = null

  const reset = (sockets: Set<Socket>) => {
    open.delete(sockets)
    for (const socket of sockets) resetSocket(socket)
  }
  const accept = async (client: Socket): Promise<void> => {
    const cut = nextCut
    nextCut = null
    const sockets = new Set<Socket>()
    open.add(sockets)
    const add = (socket: Socket) => {
      sockets.add(socket)
      socket.setNoDelay(true)
      // One that is held back when its other end is gone must not keep a process alive.
      socket.unref()
      socket.on('error', () => reset(sockets))
      socket.on('close', () => {
        sockets.delete(socket)
        if (sockets.size === 0) open.delete(sockets)
      })
    }
    add(client)
    await weather.passage()
    if (client.destroyed) return
    const server = connect({ ...target, allowHalfOpen: true })
    add(server)
    const cutAfter = (direction: Direction) => (cut?.direction === direction ? cut.bytes : null)
    pump({ from: client, to: server, passage: weather.passage, cutAfter: cutAfter('to-server') })
    pump({ from: server, to: client, passage: weather.passage, cutAfter: cutAfter('to-client') })
  }

  const listen = async (port: number): Promise<Server> => {
    const server = createServer({ allowHalfOpen: true }, accept)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let listener = await listen(0)
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  const { port } = address

  const cut = async () => {
    const closed = listener.listening ? once(listener.close(), 'close') : null
    for (const sockets of open) reset(sockets)
    weather.change({ kind: 'fair' })
    await closed
  }
  const change = async (next: Parameters<typeof weather.change>[0]) => {
    weather.change(next)
    if (!listener.listening) listener = await listen(port)
  }
  return {
    port,
    urlFor: (url) => {
      const through = new URL(url)
      through.hostname = '127.0.0.1'
      through.port = String(port)
      return through.href
    },
    cut,
    hang: () => change({ kind: 'hanging' }),
    slow: (delayMs) => change({ kind: 'slow', delayMs }),
    heal: () => change({ kind: 'fair' }),
    cutAfterBytes: (bytes, direction) => {
      nextCut = { bytes, direction }
    },
    connections: () => open.size,
    close: cut,
  }
}

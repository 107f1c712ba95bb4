import type { Agent, Dispatcher } from 'undici'
import type { Clock } from '../../../ops/clock.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { Endpoint } from './open-endpoint.ts'
import { type Problem, problemOf } from './problem.ts'
import { isErrorBody, readError } from './read-error.ts'
import { readRetryHeaders } from './read-retry-headers.ts'
import { toEvents } from './to-events.ts'

/** An error's body is read as far as this. */
const longestErrorBytes = 65_536

/** Thrown through the library, and caught on the other side of it. */
export class RequestFailed extends Error {
  readonly problem: Problem
  /** What the server said, as it came; null: nothing. */
  readonly body: string | null
  constructor(problem: Problem, body: string | null = null, options?: { cause: unknown }) {
    super(problem.why, options)
    this.name = 'RequestFailed'
    this.problem = problem
    this.body = body
  }
}

export interface FetchOptions {
  agent: Agent
  endpoint: Endpoint
  clock: Clock
  silenceMs: number
  longestBytes: number
  signal: AbortSignal
  /** Called with the very bytes that are sent, before they are; what it throws is thrown, and nothing is sent. */
  beforeSending: (body: string) => Promise<void>
}

/**
 * A `fetch` for one request: asks the configured address and no other, follows no redirect, takes no more bytes than it may, and gives up
 * when nothing comes for a while. What comes back is always a stream of events: a server that answers in one piece is read as if it had
 * streamed. Throws `RequestFailed`.
 */
export const createFetch =
  (options: FetchOptions): typeof globalThis.fetch =>
  async (_, init) => {
    const { agent, endpoint, clock } = options
    const body = typeof init?.body === 'string' ? init.body : ''
    await options.beforeSending(body)
    const patience = createPatience(options)
    const answer = await patience.wait(
      agent.request({
        origin: endpoint.origin,
        path: endpoint.path,
        method: 'POST',
        headers: {
          authorization: endpoint.authorization,
          'content-type': 'application/json',
          accept: 'text/event-stream, application/json',
          'accept-encoding': 'identity',
          'user-agent': 'relevo',
        },
        body,
        signal: patience.signal,
      }),
    )
    answer.body.on('error', () => {})
    const header = (name: string): string | undefined => {
      const value = answer.headers[name]
      return Array.isArray(value) ? value[0] : value
    }
    if (answer.statusCode >= 200 && answer.statusCode < 300)
      return new Response(await toEventStream(answer, header('content-type') ?? '', options, patience), {
        headers: { 'content-type': 'text/event-stream' },
      })
    const text = await readUpTo(answer, longestErrorBytes, patience)
    const retry = readRetryHeaders(header, clock.now())
    throw new RequestFailed(judgeAnswer(answer.statusCode, readError(text), retry), text)
  }

interface Patience {
  signal: AbortSignal
  /** The same promise, unless nothing happens for too long. */
  wait<T>(promise: Promise<T>): Promise<T>
}

const createPatience = ({ clock, silenceMs, signal }: FetchOptions): Patience => {
  const silence = new AbortController()
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    wait: async (promise) => {
      const cancel = clock.after(silenceMs, () => silence.abort())
      try {
        return await promise
      } catch (error) {
        if (silence.signal.aborted && !signal.aborted) {
          const why = `it said nothing for ${Math.round(silenceMs / 1000)} s`
          throw new RequestFailed(problemOf('timeout', why, { blamesServer: true, mayCost: true }))
        }
        throw signal.aborted ? error : unreachable(error)
      } finally {
        cancel()
      }
    },
  }
}

const neverSent: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  ...[
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
])

/** The code of the system is all that is told of it. */
const unreachable = (error: unknown): RequestFailed => {
  if (error instanceof RequestFailed) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  const wasSent = code === null || !neverSent.has(code)
  const why = `${wasSent ? 'the connection broke' : 'it could not be reached'}${code === null ? '' : ` (${code})`}`
  return new RequestFailed(
    problemOf(wasSent ? 'broken' : 'away', why, { passes: true, blamesServer: true, mayCost: wasSent }),
    null,
    { cause: error },
  )
}

/** With its colon; what begins otherwise is no stream of events. */
const longestFieldName = 6

const toEventStream = async (
  answer: Dispatcher.ResponseData,
  contentType: string,
  options: FetchOptions,
  patience: Patience,
): Promise<ReadableStream<Uint8Array> | string> => {
  const pieces = readPieces(answer, options.longestBytes, patience)
  if (/text\/event-stream/i.test(contentType)) return toStream(pieces, [])
  const first: Uint8Array[] = []
  let isKnown = false
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    first.push(next.value)
    if (isKnown) continue
    const beginning = Buffer.concat(first).toString('utf8').trimStart()
    // Events under the name of something else.
    if (/^(?:data|event|id|retry)?:/.test(beginning)) return toStream(pieces, first)
    isKnown = beginning.length >= longestFieldName
  }
  return convertWhole(Buffer.concat(first).toString('utf8'))
}

/** An answer in one piece. */
const convertWhole = (text: string): string => {
  const body = parseJson(text)
  if (isErrorBody(body)) {
    const error = readError(body)
    throw new RequestFailed(judgeAnswer(error.status ?? 500, error, noHeaders), text)
  }
  const events = toEvents(body)
  if (events !== null) return events
  const why = 'what it answered is no answer of a language model'
  throw new RequestFailed(problemOf('broken', why, { passes: true, blamesServer: true }), text)
}

export const noHeaders = { shouldRetry: null, retryAfterMs: null }

async function* readPieces(
  answer: Dispatcher.ResponseData,
  longestBytes: number,
  patience: Patience,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator: AsyncIterator<Buffer> = answer.body[Symbol.asyncIterator]()
  let taken = 0
  try {
    for (;;) {
      const next = await patience.wait(iterator.next())
      if (next.done === true) return
      taken += next.value.length
      if (taken > longestBytes)
        throw new RequestFailed(
          problemOf('broken', `its answer is longer than ${longestBytes} bytes`, {
            blamesServer: true,
            mayCost: true,
          }),
        )
      yield next.value
    }
  } finally {
    answer.body.destroy()
  }
}

const toStream = (
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  first: Uint8Array[],
): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of first) controller.enqueue(piece)
    },
    pull: async (controller) => {
      const next = await pieces.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: async () => {
      await pieces.return()
    },
  })

const readUpTo = async (
  answer: Dispatcher.ResponseData,
  longestBytes: number,
  patience: Patience,
): Promise<string> => {
  const taken: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of readPieces(answer, Number.POSITIVE_INFINITY, patience)) {
      taken.push(piece)
      length += piece.length
      if (length >= longestBytes) break
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(taken).subarray(0, longestBytes).toString('utf8')
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

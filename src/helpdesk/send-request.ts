import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Clock } from '../ops/clock.ts'
import { type WireResult, wireCode } from './wire-result.ts'

export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  headers: Record<string, string>
  body: string | Uint8Array | null
  /** From now until the last byte of the answer. */
  deadlineMs: number
  maxAnswerBytes: number
  signal: AbortSignal | undefined
  /** The caller's last word, asked right before the first byte. */
  mayStart?: (() => boolean) | undefined
}

/**
 * Sends one request, once, and tells what is known afterwards. Never throws and never repeats.
 *
 * Whether anything was sent is not guessed from the error: undici calls `onRequestStart` right before it writes a request
 * to a connected socket, and fails requests that still wait for a connection without it. An error without that call
 * proves that nothing left; every error after it leaves the effect open.
 */
export const sendRequest = (
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: WireRequest,
  clock: Clock,
): Promise<WireResult> =>
  new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null
    let status: number | null = null
    let headers: IncomingHttpHeaders = {}
    const chunks: Buffer[] = []
    let size = 0
    let settled = false

    const settle = (code: string | null) => {
      if (settled) return
      settled = true
      cancelDeadline()
      request.signal?.removeEventListener('abort', abort)
      const body = code === null ? Buffer.concat(chunks) : null
      resolve({ started: controller !== null, status, headers, body, code })
    }
    const giveUp = (code: string) => {
      settle(code)
      controller?.abort(new Error(code))
    }
    const abort = () => giveUp(wireCode.aborted)
    const cancelDeadline = clock.after(request.deadlineMs, () => giveUp(wireCode.deadline))
    if (request.signal?.aborted) return abort()
    request.signal?.addEventListener('abort', abort, { once: true })

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(starting) {
        // Given up while waiting for a connection: this stops it before the first byte.
        if (settled) return starting.abort(new Error(wireCode.aborted))
        if (request.mayStart?.() === false) {
          settle(wireCode.aborted)
          return starting.abort(new Error(wireCode.aborted))
        }
        // With pipelining 1 undici never sends a request again; should it ever, the first sending stays unexplained.
        if (controller !== null) {
          settle(wireCode.resent)
          return starting.abort(new Error(wireCode.resent))
        }
        controller = starting
      },
      onResponseStart(_controller, statusCode, responseHeaders) {
        if (statusCode < 200) return
        status = statusCode
        headers = responseHeaders
      },
      onResponseData(_controller, chunk) {
        size += chunk.length
        if (size > request.maxAnswerBytes) giveUp(wireCode.tooLarge)
        else if (!settled) chunks.push(chunk)
      },
      onResponseEnd: () => settle(null),
      onResponseError: (_controller, error) => settle(codeOf(error)),
    }
    try {
      dispatcher.dispatch(
        {
          method: request.method,
          path: request.path,
          headers: request.headers,
          body: request.body,
          // One deadline covers everything; undici's own time-outs would only blur which one fired.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      )
    } catch (error) {
      settle(codeOf(error))
    }
  })

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'UNKNOWN'
  // With several addresses Node reports an AggregateError, whose members know why.
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0])
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

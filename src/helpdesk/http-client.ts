import { Pool } from 'undici'
import type * as z from 'zod'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { classifyFailure, classifyUnreadable } from './classify-failure.ts'
import type { Governor, Observation, Operation } from './governor.ts'
import type { CallOptions, Failure } from './helpdesk.ts'
import type { BaseUrl } from './normalise-base-url.ts'
import type { ObserveCall } from './observed-call.ts'
import { parseRateLimit } from './parse-rate-limit.ts'
import { parseRetryAfter } from './parse-retry-after.ts'
import { type ReadRefusal, type Refusal, silentRefusal } from './refusal.ts'
import { sendRequest } from './send-request.ts'
import type { WireResult } from './wire-result.ts'

/** Makes calls to one helpdesk account: one permit, one request, one verdict. It never repeats a call by itself. */
export interface HttpClient {
  call<T>(call: ApiCall<T>, options: CallOptions): Promise<ApiResult<T>>
  close(): Promise<void>
}

export interface ApiCall<T> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Template of the route for logs and metrics. */
  route: string
  /** Path below the API's root, with its query. */
  path: string
  operation: Operation
  /** Rate-limit credits. */
  cost: number
  headers?: Record<string, string>
  body?: { json: unknown } | { form: FormData } | { bytes: Uint8Array; contentType: string }
  /** What a 2xx must look like; an empty body is parsed as null. */
  schema: z.ZodType<T>
  /** Passes a shut door. */
  probe?: boolean
  /** Why a 2xx is none all the same, for vendors that answer 200 to nobody. */
  refuses?: (value: T) => Failure | null
  /** Whether a 429 speaks of the record that is written alone, and not of the account. */
  isRecordLimit?: (refused: { retryAfterMs: number | null; remaining: number | null }) => boolean
}

/**
 * `hasNext`: the answer links to a next page. `answeredAt`: by the helpdesk's own clock (ms), when it tells. `refusal`: what the
 * helpdesk's own error body said.
 */
export type ApiResult<T> =
  | { effect: 'done'; value: T; hasNext: boolean; answeredAt: number | null }
  | { effect: 'none' | 'unknown'; failure: Failure; refusal: Refusal }

export interface HttpClientOptions {
  helpdesk: string
  baseUrl: BaseUrl
  apiPath: string
  authorization: string
  timeouts: { connect: number; request: number }
  connections: number
  readRefusal: ReadRefusal
  governor: Governor
  clock: Clock
  logger: Logger
  observe: ObserveCall
}

// A page of 100 tickets, each with 64 KB of HTML and the same as text, is 13 MB.
const maxAnswerBytes = 32 * 1024 * 1024

/**
 * Connections are kept for 4 s when the server says nothing (Node closes idle ones after 5 s, nginx after 75 s), and for
 * 2 s less than what it announces: a request that meets a closing connection is a write with an unknown effect.
 */
const keepAlive = { keepAliveTimeout: 4_000, keepAliveMaxTimeout: 60_000, keepAliveTimeoutThreshold: 2_000 }

export const createHttpClient = (client: HttpClientOptions): HttpClient => {
  const pool = new Pool(client.baseUrl.origin, {
    ...keepAlive,
    connections: client.connections,
    pipelining: 1,
    allowH2: false,
    connect: { timeout: client.timeouts.connect },
  })

  const send = async <T>(call: ApiCall<T>, options: CallOptions): Promise<WireResult> => {
    const body = await encodeBody(call.body)
    return sendRequest(
      pool,
      {
        method: call.method,
        path: `${client.baseUrl.prefix}${client.apiPath}${call.path}`,
        headers: {
          accept: 'application/json',
          'user-agent': 'relevo',
          authorization: client.authorization,
          ...call.headers,
          ...(body.contentType === null ? {} : { 'content-type': body.contentType }),
        },
        body: body.bytes,
        deadlineMs: client.timeouts.request,
        maxAnswerBytes,
        signal: options.signal,
        mayStart: options.maySend,
      },
      client.clock,
    )
  }

  const call = async <T>(call: ApiCall<T>, options: CallOptions): Promise<ApiResult<T>> => {
    const permit = await client.governor.acquire({
      lane: options.lane,
      operation: call.operation,
      cost: call.cost,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(call.probe === undefined ? {} : { probe: call.probe }),
    })
    if (permit.held !== undefined) return { effect: 'none', failure: permit.held, refusal: silentRefusal }
    const startedAt = client.clock.now()
    if (call.method !== 'GET') options.onSend?.()
    const wire = await send(call, options)
    const now = client.clock.now()
    const result = judge(call, wire, client.readRefusal, now)
    permit.settle(observationOf(call, wire, result, now))
    const observed = {
      helpdesk: client.helpdesk,
      operation: call.operation,
      method: call.method,
      route: call.route,
      status: wire.status,
      outcome: outcomeOf(call, result),
      ms: now - startedAt,
      reference: options.reference ?? null,
    }
    client.observe(observed)
    client.logger.debug({ ...observed, code: wire.code }, 'help desk call')
    return result
  }

  return { call, close: () => pool.destroy() }
}

const judge = <T>(
  call: ApiCall<T>,
  wire: WireResult,
  readRefusal: ReadRefusal,
  now: number,
): ApiResult<T> => {
  const json = wire.body === null ? undefined : parseJson(wire.body)
  const succeeded = wire.status !== null && wire.status >= 200 && wire.status < 300
  if (succeeded && wire.status !== null && wire.body !== null) {
    const parsed = call.schema.safeParse(json)
    if (parsed.success) {
      const failure = call.refuses?.(parsed.data) ?? null
      if (failure !== null) return { effect: 'none', failure, refusal: silentRefusal }
      const hasNext = linksToNext(wire.headers['link'])
      const answeredAt = Date.parse(wire.headers['date'] ?? '')
      return {
        effect: 'done',
        value: parsed.data,
        hasNext,
        answeredAt: Number.isNaN(answeredAt) ? null : answeredAt,
      }
    }
    const code = json === undefined ? 'NOT_JSON' : 'WRONG_SHAPE'
    return { ...classifyUnreadable(wire.status, code), refusal: silentRefusal }
  }
  const refusal = succeeded ? silentRefusal : readRefusal(json)
  const retryAfterMs = parseRetryAfter(wire.headers['retry-after'], now)
  return { ...classifyFailure({ ...wire, refusal, retryAfterMs, now }), refusal }
}

const observationOf = <T>(
  call: ApiCall<T>,
  wire: WireResult,
  result: ApiResult<T>,
  now: number,
): Observation => {
  const answered = wire.status !== null && wire.status < 500 && wire.status !== 408
  const failure = result.effect === 'done' ? null : result.failure.kind
  const limit = parseRateLimit(wire.headers)
  const retryAfterMs = parseRetryAfter(wire.headers['retry-after'], now)
  const ofRecord =
    wire.status === 429 && call.isRecordLimit?.({ retryAfterMs, remaining: limit.remaining }) === true
  return {
    outcome: answered ? 'answered' : failure === 'held' ? 'never-sent' : 'no-answer',
    // A 403 that means "locked out" shuts the door like a 401; one that means "not this" must not.
    status: failure === 'credentials' ? 401 : wire.status,
    ...limit,
    retryAfterMs,
    ...(ofRecord ? { ofRecord } : {}),
  }
}

const outcomeOf = <T>(call: ApiCall<T>, result: ApiResult<T>): string => {
  if (result.effect === 'done') return 'done'
  return result.effect === 'unknown' && call.method !== 'GET' ? 'unknown' : result.failure.kind
}

const encodeBody = async (
  body: ApiCall<unknown>['body'],
): Promise<{ bytes: string | Uint8Array | null; contentType: string | null }> => {
  if (body === undefined) return { bytes: null, contentType: null }
  if ('bytes' in body) return body
  if ('json' in body) return { bytes: JSON.stringify(body.json), contentType: 'application/json' }
  // Encoded whole: a length that is known beforehand, and no stream that could fail midway.
  const encoded = new Response(body.form)
  return { bytes: await encoded.bytes(), contentType: encoded.headers.get('content-type') }
}

const parseJson = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return null
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  } catch {
    return undefined
  }
}

const linksToNext = (link: string | string[] | undefined): boolean =>
  /rel="?next"?/.test(Array.isArray(link) ? link.join(',') : (link ?? ''))

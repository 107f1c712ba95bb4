import { getResponse } from 'msw'
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../../src/sandbox/freshdesk/options.ts'
import type { SandboxClock } from '../../src/sandbox/sandbox-clock.ts'

export interface ManualClock extends SandboxClock {
  /** Moves time on and runs what came due. */
  advance(ms: number): void
}

/** A clock that stands still until it is moved. */
export const createManualClock = (start = Date.UTC(2026, 0, 15, 10)): ManualClock => {
  let time = start
  let timers: { at: number; callback: () => void }[] = []
  return {
    now: () => time,
    after: (ms, callback) => {
      const timer = { at: time + ms, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance: (ms) => {
      time += ms
      const due = timers.filter((timer) => timer.at <= time)
      timers = timers.filter((timer) => timer.at > time)
      for (const { callback } of due) callback()
    },
  }
}

export interface Reply {
  status: number
  headers: Headers
  text: string
  /** The parsed body; null when it is empty. Tests look into it freely. */
  body: Json
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape, and a wrong path fails its assertion.
export type Json = any

export interface CallOptions {
  key?: string
  headers?: Record<string, string>
}

export type Caller = (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<Reply>

export const authorization = (key = 'sandbox-key'): string =>
  `Basic ${Buffer.from(`${key}:X`).toString('base64')}`

const origin = 'https://acme.freshdesk.com'

/** Calls the sandbox in process through msw's `getResponse`. A network error is thrown. */
const createCaller =
  (sandbox: FreshdeskSandbox): Caller =>
  async (method, path, body, { key, headers = {} } = {}) => {
    const isForm = body instanceof FormData
    const request = new Request(`${origin}/api/v2${path}`, {
      method,
      headers: {
        authorization: authorization(key),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await getResponse(sandbox.handlers, request)
    if (!response) throw new Error(`Nobody answers ${method} ${path}`)
    if (response.type === 'error') throw new Error('network error')
    const text = await response.text()
    let parsed: unknown = null
    try {
      parsed = text === '' ? null : JSON.parse(text)
    } catch {}
    return { status: response.status, headers: response.headers, text, body: parsed }
  }

export const openSandbox = (options: FreshdeskSandboxOptions = {}) => {
  const clock = createManualClock()
  const sandbox = createFreshdeskSandbox({ clock, ...options })
  return { clock, sandbox, account: sandbox.account, call: createCaller(sandbox) }
}

export const newTicket = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  email: 'ana@example.com',
  subject: 'I cannot log in',
  description: 'It says <b>no</b>',
  status: 2,
  priority: 1,
  source: 2,
  ...more,
})

/** `field code` of each error, to compare at a glance. */
export const errorsOf = (reply: Reply): string[] =>
  reply.body.errors.map((error: { field: string; code: string }) => `${error.field} ${error.code}`)

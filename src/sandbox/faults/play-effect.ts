import { type Answer, convertToResponse, emptyAnswer, jsonAnswer } from '../answer.ts'
import type { SandboxClock } from '../sandbox-clock.ts'
import type { Effect } from './fault.ts'

/** What the caller gets. `status` null: no whole answer. */
export interface Outcome {
  response: Response
  status: number | null
}

export interface Vendor {
  /** Does the call's work once and answers it. */
  work(): Answer
  unauthorized(): Answer
  forbidden(code: string): Answer
}

// A network error: over a socket the adapter cuts the connection.
const cut = (): Outcome => ({ response: Response.error(), status: null })
const answered = (answer: Answer): Outcome => ({ response: convertToResponse(answer), status: answer.status })
const never = new Promise<never>(() => undefined)

const edgePage = (status: number): string =>
  `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>edge</body></html>`

const edgeAnswer = (status: number, body: 'json' | 'html' | 'empty'): Answer => {
  if (body === 'empty') return emptyAnswer(status)
  if (body === 'json') {
    return jsonAnswer(status, { code: 'server_error', message: 'Something went wrong at our end' })
  }
  return { status, headers: { 'content-type': 'text/html' }, body: edgePage(status) }
}

const bytesOf = (answer: Answer): Uint8Array<ArrayBuffer> =>
  typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : (answer.body ?? new Uint8Array())

/** Announces the whole length and sends half of it. */
const halfAnswer = (answer: Answer): Outcome => {
  const bytes = bytesOf(answer)
  let sent = false
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent) return controller.error(new Error('The sandbox cut this answer in the middle'))
      sent = true
      controller.enqueue(bytes.slice(0, Math.max(1, bytes.length >> 1)))
    },
  })
  const headers = { ...answer.headers, 'content-length': String(bytes.length) }
  return { response: new Response(stream, { status: answer.status, headers }), status: null }
}

const slowAnswerParts = 10

const slowAnswer = (answer: Answer, ms: number, clock: SandboxClock): Outcome => {
  const bytes = bytesOf(answer)
  const size = Math.max(1, Math.ceil(bytes.length / slowAnswerParts))
  let position = 0
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (position >= bytes.length) return controller.close()
      await new Promise<void>((resolve) => clock.after(ms / slowAnswerParts, resolve))
      controller.enqueue(bytes.slice(position, position + size))
      position += size
    },
  })
  return { response: new Response(stream, answer), status: answer.status }
}

/** Plays an effect on one call. Never settles where the fault is that no answer comes. */
export const playEffect = async (
  effect: Exclude<Effect, { kind: 'field' }>,
  vendor: Vendor,
  clock: SandboxClock,
): Promise<Outcome> => {
  switch (effect.kind) {
    case 'latency':
      await new Promise<void>((resolve) => clock.after(effect.ms, resolve))
      return answered(vendor.work())
    case 'hang':
      return never
    case 'drop':
      return cut()
    case 'status':
      return answered(edgeAnswer(effect.status, effect.body))
    case 'rate-limit': {
      const headers: Record<string, string> =
        effect.retryAfter === null ? {} : { 'retry-after': String(effect.retryAfter) }
      return answered(jsonAnswer(429, { message: 'You have exceeded the limit of requests' }, headers))
    }
    case 'unauthorized':
      return answered(vendor.unauthorized())
    case 'forbidden':
      return answered(vendor.forbidden(effect.code))
    case 'redirect':
      return answered(emptyAnswer(302, { location: effect.location }))
    case 'act-then-drop':
      vendor.work()
      return cut()
    case 'act-then-hang':
      vendor.work()
      return never
    case 'act-then-status':
      vendor.work()
      return answered(edgeAnswer(effect.status, effect.body))
    case 'act-late':
      clock.after(effect.ms, () => vendor.work())
      return effect.connection === 'cut' ? cut() : never
    case 'half-answer':
      return halfAnswer(vendor.work())
    case 'slow-answer':
      return slowAnswer(vendor.work(), effect.ms, clock)
    case 'invalid-json': {
      const { status, headers } = vendor.work()
      return answered({ status: status === 204 ? 200 : status, headers, body: '{"id": 7, "subject"' })
    }
    case 'empty-answer': {
      const { status, headers } = vendor.work()
      return answered({ status, headers, body: null })
    }
    default: {
      const unknown: never = effect
      return unknown
    }
  }
}

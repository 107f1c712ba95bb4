import type { Clock } from '../ops/clock.ts'
import type { CallOptions, Failure, Read } from './helpdesk.ts'

/** A read that is kept for a while. `null`: the account does not let us read it, which is kept too. */
export interface Remembered<T> {
  get(options: CallOptions, freshnessMs?: number): Promise<Read<T | null>>
  /** What is known without asking, however old. */
  peek(): T | null
}

export const rememberedMs = 3_600_000
/** How long a refusal to be read is believed. */
const forbiddenMs = 600_000
// A read that fails this often and this long, while the help desk is open, may be broken for good; what has to be created
// is worth more than what it would have told. Not believed for long, as an outage of everything begins the same way.
const brokenAfter = { failures: 5, ms: 60_000 }
const brokenMs = 60_000

/**
 * Keeps the answer of `load` for an hour. Callers that come while it is loading share one call, which none of them can
 * abort for the others; an older answer is good enough while the helpdesk cannot be asked. Without one, a read that goes on
 * failing by itself counts for a minute as one that is not allowed.
 */
export const createRemembered = <T>(
  load: (options: CallOptions) => Promise<Read<T>>,
  clock: Clock,
): Remembered<T> => {
  let kept: { value: T | null; at: number; forMs: number } | null = null
  let failing: { since: number; times: number } | null = null
  let loading: Promise<Read<T | null>> | null = null

  const refresh = async (options: CallOptions): Promise<Read<T | null>> => {
    const { signal: _signal, ...unabortable } = options
    const read = await load(unabortable)
    if (read.ok) {
      kept = { value: read.value, at: clock.now(), forMs: rememberedMs }
      failing = null
      return read
    }
    if (kept !== null && kept.value !== null) return { ok: true, value: kept.value }
    if (isTransient(read.failure) && !isBroken(read.failure)) return read
    kept = { value: null, at: clock.now(), forMs: failing === null ? forbiddenMs : brokenMs }
    return { ok: true, value: null }
  }

  const isBroken = ({ kind }: Failure): boolean => {
    if (kind !== 'unavailable') return false
    failing = { since: failing?.since ?? clock.now(), times: (failing?.times ?? 0) + 1 }
    return failing.times >= brokenAfter.failures && clock.now() - failing.since >= brokenAfter.ms
  }

  return {
    peek: () => kept?.value ?? null,
    get: async (options, freshnessMs = rememberedMs) => {
      if (kept !== null && clock.now() - kept.at < Math.min(freshnessMs, kept.forMs))
        return { ok: true, value: kept.value }
      loading ??= refresh(options).finally(() => {
        loading = null
      })
      return untilAborted(loading, options.signal)
    },
  }
}

/** Failures that say nothing about whether the account lets us read this. */
export const isTransient = (failure: Failure): boolean => {
  switch (failure.kind) {
    case 'held':
    case 'rate-limited':
    case 'credentials':
      return true
    case 'unavailable':
      // A readable status with an unreadable body will not read better in a minute.
      return failure.status === null || failure.status >= 300
    case 'forbidden':
    case 'invalid':
    case 'not-found':
    case 'gone':
    case 'conflict':
    case 'too-large':
    case 'unsupported':
      return false
    default:
      return failure satisfies never
  }
}

const untilAborted = <T>(read: Promise<Read<T>>, signal: AbortSignal | undefined): Promise<Read<T>> => {
  if (signal === undefined) return read
  const held: Read<T> = {
    ok: false,
    failure: { kind: 'held', message: 'Stopped before anything was sent.', retryAt: null },
  }
  if (signal.aborted) return Promise.resolve(held)
  return new Promise((resolve, reject) => {
    const abort = () => resolve(held)
    signal.addEventListener('abort', abort, { once: true })
    read.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

import type { Clock } from './clock.ts'
import { decideReadiness, type Readiness, type ReadinessInput } from './decide-readiness.ts'
import type { ReadFigures } from './figures.ts'

export interface Health {
  /** Looks, or answers what was seen within the last second. Never rejects and never takes longer than the time-out. */
  readiness(): Promise<Readiness>
  /** From now on: not ready. */
  drain(): void
}

export interface HealthDependencies {
  /** Rejects when the store takes no write; an error with `code` and `remedy` explains itself. */
  probeStore(): Promise<void>
  figures: ReadFigures
  clock: Clock
  /** How long a store may take to answer; default 2,000. */
  timeoutMs?: number
  /** How long an answer is good for several askers; default 1,000. */
  freshMs?: number
}

const remedyOf = (error: unknown): { code: string; remedy: string } => {
  const text = (key: string, otherwise: string) => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined
    return typeof value === 'string' ? value : otherwise
  }
  // `remedy` is written for people and marks errors of our own; nobody else's text is shown.
  const own = text('remedy', '')
  return own === ''
    ? { code: 'unavailable', remedy: 'See the log.' }
    : { code: text('code', 'unavailable'), remedy: own }
}

export const createHealth = (dependencies: HealthDependencies): Health => {
  const { probeStore, figures, clock } = dependencies
  const timeoutMs = dependencies.timeoutMs ?? 2000
  const freshMs = dependencies.freshMs ?? 1000
  let draining = false
  let last: { at: number; looking: Promise<Look> } | null = null

  const within = <T>(work: Promise<T>, late: T): Promise<T> => {
    const { promise, resolve } = Promise.withResolvers<T>()
    const cancel = clock.after(timeoutMs, () => resolve(late))
    return Promise.race([work, promise]).finally(cancel)
  }

  const look = async (): Promise<Look> => {
    const probe = probeStore().then(
      (): ReadinessInput['store'] => ({ ok: true }),
      (error: unknown): ReadinessInput['store'] => ({ ok: false, ...remedyOf(error) }),
    )
    const [store, ledger] = await Promise.all([
      within(probe, { ok: false, code: 'slow', remedy: `It did not answer within ${timeoutMs} ms.` }),
      within(
        figures.ledger().catch(() => null),
        null,
      ),
    ])
    return { store, ledger }
  }

  return {
    drain: () => {
      draining = true
    },
    readiness: async () => {
      // A probe is a durable write: many monitors must not turn into many writes.
      if (last === null || clock.now() - last.at >= freshMs) last = { at: clock.now(), looking: look() }
      const seen = await last.looking
      return decideReadiness({
        ...seen,
        draining,
        helpdesks: figures.helpdesks(),
        alertAfterMs: figures.alertAfterMs,
        now: clock.now(),
      })
    },
  }
}

type Look = Pick<ReadinessInput, 'store' | 'ledger'>

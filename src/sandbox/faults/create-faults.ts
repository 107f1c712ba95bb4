import { createRandom } from './create-random.ts'
import { type Effect, type EffectInput, type Fault, faultSchema, type Match } from './fault.ts'
import { isPathMatch } from './is-path-match.ts'

export interface FaultReport extends Fault {
  id: number
  /** Calls that matched method, path and time. */
  seen: number
  /** Calls that it was played on. */
  played: number
}

/** The control of what goes wrong. Faults added earlier go first; one call meets at most one, apart from field faults. */
export interface Faults {
  /** Returns a function that takes the fault away again. Throws on a fault that does not exist. */
  add(effect: EffectInput, match?: Match): () => void
  /** A 400 naming `field` whenever it is sent, or with `missing_field` whenever it is not. */
  fieldFault(field: string, code?: string, message?: string): () => void
  list(): FaultReport[]
  /** Takes a fault away by its id; false when there is none. */
  remove(id: number): boolean
  clear(): void
  /**
   * Everything is refused until `up()`. Over a socket nobody listens any more. `forMs` brings it up by itself.
   */
  down(forMs?: number): void
  up(): void
  isDown(): boolean
  /** Calls back when it goes down or up. Returns a function that unsubscribes. */
  onDown(listener: (down: boolean) => void): () => void
  /** For the sandbox itself: which faults this call meets, counting it. */
  meet(call: { method: string; path: string; at: number }): {
    effect: Effect | null
    fields: FieldFault[]
  }
}

/** A field fault that this call may meet; `play` is called when the field was found. */
export interface FieldFault {
  effect: FieldEffect
  play(): void
}

export type FieldEffect = Extract<Effect, { kind: 'field' }>

interface FaultOptions {
  after: (ms: number, callback: () => void) => () => void
  /** Seed of the random that `probability` draws from. */
  seed: number
}

export const createFaults = ({ after, seed }: FaultOptions): Faults => {
  let faults: FaultReport[] = []
  let random = createRandom(seed)
  let nextId = 1
  let down = false
  let cancelUp: () => void = () => undefined
  const listeners = new Set<(down: boolean) => void>()

  const setDown = (value: boolean): void => {
    cancelUp()
    if (down === value) return
    down = value
    for (const listener of listeners) listener(value)
  }

  const add: Faults['add'] = (effect, match = {}) => {
    const fault: FaultReport = { ...faultSchema.parse({ effect, match }), id: nextId++, seen: 0, played: 0 }
    faults.push(fault)
    return () => {
      faults = faults.filter((other) => other !== fault)
    }
  }

  const isPlayed = (
    fault: FaultReport,
    { method, path, at }: { method: string; path: string; at: number },
  ) => {
    const { match } = fault
    if (match.method !== undefined && match.method.toUpperCase() !== method) return false
    if (match.path !== undefined && !isPathMatch(match.path, path)) return false
    if (at < (match.from ?? at) || at >= (match.until ?? Number.POSITIVE_INFINITY)) return false
    fault.seen += 1
    if (fault.played >= (match.count ?? Number.POSITIVE_INFINITY)) return false
    if (match.nth !== undefined && match.nth !== fault.seen) return false
    return match.probability === undefined || random() < match.probability
  }

  return {
    add,
    fieldFault: (field, code, message) =>
      add({
        kind: 'field',
        field,
        ...(code !== undefined && { code }),
        ...(message !== undefined && { message }),
      }),
    list: () => faults.map((fault) => ({ ...fault })),
    remove: (id) => {
      const count = faults.length
      faults = faults.filter((fault) => fault.id !== id)
      return faults.length < count
    },
    clear: () => {
      faults = []
      random = createRandom(seed)
      setDown(false)
    },
    down: (forMs) => {
      setDown(true)
      if (forMs !== undefined) cancelUp = after(forMs, () => setDown(false))
    },
    up: () => setDown(false),
    isDown: () => down,
    onDown: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    meet: (call) => {
      let effect: Effect | null = null
      const fields: FieldFault[] = []
      for (const fault of faults) {
        const isField = fault.effect.kind === 'field'
        if ((effect && !isField) || !isPlayed(fault, call)) continue
        const { effect: met } = fault
        const play = () => {
          fault.played += 1
        }
        if (met.kind === 'field') fields.push({ effect: met, play })
        else {
          effect = met
          play()
        }
      }
      return { effect, fields }
    },
  }
}

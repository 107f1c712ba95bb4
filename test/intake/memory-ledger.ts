import type { Entry, Ledger, NewEntry, PutOutcome } from '../../src/ledger/ledger.ts'

/** The two verbs of the ledger that intake uses, in memory, with the ledger's rules for repeats. */
export interface MemoryLedger extends Pick<Ledger, 'put' | 'waitUntilSettled'> {
  /** Everything put, in order, refused ones too. */
  readonly puts: NewEntry[]
  find(id: string): Entry | undefined
  /** Forgets everything. */
  clear(): void
  /** Changes an entry and wakes who waits for it. */
  settle(id: string, change: Partial<Entry>): void
  /** Makes the next puts throw this, or never answer; null: work again. */
  failWith(error: Error | 'hang' | null): void
  /** How many requests wait now. */
  waiting(): number
}

export const createMemoryLedger = (now: () => number): MemoryLedger => {
  const puts: NewEntry[] = []
  const entries = new Map<string, Entry>()
  const keys = new Map<string, { id: string; fingerprint: string; expiresAt: number | null }>()
  const listeners = new Set<() => void>()
  let counter = 0
  let failure: Error | 'hang' | null = null

  const put = async (entry: NewEntry): Promise<PutOutcome> => {
    if (failure === 'hang') return new Promise(() => {})
    if (failure !== null) throw failure
    const key = `${entry.source} ${entry.idempotency.key}`
    const former = keys.get(key)
    if (former !== undefined && (former.expiresAt === null || former.expiresAt > now())) {
      const known = entries.get(former.id)
      if (former.fingerprint !== entry.idempotency.fingerprint) return { kind: 'conflict', id: former.id }
      if (known !== undefined) return { kind: 'duplicate', entry: known }
    }
    puts.push(structuredClone(entry))
    counter += 1
    const id = `handoff-${counter}`
    keys.set(key, { id, ...entry.idempotency })
    entries.set(id, entryOf(id, entry, now()))
    return { kind: 'stored', id, receivedAt: now() }
  }

  return {
    puts,
    put,
    find: (id) => entries.get(id),
    clear: () => {
      puts.length = 0
      entries.clear()
      keys.clear()
    },
    failWith: (next) => {
      failure = next
    },
    waiting: () => listeners.size,
    settle: (id, change) => {
      const entry = entries.get(id)
      if (entry === undefined) throw new Error(`No entry ${id}.`)
      entries.set(id, { ...entry, ...change })
      for (const wake of listeners) wake()
    },
    waitUntilSettled: (id, timeoutMs, signal) =>
      new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer)
          listeners.delete(check)
          signal?.removeEventListener('abort', finish)
          resolve(entries.get(id) ?? null)
        }
        const check = () => {
          if (['delivered', 'parked', 'dismissed'].includes(entries.get(id)?.state ?? '')) finish()
        }
        const timer = setTimeout(finish, timeoutMs)
        listeners.add(check)
        signal?.addEventListener('abort', finish)
        check()
      }),
  }
}

const entryOf = (id: string, entry: NewEntry, receivedAt: number): Entry => ({
  id,
  source: entry.source,
  helpdesk: entry.helpdesk,
  state: entry.refusal === null ? 'received' : 'refused',
  why: entry.refusal?.why ?? null,
  requestId: entry.requestId,
  requesterKey: entry.requesterKey,
  receivedAt,
  dueAt: receivedAt,
  endedAt: null,
  attempts: 0,
  failures: 0,
  writes: 0,
  write: null,
  ticket: null,
  acknowledgement: null,
  followUp: null,
  flags: [],
  classification: null,
  handoff: entry.handoff,
})

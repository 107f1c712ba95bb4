/** One call that reached the sandbox. `status` null: no answer was given (or not yet). */
export interface CallRecord {
  number: number
  method: string
  /** Path under the API base, e.g. `/tickets/7`. */
  path: string
  /** Query string without the question mark. */
  query: string
  at: number
  status: number | null
  /** Rate-limit credits that it spent. */
  credits: number
  /** Kind of the fault that was played on it. */
  fault: string | null
}

// Enough for any bench; beyond it the oldest half goes, so that a sandbox left running stays small.
const longestLog = 100_000

export interface CallLog {
  readonly calls: readonly CallRecord[]
  add(call: Omit<CallRecord, 'number' | 'status' | 'credits' | 'fault'>): CallRecord
  clear(): void
}

export const createCallLog = (): CallLog => {
  const calls: CallRecord[] = []
  let count = 0
  return {
    calls,
    add: (call) => {
      if (calls.length >= longestLog) calls.splice(0, longestLog / 2)
      count += 1
      const record: CallRecord = { ...call, number: count, status: null, credits: 0, fault: null }
      calls.push(record)
      return record
    },
    clear: () => {
      calls.length = 0
      count = 0
    },
  }
}

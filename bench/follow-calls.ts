import type { CallRecord } from '../src/sandbox/call-log.ts'

const everyMs = 100

/**
 * Keeps every call that a sandbox gets, also those that its own log lets go. The records are the sandbox's: what became of a call is
 * written into it later.
 */
export const followCalls = (sandbox: { requests: readonly CallRecord[] }) => {
  const calls: CallRecord[] = []
  const take = () => {
    const { requests } = sandbox
    const last = calls.at(-1)?.number ?? 0
    let from = requests.length
    while (from > 0 && (requests[from - 1]?.number ?? 0) > last) from -= 1
    for (const call of requests.slice(from)) calls.push(call)
  }
  const timer = setInterval(take, everyMs)
  return {
    /** All of them until now, oldest first. */
    calls: (): readonly CallRecord[] => {
      take()
      return calls
    },
    end: () => clearInterval(timer),
  }
}

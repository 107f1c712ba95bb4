import type { Clock } from '../ops/clock.ts'

/** The signal and the hook for one write. */
export interface SendGuard {
  signal: AbortSignal
  onSend: () => void
  end(): void
}

/**
 * Gives up a write that still waits for its turn when the worker stops, the lease is lost, or `patienceMs` is over. Once it
 * is sent nothing aborts it: its answer is worth more than a quick end.
 */
export const guardSend = (
  reasons: AbortSignal[],
  { clock, patienceMs }: { clock: Clock; patienceMs: number },
): SendGuard => {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const cancel = clock.after(patienceMs, abort)
  const end = () => {
    cancel()
    for (const reason of reasons) reason.removeEventListener('abort', abort)
  }
  for (const reason of reasons) {
    if (reason.aborted) abort()
    reason.addEventListener('abort', abort, { once: true })
  }
  return { signal: controller.signal, onSend: end, end }
}

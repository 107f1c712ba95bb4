import type { Clock } from '../ops/clock.ts'

/** The signal and the hook for one write. */
export interface SendGuard {
  signal: AbortSignal
  onSend: () => void
  /** The last word, asked when a connection is ready: a process that was frozen in between must not send what others took over. */
  maySend: () => boolean
  end(): void
}

/**
 * Gives up a write that still waits for its turn when the worker stops, the lease is lost, or `patienceMs` is over, by timer and
 * by the clock: after a pause of the whole process a timer may come too late. Once it
 * is sent nothing aborts it: its answer is worth more than a quick end.
 */
export const guardSend = (
  reasons: AbortSignal[],
  { clock, patienceMs }: { clock: Clock; patienceMs: number },
): SendGuard => {
  const controller = new AbortController()
  const until = clock.now() + patienceMs
  // Counts on when the clock is set back; and the clock does while the machine is suspended, when this one stands still.
  const steadyUntil = performance.now() + patienceMs
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
  return {
    signal: controller.signal,
    onSend: end,
    maySend: () => !controller.signal.aborted && clock.now() < until && performance.now() < steadyUntil,
    end,
  }
}

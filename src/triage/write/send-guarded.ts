import { guardSend } from '../../helpdesk/guard-send.ts'
import type { CallOptions, Write } from '../../helpdesk/outcome.ts'
import type { Switch } from '../triage-store.ts'
import { patienceMs, type WriteTools } from './write-tools.ts'

/**
 * Sends a write in the lane behind all others. While it waits for its turn it is given up when the process ends, when its patience is
 * over, and when the switches hold it back (null: none does); then its effect is `none`. Once it is sent, nothing aborts it.
 */
export const sendGuarded = async <T>(
  { stopWatch, stopping, clock }: WriteTools,
  {
    isHeldBack,
    reference,
  }: { isHeldBack: ((switches: readonly Switch[]) => boolean) | null; reference: string },
  send: (options: CallOptions) => Promise<Write<T>>,
): Promise<Write<T>> => {
  const watched = isHeldBack === null ? null : await stopWatch.watch(isHeldBack)
  const reasons = watched === null ? [stopping] : [stopping, watched.stopped]
  const guard = guardSend(reasons, { clock, patienceMs })
  try {
    return await send({
      lane: 'background',
      reference,
      signal: guard.signal,
      onSend: guard.onSend,
      maySend: () => guard.maySend() && reasons.every(({ aborted }) => !aborted),
    })
  } finally {
    guard.end()
    watched?.end()
  }
}

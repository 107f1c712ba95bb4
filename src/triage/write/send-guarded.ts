import { guardSend } from '../../helpdesk/guard-send.ts'
import type { CallOptions, Write } from '../../helpdesk/outcome.ts'
import { patienceMs, type WriteTools } from './write-tools.ts'

/**
 * Sends a write in the lane behind all others. While it waits for its turn it is given up when the process ends, when its patience is
 * over, and (`heedsStop`) when the stop switch is set; then its effect is `none`. Once it is sent, nothing aborts it.
 */
export const sendGuarded = async <T>(
  { stopWatch, stopping, clock }: WriteTools,
  { heedsStop, reference }: { heedsStop: boolean; reference: string },
  send: (options: CallOptions) => Promise<Write<T>>,
): Promise<Write<T>> => {
  const watched = heedsStop ? stopWatch.watch() : null
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

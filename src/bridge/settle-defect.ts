import type { Claim, Ledger } from '../ledger/ledger.ts'
import { backoffMs } from '../ops/backoff.ts'
import type { DeliveryTools } from './attempt.ts'
import { sincePerson } from './read-attempts.ts'
import type { Settlement } from './settlement.ts'

/** Begins the reason of every attempt that ended in a defect of ours. */
const defectWhy = 'Relevo failed over it.'

/** A hand-off that breaks us this often is taken out of the way of the others. */
export const maxDefects = 10

/**
 * How an attempt ends in which something of ours threw: again later, and when that happened `maxDefects` times since a
 * person last acted, a person looks at it. A write that was marked may have been sent and is settled first.
 */
export const settleDefect = async (
  { entry }: Claim,
  tools: Pick<DeliveryTools, 'clock' | 'config' | 'random'> & { ledger: Pick<Ledger, 'history'> },
): Promise<Settlement> => {
  const rows = sincePerson(await tools.ledger.history(entry.id))
  const defects = 1 + rows.filter(({ why }) => why === defectWhy).length
  if (defects >= maxDefects) {
    return {
      kind: 'park',
      why: `${defectWhy} ${defects} attempts in all; the log has the errors.`,
      clear: null,
      failure: null,
    }
  }
  const { settle, retryFirst: first, retryCeiling: ceiling } = tools.config.delivery
  const backoff = backoffMs(entry.attempts, { first, ceiling }, tools.random)
  const dueAt = tools.clock.now() + Math.max(settle, backoff)
  return { kind: 'retry', dueAt, why: defectWhy, failed: true, clear: null, settling: false, failure: null }
}

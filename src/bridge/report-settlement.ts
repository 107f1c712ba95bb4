import type { Claim } from '../ledger/ledger.ts'
import type { Logger } from '../ops/logger.ts'
import type { BridgeEvent } from './bridge.ts'
import type { Settlement } from './settlement.ts'

interface Reporting {
  now: number
  logger: Logger
  observe: (event: BridgeEvent) => void
}

const reportDelivery = (
  { entry }: Claim,
  { ticket, flags }: Extract<Settlement, { kind: 'delivered' }>,
  { now, logger, observe }: Reporting,
): void => {
  const { id: handoffId, source, attempts, requestId } = entry
  const tookMs = now - entry.receivedAt
  observe({ kind: 'attempt', source, outcome: 'delivered', failure: null })
  observe({ kind: 'delivered', source, action: ticket.action, attempts, tookMs })
  for (const flag of flags) observe({ kind: 'flagged', source, flag })
  const line = { handoffId, requestId, ticket: ticket.id, action: ticket.action, attempts, tookMs, flags }
  if (flags.includes('possible-duplicate')) logger.warn(line, 'hand-off delivered, possibly twice')
  else logger.info(line, 'hand-off delivered')
}

/** Counts and logs how an attempt ended: ids, codes and durations only. */
export const reportSettlement = (claim: Claim, settlement: Settlement, reporting: Reporting): void => {
  const { now, logger, observe } = reporting
  const { id: handoffId, source, attempts } = claim.entry
  switch (settlement.kind) {
    case 'delivered':
      reportDelivery(claim, settlement, reporting)
      break
    case 'retry': {
      const { settling, failure, dueAt } = settlement
      observe({ kind: 'attempt', source, outcome: settling ? 'settling' : 'retry', failure })
      logger.info({ handoffId, attempts, failure, settling, inMs: dueAt - now }, 'hand-off waits')
      break
    }
    case 'hold':
      observe({ kind: 'attempt', source, outcome: 'held', failure: null })
      logger.debug({ handoffId, attempts, inMs: settlement.dueAt - now }, 'hand-off waits for its source')
      break
    case 'park':
      observe({ kind: 'attempt', source, outcome: 'parked', failure: settlement.failure })
      observe({ kind: 'parked', source })
      logger.warn({ handoffId, attempts, failure: settlement.failure }, 'hand-off needs a person')
      break
    case 'move':
      observe({ kind: 'attempt', source, outcome: 'moved', failure: null })
      if (settlement.fallback) {
        observe({ kind: 'flagged', source, flag: 'moved-fallback' })
        logger.warn(
          { handoffId, attempts, to: settlement.helpdesk },
          'hand-off moved to the fallback help desk',
        )
      } else {
        logger.info({ handoffId, attempts, to: settlement.helpdesk }, 'hand-off moved to another help desk')
      }
      break
    case 'lost':
      observe({ kind: 'attempt', source, outcome: 'lost', failure: null })
      logger.warn({ handoffId, attempts }, 'lease lost')
      break
    default:
      settlement satisfies never
  }
}

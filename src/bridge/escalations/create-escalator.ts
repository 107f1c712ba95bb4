import type { Source } from '../../../schemas/configuration.ts'
import type { DeliveryConfig } from '../../../schemas/delivery-configuration.ts'
import type { Helpdesk } from '../../helpdesk/helpdesk.ts'
import type { EscalationClaim, EscalationVerbs } from '../../ledger/escalation.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { backoffMs } from '../../ops/backoff.ts'
import type { Clock } from '../../ops/clock.ts'
import { createBell } from '../../ops/create-bell.ts'
import { keepTurning } from '../../ops/keep-turning.ts'
import type { Logger } from '../../ops/logger.ts'
import type { BridgeEvent } from '../bridge.ts'
import { type EscalationEnd, escalateTicket } from './escalate-ticket.ts'

export interface EscalatorOptions {
  ledger: Pick<Ledger, 'find' | 'onDue'> & EscalationVerbs
  helpdesk: Helpdesk
  sources: Record<string, Source>
  config: { delivery: DeliveryConfig; language: string; requestTimeoutMs: number }
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1, for jitter. */
  random: () => number
  /** Names this process in leases; must not be shared with another one. */
  owner: string
  observe: (event: BridgeEvent) => void
}

/** Works off the escalations of one help desk as they come due. */
export interface Escalator {
  /** A repeat changes nothing. */
  start(): void
  /** Claims nothing more and lets go of what was not sent yet. */
  stop(): Promise<void>
}

const atOnce = 4
// Other processes' escalations and run-out leases are found by looking.
const longestIdleMs = 60_000
const troublePause = { first: 1_000, ceiling: 60_000 }

/**
 * Any process may work on any escalation, under a lease. Calls go in the last lane. Nothing is given up for a failure: it is tried again,
 * at least as late as a write whose answer was lost can no longer come to be.
 */
export const createEscalator = (options: EscalatorOptions): Escalator => {
  const { ledger, helpdesk, sources, config, clock, random, owner, observe } = options
  const logger = options.logger.child({ helpdesk: helpdesk.name })
  const { settle, lease, retryFirst, retryCeiling } = config.delivery
  const leaseMs = lease + config.requestTimeoutMs * 2
  const stopping = new AbortController()
  const bell = createBell(clock)
  let running: Promise<void> | null = null
  let unsubscribe = () => {}

  const settleEnd = async (claim: EscalationClaim, source: string, end: EscalationEnd): Promise<void> => {
    const { handoffId, attempts } = claim
    if (end.kind === 'retry') {
      const retry = { first: retryFirst, ceiling: retryCeiling }
      const inMs = settle + config.requestTimeoutMs + backoffMs(attempts, retry, random)
      logger.info({ handoffId, attempts, failure: end.failure.kind, inMs }, 'an escalation waits')
      observe({ kind: 'escalation', source, outcome: 'retry' })
      await ledger.postponeEscalation(claim, clock.now() + inMs)
      return
    }
    const event = end.kind === 'escalated' ? 'escalated' : 'escalation-skipped'
    if (!(await ledger.endEscalation(claim, { event, why: end.why }))) return
    logger.info({ handoffId, ticket: claim.ticketId, outcome: end.kind }, 'an escalation has ended')
    observe({ kind: 'escalation', source, outcome: end.kind })
  }

  const work = async (claim: EscalationClaim): Promise<void> => {
    // No call may begin so late that it could end after the lease.
    const late = new AbortController()
    const cancel = clock.after(lease, () => late.abort())
    try {
      const entry = await ledger.find(claim.handoffId)
      if (entry === null) return
      const end = await escalateTicket(
        claim,
        entry,
        { helpdesk, sources, language: config.language },
        {
          lane: 'background',
          signal: AbortSignal.any([late.signal, stopping.signal]),
          reference: claim.handoffId,
        },
      )
      await settleEnd(claim, entry.source, end)
    } catch (error) {
      logger.error({ err: error, handoffId: claim.handoffId }, 'an escalation failed; its lease runs out')
    } finally {
      cancel()
    }
  }

  const turn = async (): Promise<void> => {
    if (helpdesk.availability().state === 'shut') return bell.wait(clock.now() + longestIdleMs)
    const claims = await ledger.claimEscalations({ helpdesk: helpdesk.name, owner, limit: atOnce, leaseMs })
    await Promise.all(claims.map(work))
    if (claims.length > 0) return
    const next = await ledger.nextEscalationAt(helpdesk.name)
    await bell.wait(Math.min(clock.now() + longestIdleMs, next ?? Number.POSITIVE_INFINITY))
  }

  const run = (): Promise<void> =>
    keepTurning({
      turn,
      onTrouble: (error, troubles) => logger.warn({ err: error, troubles }, 'escalations pause'),
      pause: troublePause,
      stopping: stopping.signal,
      clock,
      random,
    })

  return {
    start() {
      if (running !== null || stopping.signal.aborted) return
      const offDue = ledger.onDue((name) => name === helpdesk.name && bell.ring())
      const offAvailability = helpdesk.onAvailability(() => bell.ring())
      unsubscribe = () => {
        offDue()
        offAvailability()
      }
      running = run()
    },
    async stop() {
      stopping.abort()
      bell.ring()
      await running
      unsubscribe()
    },
  }
}

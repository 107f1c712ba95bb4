import type { Failure } from '../helpdesk/helpdesk.ts'
import type { Claim } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import type { Logger } from '../ops/logger.ts'
import type { Attempt, DeliveryTools } from './attempt.ts'
import type { FallbackHelpdesk } from './bridge.ts'
import type { Afterwork } from './create-afterwork.ts'
import { isMailDue } from './decide-fallback.ts'
import { deliverHandoff } from './deliver-handoff.ts'
import { detoursOf } from './detours-of.ts'
import type { FallbackMailer } from './fallback-mailer.ts'
import { keepLease } from './keep-lease.ts'
import { mailHandoff } from './mail-handoff.ts'
import { planFollowUp } from './plan-follow-up.ts'
import { reportSettlement } from './report-settlement.ts'
import { settleAttempt } from './settle-attempt.ts'
import { settleDefect } from './settle-defect.ts'
import { giveBack, type Settlement } from './settlement.ts'

export interface RunTools extends DeliveryTools {
  mailer: FallbackMailer | null
  fallback: FallbackHelpdesk | null
  afterwork: Afterwork
  logger: Logger
}

// These say nothing about whether the help desk takes the hand-off.
const passing = new Set<Failure['kind'] | null>([null, 'held', 'rate-limited'])
const ledgerPauseMs = 1_000

/** Works on one claim from lease to settlement. Never rejects: whatever goes wrong with one hand-off stays with it. */
export const runAttempt = async (
  claim: Claim,
  { claimedAt, stopping }: { claimedAt: number; stopping: AbortSignal },
  tools: RunTools,
): Promise<void> => {
  const { ledger, clock, logger } = tools
  const lease = keepLease({ ledger, claim, claimedAt, leaseMs: tools.config.delivery.lease, clock })
  const attempt: Attempt = { claim, lost: lease.lost, stopping }
  try {
    const settlement = await withFollowUp(claim, await conclude(attempt, tools), tools)
    await mailIfStuck(attempt, settlement, tools)
    const settled = await settleAttempt(attempt, settlement, tools)
    const final: Settlement = settled ? settlement : { kind: 'lost' }
    reportSettlement(claim, final, { ...tools, now: clock.now() })
    if (final.kind === 'delivered') beginAfterwork(claim, final, tools)
  } catch (error) {
    logger.error(
      { err: error, handoffId: claim.entry.id },
      'an attempt could not be settled; its lease runs out',
    )
  } finally {
    lease.end()
  }
}

const withFollowUp = async (claim: Claim, settlement: Settlement, tools: RunTools): Promise<Settlement> =>
  settlement.kind === 'delivered'
    ? { ...settlement, follows: await planFollowUp(claim, settlement, tools) }
    : settlement

/** How the attempt ends; what is thrown on the way becomes a settlement too. */
const conclude = async (attempt: Attempt, tools: RunTools): Promise<Settlement> => {
  const { claim } = attempt
  const { id, source } = claim.entry
  try {
    try {
      return await deliverHandoff(attempt, tools)
    } catch (error) {
      if (error instanceof LedgerUnavailable) throw error
      tools.logger.error({ err: error, handoffId: id }, 'an attempt failed by a defect')
      tools.observe({ kind: 'attempt', source, outcome: 'defect', failure: null })
      return await settleDefect(claim, tools)
    }
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error
    tools.observe({ kind: 'ledger-unavailable', code: error.code })
    return giveBack(tools.clock.now() + ledgerPauseMs, 'The ledger was away for a moment.')
  }
}

/** A hand-off that the help desk keeps refusing goes the second way too, while its lease is held. */
const mailIfStuck = async (attempt: Attempt, settlement: Settlement, tools: RunTools): Promise<void> => {
  const { mailer, clock } = tools
  const { entry } = attempt.claim
  const isRefused = settlement.kind === 'retry' && !passing.has(settlement.failure)
  if (mailer === null || !isRefused || attempt.lost.aborted || attempt.stopping.aborted) return
  if (!isMailDue(entry, { now: clock.now(), detours: detoursOf(tools) })) return
  try {
    await mailHandoff(attempt.claim, { ...tools, mailer, language: tools.config.language })
  } catch (error) {
    // How the attempt ended must be told all the same.
    tools.logger.error({ err: error, handoffId: entry.id }, 'the mailing could not be recorded')
  }
}

const beginAfterwork = (
  { entry }: Claim,
  { ticket, classification, notes = [] }: Extract<Settlement, { kind: 'delivered' }>,
  { afterwork, sources }: RunTools,
): void =>
  afterwork.begin({
    reference: entry.id,
    handoff: entry.handoff,
    sourceLanguage: sources[entry.source]?.language,
    classification,
    ticket,
    notes,
  })

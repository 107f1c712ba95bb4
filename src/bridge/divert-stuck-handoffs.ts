import type { Claim, Entry } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import type { Attempt } from './attempt.ts'
import { type Detours, decideDetour, detourEveryMs, detourFrom } from './decide-fallback.ts'
import { detoursOf } from './detours-of.ts'
import { isAway } from './is-away.ts'
import { keepLease } from './keep-lease.ts'
import { mailHandoff } from './mail-handoff.ts'
import { moveHandoff } from './move-handoff.ts'
import { planHold } from './plan-hold.ts'
import { reportSettlement } from './report-settlement.ts'
import type { RunTools } from './run-attempt.ts'
import { settleAttempt } from './settle-attempt.ts'
import { giveBack, type Settlement } from './settlement.ts'

const claimAtOnce = 8
const maxGivenBack = 400

/** Whether something is to be done about it that has not been done. */
const isDue = (entry: Entry, now: number, detours: Detours): boolean => {
  if ((entry.dueAt ?? 0) > now) return false
  const detour = decideDetour(entry, { now, detours })
  return detour.kind === 'stay' ? entry.why !== detour.why : detour.kind !== 'wait'
}

/** Whether any hand-off that could be claimed has to go another way. Costs no claim. */
const isAnyDue = async (
  { ledger, clock, helpdesk, ...tools }: RunTools,
  receivedUntil: number,
  cursor?: string,
): Promise<boolean> => {
  const { entries, next } = await ledger.list({
    // Those whose worker died are open to be claimed too.
    state: ['received', 'waiting', 'delivering'],
    helpdesk: helpdesk.name,
    receivedBefore: receivedUntil + 1,
    limit: 200,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const detours = detoursOf(tools)
  const may = entries.filter(({ source }) => !tools.isPaused(source))
  if (may.some((entry) => isDue(entry, clock.now(), detours))) return true
  return next === null ? false : isAnyDue({ ledger, clock, helpdesk, ...tools }, receivedUntil, next)
}

/**
 * While the help desk is shut: moves the hand-offs that have been open for too long to another help desk, mails them, or says why
 * they stay. Claims are made only when there is one, and what is claimed beside it goes back until the next round, so that
 * it is not claimed again before those behind it. A person's later hand-offs wait behind the first, as always. Ends when the
 * help desk is back.
 */
export const divertStuckHandoffs = async (
  tools: RunTools,
  { owner, stopping }: { owner: string; stopping: AbortSignal },
): Promise<void> => {
  const { ledger, clock, helpdesk, config } = tools
  const leaseMs = config.delivery.lease
  const isOver = () => stopping.aborted || !isAway(helpdesk.availability())
  for (let givenBack = 0; givenBack < maxGivenBack && !isOver(); ) {
    const receivedUntil = detourFrom(detoursOf(tools), clock.now())
    if (receivedUntil === null || !(await isAnyDue(tools, receivedUntil))) return
    const claimedAt = clock.now()
    const claims = await ledger.claim({
      helpdesk: helpdesk.name,
      owner,
      limit: claimAtOnce,
      leaseMs,
      receivedUntil,
    })
    if (claims.length === 0) return
    const moved = await Promise.all(claims.map((claim) => divert(claim, { claimedAt, stopping }, tools)))
    givenBack += moved.filter((each) => !each).length
  }
}

/** True when it is gone from this help desk's queue. */
const divert = async (
  claim: Claim,
  { claimedAt, stopping }: { claimedAt: number; stopping: AbortSignal },
  tools: RunTools,
): Promise<boolean> => {
  const { ledger, clock, config } = tools
  const lease = keepLease({ ledger, claim, claimedAt, leaseMs: config.delivery.lease, clock })
  try {
    const attempt: Attempt = { claim, lost: lease.lost, stopping }
    const settlement = await decideSettlement(attempt, tools)
    const settled = await settleAttempt(attempt, settlement, tools)
    const gone = settled && settlement.kind !== 'retry' && settlement.kind !== 'hold'
    if (gone) reportSettlement(claim, settlement, { ...tools, now: clock.now() })
    return gone
  } catch (error) {
    // One hand-off must not keep the others from going their way.
    if (error instanceof LedgerUnavailable) throw error
    tools.logger.error({ err: error, handoffId: claim.entry.id }, 'a hand-off could not be diverted')
    return false
  } finally {
    lease.end()
  }
}

const decideSettlement = async (attempt: Attempt, tools: RunTools): Promise<Settlement> => {
  const { claim } = attempt
  const { clock, mailer, helpdesk, config } = tools
  const now = clock.now()
  const { source, receivedAt } = claim.entry
  if (tools.isPaused(source)) return planHold({ receivedAt, now }, tools.random)
  if (!isAway(helpdesk.availability())) return giveBack(now, 'The help desk is back.')
  if (attempt.stopping.aborted) return giveBack(now, 'The worker stopped.')
  const detours = detoursOf(tools)
  const nextRoundMs = detourEveryMs(detours)
  const detour = decideDetour(claim.entry, { now, detours })
  switch (detour.kind) {
    case 'move':
      return moveHandoff(attempt, detour, tools)
    case 'stay':
      tools.logger.warn({ handoffId: claim.entry.id }, 'hand-off stays: its ticket may exist already')
      // Nothing else is to be done for it here, so it need not be claimed again in every round.
      return giveBack(now + Math.max(nextRoundMs, config.delivery.retryCeiling), detour.why)
    case 'mail':
      if (mailer !== null) await mailHandoff(claim, { ...tools, mailer, language: config.language })
      return giveBack(clock.now() + nextRoundMs, 'The help desk is away.')
    case 'wait':
      return giveBack(now + nextRoundMs, 'The help desk is away.')
    default:
      return detour satisfies never
  }
}

import { isDeepStrictEqual } from 'node:util'
import type { Classification } from '../../schemas/classification.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { Failure } from '../helpdesk/helpdesk.ts'
import { isTransient } from '../helpdesk/remembered.ts'
import type { HistoryRow } from '../ledger/ledger.ts'
import { evaluatePolicy } from '../policy/evaluate-policy.ts'
import {
  type CompiledPolicy,
  type Evaluation,
  historyDays,
  type PolicyFacts,
  type PolicyOutcome,
} from '../policy/policy.ts'
import { type Attempt, type DeliveryTools, isOver, readOptions } from './attempt.ts'
import { decideRuling } from './decide-ruling.ts'
import { retryLook } from './settle-failure.ts'
import { giveBack, type Settlement } from './settlement.ts'

/** As many as a rule may ask for. */
const mostDelivered = 21

/**
 * What the company's rules make of the hand-off: how its ticket is to be, or a settlement when it is to be parked or to go to
 * another help desk. What decided is recorded before it is acted on. The help desk is asked about the person only when a rule
 * comes to that; an answer that it does not give keeps nothing from being delivered.
 */
export const applyPolicy = async (
  attempt: Attempt,
  tools: DeliveryTools,
  classification: Classification,
): Promise<{ policy: PolicyOutcome | null; followUp: FollowUp | null } | { settlement: Settlement }> => {
  const policy = tools.policy()
  if (policy === null) return { policy: null, followUp: null }
  const { claim } = attempt
  const { entry } = claim
  const facts = await gatherFacts(attempt, tools, classification, policy)
  const { evaluation, failure } = await evaluate(attempt, tools, policy, facts)
  if (isOver(attempt))
    return { settlement: giveBack(tools.clock.now(), 'The worker stopped before anything was sent.') }
  if (failure !== null && isWorthAnotherLook(evaluation, failure, entry.attempts)) {
    const retry = retryLook(attempt, tools, failure)
    return { settlement: retry.kind === 'retry' ? { ...retry, failed: false } : retry }
  }
  for (const { rule, field, message } of evaluation.problems)
    tools.observe({ kind: 'policy-problem', source: entry.source, rule, field, message })
  const { outcome } = evaluation
  // The history is read only when there may be something in it that matters.
  const matters = entry.attempts > 1 || outcome.park !== null
  const rows: HistoryRow[] = matters ? await tools.ledger.history(entry.id) : []
  const ruling = decideRuling(evaluation, {
    helpdesk: entry.helpdesk,
    ownHelpdesk: tools.sources[entry.source]?.helpdesk ?? null,
    writes: entry.writes,
    mailed: entry.flags.includes('mailed-fallback'),
    tookOver: entry.flags.includes('moved-fallback'),
    history: rows,
  })
  const followUp = followUpOf(outcome)
  const kept = isDeepStrictEqual(followUp, entry.followUp)
  const isOnRecord = ruling.record === null && kept
  if (!isOnRecord && !(await tools.ledger.recordPolicy(claim, ruling.record, kept ? undefined : followUp)))
    return { settlement: { kind: 'lost' } }
  switch (ruling.kind) {
    case 'park':
      return { settlement: { kind: 'park', why: ruling.why, clear: null, failure: null } }
    case 'move':
      return { settlement: { ...ruling, fallback: false } }
    case 'deliver':
      return { policy: outcome, followUp }
    default:
      return ruling satisfies never
  }
}

const followUpOf = ({ acknowledge, escalate }: PolicyOutcome): FollowUp | null =>
  acknowledge === null && escalate.length === 0 ? null : { acknowledge, escalate }

const evaluate = async (
  attempt: Attempt,
  tools: DeliveryTools,
  policy: CompiledPolicy,
  facts: PolicyFacts,
): Promise<{ evaluation: Evaluation; failure: Failure | null }> => {
  const evaluation = evaluatePolicy(policy, facts)
  if (evaluation.untold === null) return { evaluation, failure: null }
  const { attempts, handoff } = attempt.claim.entry
  const lane = attempts <= 1 ? 'new' : 'retry'
  const asked = await tools.askRequester(handoff.requester, readOptions(attempt, lane))
  return {
    evaluation: evaluatePolicy(policy, { ...facts, requester: asked.answer }),
    failure: asked.failure,
  }
}

const mostLooks = 5

/** Parking and moving are not done on the word of a help desk that was away for a moment; and not put off for ever. */
const isWorthAnotherLook = ({ outcome }: Evaluation, failure: Failure, attempts: number): boolean =>
  (outcome.park !== null || outcome.helpdesk !== null) && isTransient(failure) && attempts < mostLooks

const gatherFacts = async (
  { claim }: Attempt,
  { ledger, sources }: DeliveryTools,
  classification: Classification,
  policy: CompiledPolicy,
): Promise<PolicyFacts> => {
  const { id, source, helpdesk, handoff, receivedAt, requesterKey } = claim.entry
  const since = receivedAt - historyDays * 86_400_000
  const recent = policy.asksHistory
    ? await ledger.recentlyDelivered({ requesterKey, helpdesk, since, limit: mostDelivered })
    : []
  return {
    source,
    brand: sources[source]?.brand ?? null,
    helpdesk,
    handoff,
    classification,
    receivedAt,
    delivered: recent
      .filter((entry) => entry.id !== id)
      .map(({ endedAt }) => endedAt ?? 0)
      .filter((at) => at <= receivedAt),
    requester: { told: false, why: 'not asked' },
  }
}

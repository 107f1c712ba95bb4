import type { Classification } from '../../schemas/classification.ts'
import type { HistoryRow } from '../ledger/ledger.ts'
import { evaluatePolicy } from '../policy/evaluate-policy.ts'
import { type CompiledPolicy, historyDays, type PolicyFacts, type PolicyOutcome } from '../policy/policy.ts'
import type { Attempt, DeliveryTools } from './attempt.ts'
import { decideRuling } from './decide-ruling.ts'
import type { Settlement } from './settlement.ts'

/** As many as a rule may ask for. */
const mostDelivered = 21

/**
 * What the company's rules make of the hand-off: how its ticket is to be, or a settlement when it is to be parked or to go to
 * another help desk. What decided is recorded before it is acted on. Costs no call to the help desk.
 */
export const applyPolicy = async (
  attempt: Attempt,
  tools: DeliveryTools,
  classification: Classification,
): Promise<{ policy: PolicyOutcome | null } | { settlement: Settlement }> => {
  const policy = tools.policy()
  if (policy === null) return { policy: null }
  const { claim } = attempt
  const { entry } = claim
  const evaluation = evaluatePolicy(policy, await gatherFacts(attempt, tools, classification, policy))
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
    history: rows,
  })
  if (ruling.record !== null && !(await tools.ledger.recordPolicy(claim, ruling.record)))
    return { settlement: { kind: 'lost' } }
  switch (ruling.kind) {
    case 'park':
      return { settlement: { kind: 'park', why: ruling.why, clear: null, failure: null } }
    case 'move':
      return { settlement: { kind: 'move', helpdesk: ruling.helpdesk, why: ruling.why } }
    case 'deliver':
      return { policy: outcome }
    default:
      return ruling satisfies never
  }
}

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
  }
}

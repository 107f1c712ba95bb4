import { type Attempt, type DeliveryTools, readOptions } from './attempt.ts'
import { decideCandidate } from './decide-candidate.ts'
import { decideTarget, type Target } from './decide-target.ts'
import { afterFailure, settleFailure } from './settle-failure.ts'
import type { Settlement } from './settlement.ts'

// A conversation with a bot is rarely taken up again after a month, and the ledger keeps no longer by default.
const lookBackMs = 30 * 24 * 3_600_000
const lookBackCount = 20

/**
 * Decides what the hand-off becomes. The ledger is asked first; the help desk only about the one ticket that it may belong
 * to, so that a person's first hand-off costs no call before the one that creates it.
 */
export const chooseTarget = async (
  attempt: Attempt,
  tools: DeliveryTools,
): Promise<{ target: Target } | { settlement: Settlement }> => {
  const { entry } = attempt.claim
  const { ledger, helpdesk, sources, config, clock } = tools
  const now = clock.now()
  const product = (source: string) => sources[source]?.product
  const recent = await ledger.recentlyDelivered({
    requesterKey: entry.requesterKey,
    helpdesk: entry.helpdesk,
    since: now - lookBackMs,
    limit: lookBackCount,
  })
  const candidate = decideCandidate({
    handoff: entry.handoff,
    source: entry.source,
    recent: recent.filter(({ id, source }) => id !== entry.id && product(source) === product(entry.source)),
    delivery: config.delivery,
    now,
  })
  if (candidate.kind === 'none') return { target: { kind: 'create', why: candidate.why } }
  const read = await helpdesk.getTicket(candidate.ticketId, readOptions(attempt, 'addition'))
  if (read.ok) return { target: decideTarget(candidate, read.value, config.delivery) }
  const after = afterFailure(attempt, tools, {
    tried: 'read',
    effect: 'none',
    failure: read.failure,
    hasFiles: false,
  })
  if (after.kind === 'create-instead' || after.kind === 'without-files') {
    return { target: { kind: 'create', why: `${candidate.why} It cannot be read: ${after.why}` } }
  }
  return { settlement: settleFailure(after, read.failure, false) }
}

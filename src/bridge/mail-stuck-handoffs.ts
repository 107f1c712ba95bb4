import type { Ledger } from '../ledger/ledger.ts'
import { isMailDue } from './decide-fallback.ts'
import { keepLease } from './keep-lease.ts'
import { mailHandoff } from './mail-handoff.ts'
import type { RunTools } from './run-attempt.ts'

/** How often a shut help desk's hand-offs are looked through for those to be mailed. */
export const mailRoundEveryMs = 30_000

const claimAtOnce = 8
const maxClaims = 400

/** Whether any hand-off that could be claimed has to be mailed. Costs no claim. */
const isAnyDue = async (
  query: { ledger: Ledger; helpdesk: string; now: number; after: number },
  cursor?: string,
): Promise<boolean> => {
  const { ledger, helpdesk, now, after } = query
  const { entries, next } = await ledger.list({
    state: ['received', 'waiting'],
    helpdesk,
    receivedBefore: now - after,
    limit: 200,
    ...(cursor === undefined ? {} : { cursor }),
  })
  if (entries.some((entry) => isMailDue(entry, query) && (entry.dueAt ?? 0) <= now)) return true
  return next === null ? false : isAnyDue(query, next)
}

/**
 * While the help desk is shut: mails the hand-offs that have been open for too long and gives them back. Claims are made
 * only when there is one, and what is claimed beside it goes back until the next round, so that it is not claimed again
 * before those behind it. A person's later hand-offs wait behind the first, as always.
 */
export const mailStuckHandoffs = async (
  tools: RunTools,
  { owner, stopping }: { owner: string; stopping: AbortSignal },
): Promise<void> => {
  const { ledger, mailer, clock, helpdesk, config } = tools
  if (mailer === null) return
  const { after } = mailer
  const leaseMs = config.delivery.lease
  for (let claimed = 0; claimed < maxClaims && !stopping.aborted; ) {
    if (!(await isAnyDue({ ledger, helpdesk: helpdesk.name, now: clock.now(), after }))) return
    const claimedAt = clock.now()
    const claims = await ledger.claim({ helpdesk: helpdesk.name, owner, limit: claimAtOnce, leaseMs })
    if (claims.length === 0) return
    claimed += claims.length
    await Promise.all(
      claims.map(async (claim) => {
        const lease = keepLease({ ledger, claim, claimedAt, leaseMs, clock })
        try {
          if (isMailDue(claim.entry, { now: clock.now(), after }) && !stopping.aborted) {
            await mailHandoff(claim, { ...tools, mailer, language: config.language })
          }
          const dueAt = clock.now() + mailRoundEveryMs
          await ledger.retryLater(claim, { dueAt, why: 'The help desk is away.', failed: false })
        } finally {
          lease.end()
        }
      }),
    )
  }
}

import type { Flag } from '../ledger/ledger.ts'
import { type Attempt, type DeliveryTools, isOver } from './attempt.ts'
import { type AfterReconcile, decideAfterReconcile } from './decide-after-reconcile.ts'
import { mailedWhy } from './decide-fallback.ts'
import { findMarkedTickets } from './reconcile.ts'
import { retryLook } from './settle-failure.ts'
import { giveBack, type Settlement } from './settlement.ts'

// A help desk that was away has mail to catch up on before ours becomes a ticket.
const mailSettleMs = 10 * 60_000
const lookEveryMs = 60_000

/**
 * After a hand-off was mailed: looks for the ticket that the help desk made of the mail. Adopts it; waits until the mail
 * must have arrived; then lets a ticket be created, flagged, as the mail may still come.
 */
export const lookForMail = async (
  attempt: Attempt,
  tools: DeliveryTools,
): Promise<{ settlement: Settlement } | { flags: Flag[] }> => {
  const { entry } = attempt.claim
  const after: AfterReconcile = decideAfterReconcile(await findMarkedTickets(attempt, tools), entry.attempts)
  tools.observe({ kind: 'reconciled', source: entry.source, result: resultOf(after) })
  switch (after.kind) {
    case 'adopt': {
      const { ticket, flags, why } = after
      const { classification } = entry
      return {
        settlement: {
          kind: 'delivered',
          ticket: { ...ticket, action: 'mailed' },
          flags,
          why,
          classification,
        },
      }
    }
    case 'look-again':
      return { settlement: retryLook(attempt, tools, after.failure) }
    case 'send-again': {
      const until = Math.max(await mailedAt(entry.id, tools), tools.openSince()) + mailSettleMs
      const now = tools.clock.now()
      if (now < until && !isOver(attempt)) {
        const dueAt = Math.min(until, now + lookEveryMs)
        return { settlement: giveBack(dueAt, 'It was mailed; waiting for the ticket of that mail.') }
      }
      return { flags: ['possible-duplicate'] }
    }
    default:
      return after satisfies never
  }
}

const resultOf = (after: AfterReconcile) => {
  if (after.kind === 'adopt') return 'adopted'
  return after.kind === 'send-again' ? 'absent' : 'cannot-tell'
}

const mailedAt = async (id: string, { ledger }: DeliveryTools): Promise<number> => {
  const rows = await ledger.history(id)
  return rows.findLast(({ why }) => why === mailedWhy)?.at ?? 0
}

import type { Clock } from '../../ops/clock.ts'
import type { Inbox, InboxCounts } from '../inbox.ts'
import type { StoreContext } from './store-context.ts'

/** Figures beside the filters may be so old: all rows are counted for them, in their indices. */
const freshMs = 10_000

export const createCounts = (
  { database, guard }: StoreContext,
  clock: Pick<Clock, 'now'>,
): Inbox['counts'] => {
  let kept: { at: number; counts: Promise<InboxCounts> } | null = null
  const count = () =>
    guard(async () => {
      const [states, waiting] = await Promise.all([
        database.kysely
          .selectFrom('inbox_tickets')
          .select(['status', (tickets) => tickets.fn.countAll().as('count')])
          .groupBy('status')
          .execute(),
        database.kysely
          .selectFrom('inbox_tickets')
          .select((tickets) => tickets.fn.countAll().as('count'))
          .where('needs_reply', '=', 1)
          .executeTakeFirstOrThrow(),
      ])
      const byStatus: InboxCounts['byStatus'] = { open: 0, pending: 0, solved: 0, closed: 0, other: 0 }
      for (const { status, count: of } of states) byStatus[status] = Number(of)
      const all = Object.values(byStatus).reduce((sum, each) => sum + each, 0)
      return { all, needsReply: Number(waiting.count), byStatus }
    })
  return () => {
    const now = clock.now()
    if (kept === null || now - kept.at >= freshMs || now < kept.at) {
      const counts = count()
      kept = { at: now, counts }
      counts.catch(() => {
        kept = null
      })
    }
    return kept.counts
  }
}

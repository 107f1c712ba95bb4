import type { TriageCounts, TriageStore } from '../triage-store.ts'
import { readDecider, readOutcome, readState } from './create-read-ticket.ts'
import type { StoreContext } from './store-context.ts'

const add = <Key>(counts: Map<Key, number>, key: Key | null, tickets: number): void => {
  if (key !== null) counts.set(key, (counts.get(key) ?? 0) + tickets)
}

/** See `TriageStore.counts`. What is due is counted whenever it was seen. */
export const createCountTickets =
  ({ database, guard }: StoreContext): TriageStore['counts'] =>
  ({ helpdesk, since }) =>
    guard(() =>
      database.read(async (transaction) => {
        const rows = await transaction
          .selectFrom('triage_tickets')
          .select(['skipped', 'category', 'decided_by', 'state', 'outcome', 'why'])
          .select((row) => [
            row.fn.countAll<number>().as('tickets'),
            row.fn.count<number>('predicted_at').as('predicted'),
          ])
          .where('helpdesk', '=', helpdesk)
          .where('seen_at', '>=', Math.ceil(since))
          // In the order of the index `triage_tickets_counted`: another one has to be sorted first, which takes five times as long.
          .groupBy(['skipped', 'category', 'decided_by', 'state', 'outcome', 'why'])
          .execute()
        const waiting = await transaction
          .selectFrom('triage_tickets')
          .select(({ fn }) => [fn.countAll<number>().as('due'), fn.min<number | null>('due_at').as('oldest')])
          .where('helpdesk', '=', helpdesk)
          .where('due_at', 'is not', null)
          .executeTakeFirstOrThrow()

        const skipped = new Map<string, number>()
        const deciders = new Map<string, number>()
        const states = new Map<string, number>()
        const left = new Map<string, number>()
        const categories = new Map<string, TriageCounts['byCategory'][string]>()
        let [seen, predicted] = [0, 0]
        for (const row of rows) {
          seen += row.tickets
          predicted += row.predicted
          add(skipped, row.skipped, row.tickets)
          add(deciders, readDecider(row.decided_by), row.tickets)
          add(states, readState(row.state), row.tickets)
          add(left, row.state === 'left' ? row.why : null, row.tickets)
          if (row.category === null) continue
          const known = categories.get(row.category) ?? { predicted: 0, right: 0, wrong: 0, untold: 0 }
          known.predicted += row.tickets
          const outcome = readOutcome(row.outcome)
          if (outcome !== null) known[outcome] += row.tickets
          categories.set(row.category, known)
        }
        return {
          seen,
          predicted,
          skipped: Object.fromEntries(skipped),
          byCategory: Object.fromEntries(categories),
          byDecider: Object.fromEntries(deciders),
          byState: Object.fromEntries(states),
          left: Object.fromEntries(left),
          oldestDue: waiting.oldest,
          due: waiting.due,
        }
      }),
    )

/** See `TriageStore.countDue`. */
export const createCountDue =
  ({ database, guard }: StoreContext): TriageStore['countDue'] =>
  (helpdesk) =>
    guard(() =>
      database.read(async (transaction) => {
        const { due } = await transaction
          .selectFrom('triage_tickets')
          .select(({ fn }) => fn.countAll<number>().as('due'))
          .where('helpdesk', '=', helpdesk)
          .where('due_at', 'is not', null)
          .executeTakeFirstOrThrow()
        return due
      }),
    )

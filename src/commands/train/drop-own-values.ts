import type { Configuration } from '../../../schemas/configuration.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import type { Dependencies } from '../../dependencies.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { createOwnValues } from '../../triage/learn/own-values.ts'
import { readOwnRecords } from '../../triage/learn/read-own-records.ts'
import { createTriageStore } from '../../triage/store/create-triage-store.ts'

/**
 * Past tickets without the labels that are our own predictions come back, whether triage wrote them or the classification of a hand-off.
 * What triage wrote counts also when it is switched off meanwhile. Throws `TriageUnavailable` and `LedgerUnavailable`.
 */
export const dropOwnValues = async (
  tickets: readonly PastTicket[],
  {
    config,
    dependencies,
    signal,
  }: {
    config: Pick<Configuration, 'categories'>
    dependencies: Pick<Dependencies, 'database' | 'ledger' | 'logger' | 'triageStore'>
    signal: AbortSignal
  },
): Promise<PastTicket[]> => {
  const { database, ledger, logger, triageStore } = dependencies
  const categories = config.categories ?? defaultCategories
  const store = triageStore ?? createTriageStore({ database, logger })
  const kept = new Map<PastTicket, PastTicket>()
  for (const [helpdesk, own] of Map.groupBy(tickets, ({ name }) => name.slice(0, name.indexOf(':')))) {
    const records = await readOwnRecords({ helpdesk, tickets: own, store, ledger, categories, signal })
    const withoutOwn = createOwnValues({ categories, records })
    for (const ticket of own) kept.set(ticket, withoutOwn(ticket))
  }
  return tickets.map((ticket) => kept.get(ticket) ?? ticket)
}

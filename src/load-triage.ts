import type { Configuration } from '../schemas/configuration.ts'
import type { Triage } from './triage/triage.ts'
import { triagedHelpdesks } from './triage/triaged-helpdesks.ts'

/** The door of triage before what it needs is loaded: each verb waits for it. Null: it is not configured. */
export const loadTriage = (
  config: Pick<Configuration, 'triage' | 'helpdesks'>,
  load: () => Promise<Triage>,
): Triage | null => {
  const names = triagedHelpdesks(config)
  const [first] = names
  if (first === undefined) return null
  return {
    defaultHelpdesk: names.includes('main') ? 'main' : first,
    status: async () => (await load()).status(),
    report: async (query) => (await load()).report(query),
    tickets: async (query) => (await load()).tickets(query),
    ticket: async (helpdesk, ticketId) => (await load()).ticket(helpdesk, ticketId),
    stop: async (who) => (await load()).stop(who),
    resume: async (who) => (await load()).resume(who),
    setMode: async (category, mode, who) => (await load()).setMode(category, mode, who),
    runs: async (query) => (await load()).runs(query),
    undo: async (run, options) => (await load()).undo(run, options),
    learn: async (who) => (await load()).learn(who),
  }
}

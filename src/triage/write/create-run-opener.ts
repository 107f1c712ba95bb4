import type { TriageStore } from '../triage-store.ts'

const dayMs = 86_400_000

/** Resolves with the id of the run that a write belongs to. */
export type OpenRun = (run: Parameters<TriageStore['openRun']>[0]) => Promise<string>

/** Asks the store once a day, model and settings: it is a commit each time, and a ticket's write has two others. */
export const createRunOpener = (store: Pick<TriageStore, 'openRun'>): OpenRun => {
  let known: { key: string; id: string } | null = null
  return async (run) => {
    const key = JSON.stringify([run.helpdesk, run.model, run.settings, Math.floor(run.now / dayMs)])
    if (known?.key !== key) known = { key, id: (await store.openRun(run)).id }
    return known.id
  }
}

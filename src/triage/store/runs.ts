import type { Kysely, Selectable } from 'kysely'
import type { Tables, TriageRunsTable } from '../../database/tables.ts'
import type { Run, RunSummary, TriageStore } from '../triage-store.ts'
import { readAction, readState } from './create-read-ticket.ts'
import type { StoreContext } from './store-context.ts'

const dayMs = 86_400_000

const readRun = (row: Selectable<TriageRunsTable>): Run => ({
  id: row.id,
  helpdesk: row.helpdesk,
  beganAt: row.began_at,
  model: row.model,
  settings: row.settings,
})

/** `20261121` of a moment (UTC). */
const dayName = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')

/** What was written in each: all that took effect, also where it was taken back since, which `undone` counts. */
const summarise = async (kysely: Kysely<Tables>, runs: Run[]): Promise<RunSummary[]> => {
  if (runs.length === 0) return []
  const counts = await kysely
    .selectFrom('triage_tickets')
    .select(['run', 'action', 'state'])
    .select(({ fn }) => fn.countAll<number>().as('tickets'))
    .where(
      'run',
      'in',
      runs.map(({ id }) => id),
    )
    .where('state', 'in', ['done', 'undoing', 'undone'])
    .groupBy(['run', 'action', 'state'])
    .execute()
  return runs.map((run) => {
    const summary: RunSummary = { ...run, applied: 0, suggested: 0, routed: 0, undone: 0 }
    for (const row of counts) {
      if (row.run !== run.id) continue
      const action = readAction(row.action)
      if (action === 'apply') summary.applied += row.tickets
      if (action === 'suggest') summary.suggested += row.tickets
      if (action === 'route') summary.routed += row.tickets
      if (readState(row.state) === 'undone') summary.undone += row.tickets
    }
    return summary
  })
}

/** What was written together; see `TriageStore`. */
export const createRuns = ({
  database,
  guard,
}: StoreContext): Pick<TriageStore, 'openRun' | 'runs' | 'run'> => ({
  openRun: ({ helpdesk, model, settings, now }) =>
    guard(() =>
      database.write(async (transaction) => {
        // The number is the next one of the day: two who begin a run at once must not take the same.
        await database.locking.take(transaction, ['triage-runs'])
        const dayBegan = Math.floor(now / dayMs) * dayMs
        const ofDay = await transaction
          .selectFrom('triage_runs')
          .selectAll()
          .where('began_at', '>=', dayBegan)
          .where('began_at', '<', dayBegan + dayMs)
          .orderBy('began_at')
          .execute()
        const open = ofDay.find(
          (run) => run.helpdesk === helpdesk && run.model === model && run.settings === settings,
        )
        if (open !== undefined) return readRun(open)
        const prefix = `${dayName(now)}-`
        const numbers = ofDay.map(({ id }) => Number(id.slice(prefix.length)))
        const id = `${prefix}${Math.max(0, ...numbers) + 1}`
        const run = { id, helpdesk, began_at: Math.floor(now), model, settings }
        await transaction.insertInto('triage_runs').values(run).execute()
        return readRun(run)
      }),
    ),

  runs: ({ limit }) =>
    guard(() =>
      database.read(async (transaction) => {
        const rows = await transaction
          .selectFrom('triage_runs')
          .selectAll()
          .orderBy('began_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute()
        return summarise(transaction, rows.map(readRun))
      }),
    ),

  run: (id) =>
    guard(() =>
      database.read(async (transaction) => {
        const row = await transaction
          .selectFrom('triage_runs')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst()
        const [summary] = await summarise(transaction, row === undefined ? [] : [readRun(row)])
        return summary ?? null
      }),
    ),
})

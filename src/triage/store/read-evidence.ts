import { setImmediate } from 'node:timers/promises'
import type { Evidence, EvidenceQuery, TriageStore } from '../triage-store.ts'
import type { StoreContext } from './store-context.ts'

/** A year of a large help desk is hundreds of thousands: it is read in portions, and others get in between. */
const portion = 250

interface Place {
  predictedAt: number
  ticketId: string
}

const readPortion = async (
  { database, guard, readTicket }: StoreContext,
  { helpdesk, since, endedOnly, model }: EvidenceQuery,
  after: Place | null,
) =>
  guard(async () => {
    let query = database.kysely
      .selectFrom('triage_tickets')
      .selectAll()
      .where('helpdesk', '=', helpdesk)
      .where('predicted_at', '>=', Math.ceil(after?.predictedAt ?? since))
    if (after !== null)
      query = query.where((row) =>
        row.or([row('predicted_at', '>', after.predictedAt), row('ticket_id', '>', after.ticketId)]),
      )
    if (endedOnly) query = query.where('ended_at', 'is not', null)
    if (model !== undefined) query = query.where('model', '=', model)
    const rows = await query.orderBy('predicted_at').orderBy('ticket_id').limit(portion).execute()
    const last = rows.at(-1)
    return {
      tickets: rows.map(readTicket),
      next:
        rows.length < portion || last === undefined || last.predicted_at === null
          ? null
          : { predictedAt: last.predicted_at, ticketId: last.ticket_id },
    }
  })

/** See `TriageStore.evidence`. Holds one portion in memory. A prediction that cannot be read is left out. */
export const createReadEvidence = (context: StoreContext): TriageStore['evidence'] =>
  async function* evidence(query): AsyncGenerator<Evidence> {
    for (let after: Place | null = null; ; ) {
      const { tickets, next } = await readPortion(context, query, after)
      for (const { prediction, predictedAt, ...ticket } of tickets) {
        if (prediction === null || predictedAt === null) continue
        const { ticketId, createdAt, control, action, state, planned, wroteAt, left, outcome, endedAt } =
          ticket
        yield {
          ticketId,
          predictedAt,
          createdAt,
          prediction,
          control,
          action,
          state,
          planned,
          wroteAt,
          left,
          outcome,
          endedAt,
        }
      }
      if (next === null) return
      after = next
      // A database in this process answers without ever letting go of the thread: promises alone let nobody in.
      await setImmediate()
    }
  }

import type { Selectable, Updateable } from 'kysely'
import type { HandoffState } from '../../schemas/handoff.ts'
import type { HandoffsTable } from '../database/tables.ts'
import { addToCounters } from './counters.ts'
import type { Ledger, PersonOutcome } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { callNext, lineName } from './line.ts'
import { selectEntries } from './read-entry.ts'
import { readWords } from './search/read-words.ts'
import { isSettled } from './states.ts'
import { whyHeld } from './wake.ts'

type PersonVerbs = Pick<Ledger, 'retryNow' | 'release' | 'edit' | 'dismiss'>
type Row = Selectable<HandoffsTable>

interface Act {
  id: string
  by: string
  event: string
  why: string | null
  needs: HandoffState[]
  /** Whose it will be; absent: as it is. */
  requesterKey?: string | undefined
  /** What becomes of the row; may change other tables in the same transaction. */
  change(row: Row, transaction: LedgerTransaction): Promise<Updateable<HandoffsTable>>
}

/** What a person does on the repair desk. None of them touches a hand-off that a worker has, or one that has ended. */
export const createPersonVerbs = (context: LedgerContext): PersonVerbs => {
  const { database, clock, bells } = context

  /** The row and the lines that it stands in or comes to, held until the transaction ends. */
  const findLocked = async (
    transaction: LedgerTransaction,
    id: string,
    newRequester: string | undefined,
  ): Promise<Row | undefined> => {
    const query = transaction.selectFrom('handoffs').selectAll().where('id', '=', id)
    let row: Row | undefined = await query.executeTakeFirst()
    for (let before: Row | undefined; row !== undefined && row.requester_key !== before?.requester_key; ) {
      const { helpdesk, requester_key } = row
      const requesters = newRequester === undefined ? [requester_key] : [requester_key, newRequester]
      // The lock of the line comes before that of the row, as everywhere; meanwhile the row may get another requester.
      await database.locking.take(
        transaction,
        requesters.map((requester) => lineName(requester, helpdesk)),
      )
      before = row
      row = await database.locking.forUpdate(query).executeTakeFirst()
    }
    return row
  }

  const act = async ({ id, by, event, why, needs, requesterKey, change }: Act): Promise<PersonOutcome> => {
    const outcome = await database.write(async (transaction): Promise<PersonOutcome> => {
      const row = await findLocked(transaction, id, requesterKey)
      if (row === undefined) return { kind: 'not-found' }
      if (!needs.includes(row.state)) return { kind: 'wrong-state', state: row.state, needs }
      await transaction
        .updateTable('handoffs')
        .set(await change(row, transaction))
        .where('id', '=', id)
        .execute()
      await context.history.record(transaction, [{ id, at: clock.now(), event, why, by }])
      await callNext(transaction, { requesterKey: row.requester_key, helpdesk: row.helpdesk })
      const changed = await selectEntries(transaction).where('handoffs.id', '=', id).executeTakeFirstOrThrow()
      return { kind: 'done', entry: context.readEntry(changed) }
    })
    if (outcome.kind === 'done') {
      const { entry } = outcome
      if (isSettled(entry.state)) bells.ringSettled(id)
      if (entry.state !== 'refused') bells.ringDue(entry.helpdesk)
    }
    return outcome
  }

  return {
    retryNow: (id, by) =>
      act({
        id,
        by,
        event: 'retry-now',
        why: null,
        needs: ['waiting'],
        change: async () => ({ due_at: clock.now() }),
      }),

    release: (id, by) =>
      act({
        id,
        by,
        event: 'released',
        why: null,
        needs: ['parked', 'refused'],
        async change(row, transaction) {
          if (row.accepted === 0) {
            await addToCounters(context, transaction, [
              { source: row.source, receivedAt: row.received_at, received: 1, refused: -1 },
            ])
          }
          return {
            state: row.state === 'refused' ? 'received' : 'waiting',
            accepted: 1,
            due_at: clock.now(),
            why: null,
            failures: 0,
            lined: 1,
            behind: 0,
          }
        },
      }),

    edit: (id, handoff, requesterKey, by) =>
      act({
        id,
        by,
        event: 'edited',
        why: null,
        requesterKey,
        needs: ['parked', 'refused', 'waiting', 'received'],
        async change(row, transaction) {
          // Insert and delete, never update: see `PayloadsTable`.
          await transaction.deleteFrom('payloads').where('handoff_id', '=', id).execute()
          await transaction
            .insertInto('payloads')
            .values({ handoff_id: id, body: JSON.stringify(handoff) })
            .execute()
          await transaction.deleteFrom('classifications').where('handoff_id', '=', id).execute()
          await context.words.replace(transaction, { id, words: readWords(handoff) })
          return row.requester_key === requesterKey
            ? { blanked: 0 }
            : {
                blanked: 0,
                requester_key: requesterKey,
                // What is held stands in no line, and must not stop the one that it comes to.
                lined: row.why === whyHeld ? 0 : 1,
                behind: 0,
              }
        },
      }),

    dismiss: (id, reason, by) =>
      act({
        id,
        by,
        event: 'dismissed',
        why: reason,
        needs: ['parked', 'waiting', 'received', 'refused'],
        change: async () => ({ state: 'dismissed', ended_at: clock.now(), due_at: null, why: reason }),
      }),
  }
}

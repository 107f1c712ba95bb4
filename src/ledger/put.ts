import type { Logger } from '../ops/logger.ts'
import { acceptAtOnce } from './accept-at-once.ts'
import { type ArrivalRow, createBatchStatements } from './batch-statements.ts'
import { addToCounters } from './counters.ts'
import { createGroupCommit } from './group-commit.ts'
import type { Guard } from './guard.ts'
import { idempotencyHash } from './idempotency-hash.ts'
import type { Entry, NewEntry, PutOutcome } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { type BatchPlan, type KeyHolder, planBatch } from './plan-batch.ts'
import { selectEntries } from './read-entry.ts'
import { utcDay } from './utc-day.ts'

interface Arrived {
  id: string
  receivedAt: number
  entry: NewEntry
  keyHash: string
  body: string
}

// At 64 connections a batch is about 30 rows. The bounds keep a flood from holding the event loop for long.
const maxItems = 128
const maxWeight = 4_000_000

const rowOf = ({ id, receivedAt, entry, keyHash }: Arrived): ArrivalRow => [
  id,
  entry.source,
  entry.helpdesk,
  entry.refusal === null ? 'received' : 'refused',
  entry.refusal === null ? 1 : 0,
  entry.requesterKey,
  entry.requestId,
  receivedAt,
  utcDay(receivedAt),
  entry.refusal === null ? receivedAt : null,
  entry.refusal?.why ?? null,
  keyHash,
  entry.idempotency.fingerprint,
  entry.idempotency.expiresAt,
]

/** The batch's duplicates as they stand, by id. */
const readDuplicated = async (
  context: LedgerContext,
  transaction: LedgerTransaction,
  plan: BatchPlan,
): Promise<Map<string, Entry>> => {
  const ids = plan.verdicts.flatMap((verdict) => (verdict.kind === 'duplicate' ? [verdict.of] : []))
  if (ids.length === 0) return new Map()
  const rows = await selectEntries(transaction)
    .where('handoffs.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, context.readEntry(row)]))
}

/** Takes custody by group commit; see `Ledger.put`. */
export const createPut = (
  context: LedgerContext & { guard: Guard; logger: Logger; newId: (now: number) => string },
) => {
  const { database, clock, bells, newId } = context
  const statements = createBatchStatements(database.kysely)

  const store = async (transaction: LedgerTransaction, arrived: Arrived[]): Promise<void> => {
    await statements.insertHandoffs(transaction, arrived.map(rowOf))
    await statements.insertPayloads(
      transaction,
      arrived.map(({ id, body }) => [id, body]),
    )
    await addToCounters(
      context,
      transaction,
      arrived.map(({ entry, receivedAt }) => ({
        source: entry.source,
        receivedAt,
        ...(entry.refusal === null ? { received: 1 } : { refused: 1 }),
      })),
    )
    await context.history.record(
      transaction,
      arrived.flatMap(({ id, receivedAt, entry: { refusal } }) =>
        refusal === null ? [] : [{ id, at: receivedAt, event: 'refused', why: refusal.why, by: null }],
      ),
    )
  }

  const planFor = (arrived: Arrived[], holders: KeyHolder[]): BatchPlan =>
    planBatch(
      arrived.map(({ id, keyHash, entry }) => ({ id, keyHash, fingerprint: entry.idempotency.fingerprint })),
      holders,
      clock.now(),
    )

  /** Most batches are of new hand-offs only, and then one statement does. False: somebody has to look who holds the keys. */
  const storeAtOnce = async (arrived: Arrived[]): Promise<boolean> => {
    if (!database.nestsWrites || arrived.some(({ entry }) => entry.refusal !== null)) return false
    const { verdicts } = planFor(arrived, [])
    const wanted = arrived.filter((_, at) => verdicts[at]?.kind === 'insert')
    const stored = await acceptAtOnce(
      database,
      wanted.map((one) => ({ row: rowOf(one), body: one.body })),
    )
    return stored.size === arrived.length
  }

  const commit = async (arrived: Arrived[]): Promise<PutOutcome[]> => {
    if (await storeAtOnce(arrived)) {
      return arrived.map(({ id, receivedAt }) => ({ kind: 'stored', id, receivedAt }))
    }
    return commitStepwise(arrived)
  }

  const commitStepwise = async (arrived: Arrived[]): Promise<PutOutcome[]> => {
    const accept = async (transaction: LedgerTransaction) => {
      const holders = await statements.findKeyHolders(
        transaction,
        arrived.map(({ keyHash }) => keyHash),
      )
      const plan = planFor(arrived, holders)
      if (plan.freed.length > 0) {
        await transaction
          .updateTable('handoffs')
          .set({ idempotency_key: null })
          .where('id', 'in', plan.freed)
          .execute()
      }
      await store(
        transaction,
        arrived.filter((_, at) => plan.verdicts[at]?.kind === 'insert'),
      )
      return { plan, duplicated: await readDuplicated(context, transaction, plan) }
    }
    const { plan, duplicated } = await database.write(accept, { express: true })

    return arrived.map((item, at): PutOutcome => {
      const verdict = plan.verdicts[at]
      if (verdict?.kind === 'conflict') return { kind: 'conflict', id: verdict.with }
      if (verdict?.kind !== 'duplicate') return { kind: 'stored', id: item.id, receivedAt: item.receivedAt }
      const entry = duplicated.get(verdict.of)
      if (entry === undefined) throw new Error('The hand-off that holds the key was not found.')
      return { kind: 'duplicate', entry }
    })
  }

  const ringFor = (arrived: Arrived[], outcomes: PutOutcome[]): void => {
    const stored = arrived.filter(
      ({ entry }, at) => outcomes[at]?.kind === 'stored' && entry.refusal === null,
    )
    for (const helpdesk of new Set(stored.map(({ entry }) => entry.helpdesk))) bells.ringDue(helpdesk)
  }

  const batches = createGroupCommit<Arrived, PutOutcome>({
    maxItems,
    maxWeight,
    weigh: ({ body }) => body.length,
    commit: async (arrived) => {
      const outcomes = await context.guard(() => commit(arrived))
      ringFor(arrived, outcomes)
      return outcomes
    },
  })

  return {
    async put(entry: NewEntry): Promise<PutOutcome> {
      const receivedAt = clock.now()
      return batches.add({
        id: newId(receivedAt),
        receivedAt,
        entry,
        keyHash: idempotencyHash(entry.source, entry.idempotency.key),
        body: JSON.stringify(entry.handoff),
      })
    },
    idle: () => batches.idle(),
  }
}

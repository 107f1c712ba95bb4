import { escalationStepSchema } from '../../schemas/follow-up.ts'
import type { EscalationClaim, EscalationVerbs, NewEscalation } from './escalation.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

/** Keeps, in the transaction that delivers, what is due later. */
export const planEscalations = async (
  transaction: LedgerTransaction,
  { id, helpdesk, ticketId }: { id: string; helpdesk: string; ticketId: string },
  planned: NewEscalation[],
): Promise<void> => {
  if (planned.length === 0) return
  await transaction
    .insertInto('escalations')
    .values(
      inOrder(planned).map(({ step, dueAt }, index) => ({
        handoff_id: id,
        ordinal: index + 1,
        helpdesk,
        ticket_id: ticketId,
        due_at: Math.ceil(dueAt),
        step: JSON.stringify(step),
      })),
    )
    .execute()
}

const inOrder = (planned: NewEscalation[]): NewEscalation[] =>
  planned.toSorted((one, other) => one.dueAt - other.dueAt)

/** For the history: when each is due, and whose rule. */
export const describePlanned = (planned: NewEscalation[]): string =>
  inOrder(planned)
    .map(({ step, dueAt }) => `${new Date(dueAt).toISOString()}: ${step.rule}`)
    .join('; ')

/** What rules want to happen to tickets after a time; see `EscalationVerbs`. */
export const createEscalations = ({
  database,
  clock,
  sureTime,
  logger,
  history,
}: LedgerContext): EscalationVerbs => {
  const owned = ({ handoffId, ordinal, owner, fence }: Omit<EscalationClaim, 'step'>) => ({
    handoff_id: handoffId,
    ordinal,
    owner,
    fence,
  })

  const end = (claim: Omit<EscalationClaim, 'step'>, event: string, why: string): Promise<boolean> =>
    database.write(async (transaction) => {
      // The hand-off's row first, as everywhere: its history is numbered under it.
      await database.locking
        .forUpdate(transaction.selectFrom('handoffs').select('id').where('id', '=', claim.handoffId))
        .execute()
      const { numDeletedRows } = await transaction
        .deleteFrom('escalations')
        .where((row) => row.and(owned(claim)))
        .executeTakeFirst()
      if (numDeletedRows !== 1n) return false
      await history.record(transaction, [
        { id: claim.handoffId, at: clock.now(), event, why, by: claim.owner },
      ])
      return true
    })

  /**
   * Those whose turn it is. A hand-off's are worked in the order in which they were planned to be due, however often one was put off: the
   * second must see what the first has done to the ticket, and the first must not undo what the second has done since.
   */
  const inTurn = (store: Pick<typeof database.kysely, 'selectFrom'>, helpdesk: string) =>
    store
      .selectFrom('escalations')
      .where('helpdesk', '=', helpdesk)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('escalations as earlier')
              .select('earlier.ordinal')
              .whereRef('earlier.handoff_id', '=', 'escalations.handoff_id')
              .whereRef('earlier.ordinal', '<', 'escalations.ordinal'),
          ),
        ),
      )

  const lease = (
    request: Parameters<EscalationVerbs['claimEscalations']>[0],
    now: number,
  ): Promise<(Omit<EscalationClaim, 'step'> & { text: string })[]> =>
    database.write(async (transaction) => {
      const due = await database.locking
        .skipLocked(
          inTurn(transaction, request.helpdesk)
            .selectAll()
            .where('due_at', '<=', now)
            .orderBy('due_at')
            .limit(request.limit),
        )
        .execute()
      for (const { handoff_id, ordinal, fence, attempts } of due) {
        await transaction
          .updateTable('escalations')
          .set({
            owner: request.owner,
            fence: fence + 1,
            attempts: attempts + 1,
            due_at: now + request.leaseMs,
          })
          .where('handoff_id', '=', handoff_id)
          .where('ordinal', '=', ordinal)
          .execute()
      }
      return due.map(({ handoff_id, ordinal, ticket_id, fence, attempts, step }) => ({
        owner: request.owner,
        fence: fence + 1,
        handoffId: handoff_id,
        ordinal,
        ticketId: ticket_id,
        attempts: attempts + 1,
        text: step,
      }))
    })

  const parse = (text: string) => {
    try {
      return escalationStepSchema.parse(JSON.parse(text))
    } catch {
      return null
    }
  }

  return {
    async claimEscalations(request) {
      const claims: EscalationClaim[] = []
      for (const { text, ...claim } of await lease(request, await sureTime())) {
        const step = parse(text)
        if (step !== null) claims.push({ ...claim, step })
        else {
          logger.error({ handoffId: claim.handoffId }, 'a stored escalation cannot be read')
          await end(claim, 'escalation-skipped', 'It cannot be read as it was stored.')
        }
      }
      return claims
    },

    async postponeEscalation(claim, dueAt) {
      const { numUpdatedRows } = await database.write((transaction) =>
        transaction
          .updateTable('escalations')
          .set({ owner: null, due_at: Math.ceil(dueAt) })
          .where((row) => row.and(owned(claim)))
          .executeTakeFirst(),
      )
      return numUpdatedRows === 1n
    },

    endEscalation: (claim, { event, why }) => end(claim, event, why),

    async nextEscalationAt(helpdesk) {
      const row = await inTurn(database.kysely, helpdesk)
        .select('due_at')
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst()
      return row?.due_at ?? null
    },
  }
}

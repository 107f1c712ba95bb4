import type { Updateable } from 'kysely'
import type { HandoffsTable } from '../database/tables.ts'
import { addToCounters } from './counters.ts'
import { describePlanned, planEscalations } from './escalations.ts'
import type { Claim, Flag, Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { callNext, lineName } from './line.ts'
import { parseFlags } from './read-entry.ts'
import { planReview } from './reviews.ts'
import { writeBeside } from './stored-classification.ts'
import { whyHeld } from './wake.ts'

type Settling = Pick<
  Ledger,
  | 'renew'
  | 'markWrite'
  | 'clearWrite'
  | 'recordClassification'
  | 'recordPolicy'
  | 'moveTo'
  | 'flag'
  | 'complete'
  | 'retryLater'
  | 'hold'
  | 'park'
>

/** Forgets the lease; what every verb does that gives a hand-off back. */
export const givenBack = { owner: null, due_at: null } as const

const joinFlags = (before: string, flags: Flag[]): string =>
  [...new Set([...parseFlags(before), ...flags])].join(' ')

/** The worker's verbs. Each touches only a row that is still under the caller's lease, and says whether it was. */
export const createSettle = (context: LedgerContext): Settling => {
  const { database, clock, bells } = context

  // Only a hand-off that is with a worker has an owner, so its state need not be asked for; asking would tempt PostgreSQL to
  // go through the index of all that are with workers instead of taking the one row by its id.
  const updateOwned = async (
    transaction: LedgerTransaction,
    claim: Claim,
    change: Updateable<HandoffsTable>,
  ): Promise<boolean> => {
    const { numUpdatedRows } = await transaction
      .updateTable('handoffs')
      .set(change)
      .where('id', '=', claim.entry.id)
      .where('owner', '=', claim.owner)
      .where('fence', '=', claim.fence)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  /** The row, held until the transaction ends, if it is still the claim's. */
  const findOwned = (transaction: LedgerTransaction, claim: Claim) =>
    database.locking
      .forUpdate(
        transaction
          .selectFrom('handoffs')
          .select([
            'source',
            'helpdesk',
            'requester_key',
            'received_at',
            'failures',
            'writes',
            'write_kind',
            'flags',
          ])
          .where('id', '=', claim.entry.id)
          .where('owner', '=', claim.owner)
          .where('fence', '=', claim.fence),
      )
      .executeTakeFirst()
  type Owned = NonNullable<Awaited<ReturnType<typeof findOwned>>>

  const record = (
    transaction: LedgerTransaction,
    claim: Claim,
    event: string,
    why: string | null,
  ): Promise<void> =>
    context.history.record(transaction, [
      { id: claim.entry.id, at: clock.now(), event, why, by: claim.owner },
    ])

  /** One change to an owned row with its history. */
  const step = (
    claim: Claim,
    event: string,
    why: string | null,
    change: (owned: Owned, transaction: LedgerTransaction) => Promise<Updateable<HandoffsTable>>,
  ): Promise<Owned | null> =>
    database.write(async (transaction) => {
      const owned = await findOwned(transaction, claim)
      if (owned === undefined) return null
      await updateOwned(transaction, claim, await change(owned, transaction))
      await record(transaction, claim, event, why)
      return owned
    })

  /** A change after which the row is no longer the worker's: the next of the requester's line is called up. */
  const giveBack = async (
    claim: Claim,
    event: string,
    why: string,
    change: (owned: Owned, transaction: LedgerTransaction) => Promise<Updateable<HandoffsTable>>,
    afterwards: (owned: Owned, transaction: LedgerTransaction) => Promise<void> = async () => {},
  ): Promise<boolean> => {
    let nextCalled = false
    const { requesterKey, helpdesk } = claim.entry
    const owned = await database.write(async (transaction) => {
      await database.locking.take(transaction, [lineName(requesterKey, helpdesk)])
      const owned = await findOwned(transaction, claim)
      if (owned === undefined) return null
      await updateOwned(transaction, claim, { ...givenBack, why, ...(await change(owned, transaction)) })
      await record(transaction, claim, event, why)
      await afterwards(owned, transaction)
      nextCalled = await callNext(transaction, {
        requesterKey: owned.requester_key,
        helpdesk: owned.helpdesk,
      })
      return owned
    })
    if (owned === null) return false
    if (nextCalled) bells.ringDue(owned.helpdesk)
    return true
  }

  /** Claims whose completion got no answer: it may be on the disk all the same. */
  const unanswered = new WeakSet<Claim>()
  const noting = async (claim: Claim, completed: Promise<boolean>): Promise<boolean> => {
    try {
      return await completed
    } catch (error) {
      unanswered.add(claim)
      throw error
    }
  }
  /** A repeat after a lost answer must not be taken for a lost lease: the ticket's number would go by the board. */
  const wasCompleted = async (claim: Claim, ticketId: string): Promise<boolean> => {
    if (!unanswered.has(claim)) return false
    const row = await database.kysely
      .selectFrom('handoffs')
      .select('helpdesk')
      .where('id', '=', claim.entry.id)
      .where('fence', '=', claim.fence)
      .where('state', '=', 'delivered')
      .where('ticket_id', '=', ticketId)
      .executeTakeFirst()
    if (row !== undefined) bells.ringDue(row.helpdesk)
    return row !== undefined
  }

  return {
    renew: (claim, leaseMs) =>
      database.write((transaction) => updateOwned(transaction, claim, { due_at: clock.now() + leaseMs })),

    async markWrite(claim, write) {
      const why = write.kind === 'create' ? 'create a ticket' : `add to ticket ${write.ticketId}`
      const owned = await step(claim, 'write-marked', why, async ({ writes }) => ({
        writes: writes + 1,
        write_kind: write.kind,
        write_ticket: write.kind === 'add' ? write.ticketId : null,
        write_at: write.at,
      }))
      return owned !== null
    },

    async clearWrite(claim, why) {
      const owned = await step(claim, 'write-cleared', why, async ({ writes, write_kind }) => ({
        // A repeat, after an answer that was lost, takes nothing more away.
        writes: write_kind === null ? writes : Math.max(0, writes - 1),
        write_kind: null,
        write_ticket: null,
        write_at: null,
      }))
      return owned !== null
    },

    async recordClassification(claim, classification) {
      const id = claim.entry.id
      const why = `${classification.decidedBy}: ${classification.category ?? 'unsure'}`
      return database.write(async (transaction) => {
        if ((await findOwned(transaction, claim)) === undefined) return false
        await transaction.deleteFrom('classifications').where('handoff_id', '=', id).execute()
        const body = JSON.stringify(classification)
        await transaction.insertInto('classifications').values({ handoff_id: id, body }).execute()
        await record(transaction, claim, 'classified', why)
        return true
      })
    },

    recordPolicy: (claim, why, followUp) =>
      database.write(async (transaction) => {
        if ((await findOwned(transaction, claim)) === undefined) return false
        if (followUp !== undefined)
          await writeBeside(transaction, claim.entry.id, followUp === null ? {} : { followUp })
        if (why !== null) await record(transaction, claim, 'policy', why)
        return true
      }),

    async moveTo(claim, { helpdesk, why, flags }) {
      const { requesterKey, helpdesk: from } = claim.entry
      let nextCalled = false
      const moved = await database.write(async (transaction) => {
        await database.locking.take(
          transaction,
          [from, helpdesk].map((each) => lineName(requesterKey, each)),
        )
        const owned = await findOwned(transaction, claim)
        // Sent once, it may be there already: then it stays, to be looked for where it was sent.
        if (owned === undefined || owned.write_kind !== null || owned.writes > 0) return false
        await updateOwned(transaction, claim, {
          owner: null,
          helpdesk,
          state: 'waiting',
          due_at: clock.now(),
          why,
          flags: joinFlags(owned.flags, flags),
          // It enters the new line as one that has just arrived: by its age when a claim first looks at it.
          lined: 0,
          behind: 0,
        })
        await record(transaction, claim, 'moved', why)
        nextCalled = await callNext(transaction, { requesterKey: owned.requester_key, helpdesk: from })
        return true
      })
      if (!moved) return false
      if (nextCalled) bells.ringDue(from)
      bells.ringDue(helpdesk)
      return true
    },

    flag: (claim, flag, why) =>
      database.write(async (transaction) => {
        const owned = await findOwned(transaction, claim)
        if (owned === undefined) return false
        if (parseFlags(owned.flags).includes(flag)) return true
        await updateOwned(transaction, claim, { flags: joinFlags(owned.flags, [flag]) })
        await record(transaction, claim, 'flagged', `${flag}: ${why}`)
        return true
      }),

    async complete(claim, { ticket, flags, why, acknowledgement = null, escalations = [], filed = null }) {
      const { id } = claim.entry
      const follow = async (owned: Owned, transaction: LedgerTransaction): Promise<void> => {
        if (acknowledgement !== null || escalations.length > 0)
          await writeBeside(transaction, id, acknowledgement === null ? {} : { acknowledgement })
        await planEscalations(transaction, { id, helpdesk: owned.helpdesk, ticketId: ticket.id }, escalations)
        if (escalations.length > 0)
          await record(transaction, claim, 'escalation-planned', describePlanned(escalations))
        const { source, helpdesk } = owned
        if (filed !== null && ticket.action === 'created')
          await planReview(transaction, { id, source, helpdesk, ticketId: ticket.id, filed, at: clock.now() })
      }
      const change = async (owned: Owned, transaction: LedgerTransaction) => {
        await addToCounters(context, transaction, [
          { source: owned.source, receivedAt: owned.received_at, delivered: 1 },
        ])
        return {
          state: 'delivered' as const,
          ended_at: clock.now(),
          write_kind: null,
          write_ticket: null,
          write_at: null,
          ticket_id: ticket.id,
          ticket_url: ticket.url,
          ticket_action: ticket.action,
          flags: joinFlags(owned.flags, flags),
        }
      }
      const completed = giveBack(claim, 'delivered', why, change, follow)
      const done = (await noting(claim, completed)) || (await wasCompleted(claim, ticket.id))
      if (done) bells.ringSettled(id)
      if (done && escalations.length > 0) bells.ringDue(claim.entry.helpdesk)
      return done
    },

    retryLater: (claim, { dueAt, why, failed }) =>
      giveBack(claim, 'waiting', why, async ({ failures }) => ({
        state: 'waiting',
        // Whoever draws a time by lot has fractions, which PostgreSQL does not take.
        due_at: Math.ceil(dueAt),
        failures: failed ? failures + 1 : failures,
      })),

    hold: (claim, dueAt) =>
      giveBack(claim, 'waiting', whyHeld, async () => ({
        state: 'waiting',
        due_at: Math.ceil(dueAt),
        lined: 0,
        behind: 0,
      })),

    async park(claim, why) {
      const done = await giveBack(claim, 'parked', why, async () => ({ state: 'parked' }))
      if (done) bells.ringSettled(claim.entry.id)
      return done
    },
  }
}

import { randomBytes } from 'node:crypto'
import type { Database } from '../../../database/database.ts'
import type { LlmCall } from '../language-model.ts'

const dayMs = 86_400_000
/** What was said goes first; that there was a call is known for a year more. */
const rowsKeptMs = 365 * dayMs

export interface NewCall {
  at: number
  purpose: LlmCall['purpose']
  helpdesk: string | null
  ticketId: string | null
  who: string | null
  url: string
  model: string
  /** The body, as it is sent. */
  request: string
  /** What it may take at most, both ways. */
  reserve: { tokens: number; cost: number }
}

export interface CallEnd {
  response: string | null
  outcome: string
  inputTokens: number | null
  outputTokens: number | null
  /** Whether the tokens are by the length of the texts, as the server did not count. */
  isEstimated: boolean
  /** What it took, for the day's budget. */
  spent: { tokens: number; cost: number }
  tookMs: number
}

export interface BegunCall {
  id: string
  day: number
  reserve: { tokens: number; cost: number }
}

/**
 * Calls of language models: each is written down before it leaves, together with what it may take of the day's budget, in one transaction;
 * so that replicas together never reserve more than there is. What a call did not take is given back at its end. When the process ends
 * in between, the reservation stays until the day is over: too careful rather than too expensive.
 */
export interface CallStore {
  /** Durable when it resolves. Null: the day's budget does not allow it, and nothing was written. */
  begin(call: NewCall): Promise<BegunCall | null>
  end(call: BegunCall, end: CallEnd): Promise<void>
  spent(now: number): Promise<{ tokens: number; cost: number }>
  /** Newest first. */
  calls(query: { helpdesk: string; ticketId: string; limit: number }): Promise<LlmCall[]>
  /** Blanks what was said before; forgets a call a year after that. Returns how many. Safe to repeat. */
  purge(query: { before: number; limit: number }): Promise<number>
}

export const createCallStore = ({
  database,
  tokensPerDay,
  costPerDay,
}: {
  database: Database
  /** 0: no limit. */
  tokensPerDay: number
  costPerDay: number
}): CallStore => ({
  begin: async ({ reserve, helpdesk, ticketId, at, ...call }) => {
    const [id, day] = [newId(at), Math.floor(at / dayMs)]
    const isWritten = await database.write(async (transaction) => {
      await transaction
        .insertInto('llm_days')
        .values({ day, tokens: 0, cost: 0 })
        .onConflict((conflict) => conflict.column('day').doNothing())
        .execute()
      let reserving = transaction
        .updateTable('llm_days')
        .set((row) => ({
          tokens: row('tokens', '+', reserve.tokens),
          cost: row('cost', '+', reserve.cost),
        }))
        .where('day', '=', day)
      if (tokensPerDay > 0) reserving = reserving.where('tokens', '<=', tokensPerDay - reserve.tokens)
      if (costPerDay > 0) reserving = reserving.where('cost', '<=', costPerDay - reserve.cost)
      const { numUpdatedRows } = await reserving.executeTakeFirst()
      if (numUpdatedRows === 0n) return false
      await transaction
        .insertInto('llm_calls')
        .values({
          ...{ ...call, id, at, helpdesk, ticket_id: ticketId, response: null, outcome: null },
          ...{ input_tokens: null, output_tokens: null, cost: null, took_ms: null },
        })
        .execute()
      return true
    })
    return isWritten ? { id, day, reserve } : null
  },
  end: ({ id, day, reserve }, { response, outcome, inputTokens, outputTokens, isEstimated, spent, tookMs }) =>
    database.write(async (transaction) => {
      await transaction
        .updateTable('llm_days')
        .set((row) => ({
          tokens: row('tokens', '+', spent.tokens - reserve.tokens),
          cost: row('cost', '+', spent.cost - reserve.cost),
        }))
        .where('day', '=', day)
        .execute()
      await transaction
        .updateTable('llm_calls')
        .set({
          ...{ response, outcome, input_tokens: inputTokens, output_tokens: outputTokens },
          ...{ estimated: Number(isEstimated), cost: spent.cost, took_ms: Math.round(tookMs) },
        })
        .where('id', '=', id)
        .execute()
    }),
  spent: async (now) => {
    const row = await database.kysely
      .selectFrom('llm_days')
      .select(['tokens', 'cost'])
      .where('day', '=', Math.floor(now / dayMs))
      .executeTakeFirst()
    // Sums of fractions that were given back end a little beside zero.
    return { tokens: Math.max(0, row?.tokens ?? 0), cost: Math.max(0, row?.cost ?? 0) }
  },
  calls: async ({ helpdesk, ticketId, limit }) => {
    const rows = await database.kysely
      .selectFrom('llm_calls')
      .selectAll()
      .where('helpdesk', '=', helpdesk)
      .where('ticket_id', '=', ticketId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(
      ({
        input_tokens,
        output_tokens,
        estimated,
        took_ms,
        helpdesk: _,
        ticket_id: __,
        purpose,
        ...row
      }): LlmCall => ({
        ...row,
        purpose: readPurpose(purpose),
        inputTokens: input_tokens,
        outputTokens: output_tokens,
        isEstimated: estimated === 1,
        tookMs: took_ms,
      }),
    )
  },
  purge: ({ before, limit }) =>
    database.write(async (transaction) => {
      const old = await transaction
        .selectFrom('llm_calls')
        .select('id')
        .where('at', '<', Math.floor(before))
        .where((call) => call.or([call('request', 'is not', null), call('response', 'is not', null)]))
        .orderBy('at')
        .limit(limit)
        .execute()
      for (const { id } of old)
        await transaction
          .updateTable('llm_calls')
          .set({ request: null, response: null })
          .where('id', '=', id)
          .execute()
      const oldest = await transaction
        .selectFrom('llm_calls')
        .select('id')
        .where('at', '<', Math.floor(before - rowsKeptMs))
        .orderBy('at')
        .limit(limit - old.length)
        .execute()
      for (const { id } of oldest) await transaction.deleteFrom('llm_calls').where('id', '=', id).execute()
      return old.length + oldest.length
    }),
})

/** Begins with the time, so that ids follow one another. */
const newId = (at: number): string => `${at.toString(36).padStart(9, '0')}${randomBytes(8).toString('hex')}`

const readPurpose = (text: string): LlmCall['purpose'] =>
  text === 'refine' || text === 'probe' || text === 'embeddings' ? text : 'draft'

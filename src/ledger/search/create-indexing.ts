import { handoffSchema } from '../../../schemas/handoff.ts'
import { lowestIdAt } from '../handoff-id.ts'
import type { LedgerContext } from '../ledger-context.ts'
import type { LedgerTransaction } from '../ledger-transaction.ts'
import { readWords } from './read-words.ts'
import type { IndexedPortion, SearchVerbs } from './search.ts'
import type { Worded, WordIndex } from './word-index.ts'

const progressName = 'handoffs'
const lock = 'search'
/** To see which of these are missing takes 2 ms. */
const lookedAtOnce = 500
/** Replicas commit at the same time, so that an id may come after higher ones: none takes longer than its transaction may. */
const overlapMs = 30_000
/** It takes so long at most while nothing is in the way. */
const usuallyMs = 15_000

interface Seen {
  id: string
  /** Its words are not known, and there is a content to make them of. */
  isMissing: boolean
}

interface Progress {
  after: string
  fence: number
}

/** What makes words of hand-offs known in the background, and tells how far it is; see `SearchVerbs`. */
export const createIndexing = (
  { database, clock, logger }: LedgerContext,
  index: WordIndex,
): Pick<SearchVerbs, 'indexForSearch' | 'searchProgress'> => {
  const readProgress = async (from: Pick<LedgerTransaction, 'selectFrom'>): Promise<Progress | null> => {
    const query = from.selectFrom('search_progress').select(['after', 'fence'])
    return (await query.where('name', '=', progressName).executeTakeFirst()) ?? null
  }

  const startOf = (progress: Progress | null): string => {
    const after = progress?.after ?? ''
    if (database.writers === 1) return after
    const overlapped = lowestIdAt(clock.now() - overlapMs)
    return overlapped < after ? overlapped : after
  }

  // Two statements: of a join PostgreSQL goes through all entries up to there, in each portion of a catching up.
  const look = async (
    from: Pick<LedgerTransaction, 'selectFrom'>,
    after: string,
    most = lookedAtOnce,
  ): Promise<Seen[]> => {
    const rows = await from
      .selectFrom('handoffs')
      .select(['id', 'blanked'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(most)
      .execute()
    if (rows.length === 0) return []
    const ids = rows.map(({ id }) => id)
    const entries = await from
      .selectFrom('search_entries')
      .select('handoff_id')
      .where('handoff_id', 'in', ids)
      .execute()
    const known = new Set(entries.map(({ handoff_id }) => handoff_id))
    return rows.map(({ id, blanked }) => ({ id, isMissing: blanked === 0 && !known.has(id) }))
  }

  const wordsOf = (row: { handoff_id: string; body: string }): Worded => {
    try {
      return { id: row.handoff_id, words: readWords(handoffSchema.parse(JSON.parse(row.body))) }
    } catch {
      logger.error({ handoffId: row.handoff_id }, 'a stored hand-off cannot be searched: it cannot be read')
      return { id: row.handoff_id, words: [] }
    }
  }

  /** Held until the end, so that nobody can erase one of them in between; whoever has one now changes it, and adds it himself. */
  const readContents = async (transaction: LedgerTransaction, ids: string[]): Promise<Worded[]> => {
    if (ids.length === 0) return []
    const rows = await database.locking
      .skipLocked(
        transaction
          .selectFrom('payloads')
          .select(['handoff_id', 'body'])
          .where('handoff_id', 'in', ids)
          .orderBy('handoff_id'),
      )
      .execute()
    return rows.map(wordsOf)
  }

  /** False: somebody else was quicker. */
  const advance = async (transaction: LedgerTransaction, before: Progress | null, after: string) => {
    if (before === null) {
      await transaction
        .insertInto('search_progress')
        .values({ name: progressName, after, fence: 1 })
        .execute()
      return
    }
    if (after <= before.after) return
    await transaction
      .updateTable('search_progress')
      .set({ after, fence: before.fence + 1 })
      .where('name', '=', progressName)
      .where('fence', '=', before.fence)
      .execute()
  }

  return {
    async indexForSearch({ limit, after }): Promise<IndexedPortion> {
      const known = await readProgress(database.kysely)
      const seen = await look(database.kysely, after ?? startOf(known))
      const newest = seen.at(-1)?.id ?? null
      if (newest === null) return { after: null, added: 0, isEnd: true }
      if (!seen.some(({ isMissing }) => isMissing) && (after !== undefined || newest <= (known?.after ?? '')))
        return { after: newest, added: 0, isEnd: seen.length < lookedAtOnce }
      // No more is looked at again than is added.
      const wanted = seen.filter(({ isMissing }) => isMissing).at(limit - 1)
      const most = wanted === undefined ? lookedAtOnce : seen.indexOf(wanted) + 1
      return database.write(async (transaction) => {
        await database.locking.take(transaction, [lock])
        const progress = await readProgress(transaction)
        const rows = await look(transaction, after ?? startOf(progress), most)
        const missing = rows.filter(({ isMissing }) => isMissing).slice(0, limit)
        const isFull = missing.length === limit
        const last = (isFull ? missing.at(-1)?.id : rows.at(-1)?.id) ?? null
        const worded = await readContents(
          transaction,
          missing.map(({ id }) => id),
        )
        await index.add(transaction, worded)
        if (after === undefined && last !== null) await advance(transaction, progress, last)
        return { after: last, added: worded.length, isEnd: !isFull && rows.length < most }
      })
    },

    async searchProgress() {
      const progress = await readProgress(database.kysely)
      const after = progress?.after ?? ''
      const times = database.kysely.selectFrom('handoffs').select('received_at').limit(1)
      const known = after === '' ? undefined : await times.where('id', '=', after).executeTakeFirst()
      const next = await times.where('id', '>', after).orderBy('id').executeTakeFirst()
      return {
        knownUntil: known?.received_at ?? null,
        isBehind: next !== undefined && next.received_at < clock.now() - usuallyMs,
      }
    },
  }
}

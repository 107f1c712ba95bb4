import type { Database } from '../../database/database.ts'
import type { LedgerTransaction } from '../ledger-transaction.ts'
import { readPlaces, spotOf, writePlaces } from './places.ts'
import { createWordRows } from './word-rows.ts'

export interface Worded {
  id: string
  words: string[]
}

/** Which hand-off has which words. Every verb works in the caller's transaction. */
export interface WordIndex {
  /** None of them may be in it. Oldest first: later ones get higher numbers. */
  add(transaction: LedgerTransaction, handoffs: Worded[]): Promise<void>
  /** Its words are these from now on, whatever they were; it keeps its place among the others. */
  replace(transaction: LedgerTransaction, handoff: Worded): Promise<void>
  /** Takes out all words of these, whatever they are, and those that are not in it cost nothing. */
  remove(transaction: LedgerTransaction, ids: string[]): Promise<void>
}

const lock = 'search'
const idsAtOnce = 500

const group = <Item>(items: Iterable<Item>, keyOf: (item: Item) => number): Map<number, Item[]> => {
  const groups = new Map<number, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [item])
    else known.push(item)
  }
  return groups
}

/** The index of words over either store; why it is made like this stands in docs/decisions/0020-full-text.md. */
export const createWordIndex = (database: Database): WordIndex => {
  const rows = createWordRows(database.kysely)

  const addToBlock = async (
    transaction: LedgerTransaction,
    block: number,
    handoffs: { place: number; words: string[] }[],
  ): Promise<void> => {
    const placesOf = new Map<string, number[]>()
    for (const { place, words } of handoffs)
      for (const word of words) {
        const known = placesOf.get(word)
        if (known === undefined) placesOf.set(word, [place])
        else known.push(place)
      }
    // In the order of the table: neighbours are written together.
    const words = [...placesOf.keys()].sort()
    for (const { word, places } of await rows.read(transaction, block, words))
      placesOf.get(word)?.push(...readPlaces(places))
    await rows.write(
      transaction,
      block,
      words.map((word) => ({ word, places: writePlaces(placesOf.get(word) ?? []) })),
    )
  }

  const removeFromBlock = async (
    transaction: LedgerTransaction,
    block: number,
    gone: ReadonlySet<number>,
  ): Promise<void> => {
    // All words of the block are looked at: so nothing depends on knowing which they were.
    const all = await transaction
      .selectFrom('search_words')
      .select(['word', 'places'])
      .where('block', '=', block)
      .execute()
    const changed = all.flatMap(({ word, places }) => {
      const before = readPlaces(places)
      const left = before.filter((place) => !gone.has(place))
      return left.length === before.length ? [] : [{ word, places: writePlaces(left) }]
    })
    await rows.write(transaction, block, changed)
  }

  const add = async (transaction: LedgerTransaction, handoffs: Worded[]): Promise<void> => {
    if (handoffs.length === 0) return
    await database.locking.take(transaction, [lock])
    const { highest } = await transaction
      .selectFrom('search_entries')
      .select(({ fn }) => fn.max('number').as('highest'))
      .executeTakeFirstOrThrow()
    const first = Number(highest ?? -1) + 1
    const entries = handoffs.map(({ id }, at) => ({ number: first + at, handoff_id: id }))
    await transaction.insertInto('search_entries').values(entries).execute()
    const spots = handoffs.map(({ words }, at) => ({ words, ...spotOf(first + at) }))
    for (const [block, theirs] of group(spots, (spot) => spot.block))
      await addToBlock(transaction, block, theirs)
  }

  const numberOf = async (transaction: LedgerTransaction, id: string): Promise<number | null> => {
    const query = transaction.selectFrom('search_entries').select('number').where('handoff_id', '=', id)
    return (await query.executeTakeFirst())?.number ?? null
  }

  return {
    add,

    async replace(transaction, { id, words }) {
      await database.locking.take(transaction, [lock])
      const number = await numberOf(transaction, id)
      if (number === null) return add(transaction, [{ id, words }])
      const { block, place } = spotOf(number)
      await removeFromBlock(transaction, block, new Set([place]))
      await addToBlock(transaction, block, [{ place, words }])
    },

    async remove(transaction, ids) {
      const numbers: number[] = []
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const some = ids.slice(from, from + idsAtOnce)
        const found = await transaction
          .selectFrom('search_entries')
          .select('number')
          .where('handoff_id', 'in', some)
          .execute()
        numbers.push(...found.map(({ number }) => number))
      }
      if (numbers.length === 0) return
      await database.locking.take(transaction, [lock])
      for (const [block, theirs] of group(numbers, (number) => spotOf(number).block))
        await removeFromBlock(transaction, block, new Set(theirs.map((number) => spotOf(number).place)))
      for (let from = 0; from < numbers.length; from += idsAtOnce)
        await transaction
          .deleteFrom('search_entries')
          .where('number', 'in', numbers.slice(from, from + idsAtOnce))
          .execute()
    },
  }
}

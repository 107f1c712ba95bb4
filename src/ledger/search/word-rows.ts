import type { CompiledQuery, Kysely } from 'kysely'
import { CompiledQuery as Compiled } from 'kysely'
import { piecesOf } from '../../database/pieces-of.ts'
import type { Tables } from '../../database/tables.ts'
import type { LedgerTransaction } from '../ledger-transaction.ts'

export interface WordRow {
  word: string
  places: Uint8Array
}

const sizes = [256, 64, 16, 4, 1]

export interface WordRows {
  /** Those of these words that the block has. */
  read(transaction: LedgerTransaction, block: number, words: string[]): Promise<WordRow[]>
  /** Replaces what the block has of these words; without places a word is gone. */
  write(transaction: LedgerTransaction, block: number, rows: WordRow[]): Promise<void>
}

/** Statements over many words, compiled once for each size: to build one takes longer than to run it. */
export const createWordRows = (kysely: Kysely<Tables>): WordRows => {
  const remember = (compile: (size: number) => CompiledQuery) => {
    const bySize = new Map<number, string>()
    return (size: number, parameters: unknown[]): CompiledQuery => {
      const sql = bySize.get(size) ?? compile(size).sql
      bySize.set(size, sql)
      return Compiled.raw(sql, parameters)
    }
  }
  const names = (size: number): string[] => Array.from({ length: size }, () => '')
  const selecting = remember((size) =>
    kysely
      .selectFrom('search_words')
      .select(['word', 'places'])
      .where('block', '=', 0)
      .where('word', 'in', names(size))
      .compile(),
  )
  const deleting = remember((size) =>
    kysely.deleteFrom('search_words').where('block', '=', 0).where('word', 'in', names(size)).compile(),
  )
  const inserting = remember((size) =>
    kysely
      .insertInto('search_words')
      .values(names(size).map((word) => ({ block: 0, word, places: new Uint8Array() })))
      .compile(),
  )
  return {
    async read(transaction, block, words) {
      const found: WordRow[] = []
      for (const piece of piecesOf(words, sizes)) {
        const query = selecting(piece.length, [block, ...piece])
        const { rows } = await transaction.executeQuery<WordRow>(query as CompiledQuery<WordRow>)
        found.push(...rows)
      }
      return found
    },
    async write(transaction, block, rows) {
      for (const piece of piecesOf(rows, sizes))
        await transaction.executeQuery(deleting(piece.length, [block, ...piece.map(({ word }) => word)]))
      const kept = rows.filter(({ places }) => places.byteLength > 0)
      for (const piece of piecesOf(kept, sizes)) {
        const values = piece.flatMap(({ word, places }) => [block, word, places])
        await transaction.executeQuery(inserting(piece.length, values))
      }
    },
  }
}

import { CompiledQuery, type Kysely } from 'kysely'
import { piecesOf } from '../database/pieces-of.ts'
import type { Tables } from '../database/tables.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import type { KeyHolder } from './plan-batch.ts'

/** A row of `handoffs` as it comes in, in the order of `arrivalColumns`. */
export type ArrivalRow = [
  id: string,
  source: string,
  helpdesk: string,
  state: 'received' | 'refused',
  accepted: number,
  requesterKey: string,
  requestId: string,
  receivedAt: number,
  receivedDay: number,
  dueAt: number | null,
  why: string | null,
  idempotencyKey: string,
  fingerprint: string,
  keyExpiresAt: number | null,
]

const sizes = [128, 64, 32, 16, 8, 4, 2, 1]

export interface BatchStatements {
  insertHandoffs(transaction: LedgerTransaction, rows: ArrivalRow[]): Promise<void>
  insertPayloads(transaction: LedgerTransaction, rows: [id: string, body: string][]): Promise<void>
  findKeyHolders(transaction: LedgerTransaction, keyHashes: string[]): Promise<KeyHolder[]>
}

/**
 * The statements of accepting, compiled once for each size: building a query for thirty rows costs more than running it.
 * Only their shape is used; the values are bound anew each time.
 */
export const createBatchStatements = (kysely: Kysely<Tables>): BatchStatements => {
  const remember = (compile: (size: number) => CompiledQuery) => {
    const bySize = new Map<number, string>()
    return (size: number, parameters: unknown[]): CompiledQuery => {
      const sql = bySize.get(size) ?? compile(size).sql
      bySize.set(size, sql)
      return CompiledQuery.raw(sql, parameters)
    }
  }

  const handoffs = remember((size) =>
    kysely
      .insertInto('handoffs')
      .values(
        Array.from({ length: size }, () => ({
          id: '',
          source: '',
          helpdesk: '',
          state: 'received' as const,
          accepted: 0,
          requester_key: '',
          request_id: '',
          received_at: 0,
          received_day: 0,
          due_at: 0,
          why: '',
          idempotency_key: '',
          fingerprint: '',
          key_expires_at: 0,
        })),
      )
      .compile(),
  )
  const payloads = remember((size) =>
    kysely
      .insertInto('payloads')
      .values(Array.from({ length: size }, () => ({ handoff_id: '', body: '' })))
      .compile(),
  )
  const keyHolders = remember((size) =>
    kysely
      .selectFrom('handoffs')
      .select(['id', 'idempotency_key', 'fingerprint', 'key_expires_at'])
      .where(
        'idempotency_key',
        'in',
        Array.from({ length: size }, () => ''),
      )
      .compile(),
  )

  return {
    async insertHandoffs(transaction, rows) {
      for (const piece of piecesOf(rows, sizes)) {
        await transaction.executeQuery(handoffs(piece.length, piece.flat()))
      }
    },
    async insertPayloads(transaction, rows) {
      for (const piece of piecesOf(rows, sizes)) {
        await transaction.executeQuery(payloads(piece.length, piece.flat()))
      }
    },
    async findKeyHolders(transaction, keyHashes) {
      const size = sizes.findLast((candidate) => candidate >= keyHashes.length) ?? keyHashes.length
      // An odd number is filled up with the first one: looking for a key twice finds it once.
      const filled = Array.from({ length: size }, (_, at) => keyHashes[at] ?? keyHashes[0])
      const { rows } = await transaction.executeQuery<{
        id: string
        idempotency_key: string
        fingerprint: string | null
        key_expires_at: number | null
      }>(keyHolders(size, filled) as CompiledQuery<never>)
      return rows.map((row) => ({
        id: row.id,
        keyHash: row.idempotency_key,
        fingerprint: row.fingerprint,
        keyExpiresAt: row.key_expires_at,
      }))
    },
  }
}

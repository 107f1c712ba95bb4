import { hash } from 'node:crypto'
import type { ColumnType, MovedTable, Row, Value } from './moved-tables.ts'

/** What tells two sets of rows apart, whatever their order. */
export interface Digest {
  rows: number
  /** Sum of 60 bits of each row's SHA-256. */
  sum: bigint
}

export const noRows: Digest = { rows: 0, sum: 0n }

/** Hexadecimal digits of a row's hash that are counted: as many as fit into a signed 64-bit integer. */
export const digitsCounted = 15

// As in PostgreSQL: its text cannot hold a NUL, and what writes to it puts this in its place.
const stored = (value: string | number): string => {
  const text = String(value)
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text
}

const bytesOf = (value: number): string => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.toString('hex')
}

/** Length in bytes and text, so that no two rows can read the same; `digestStatement` writes it the same way. */
const write = (value: Value | undefined, type: ColumnType): string => {
  if (value === null || value === undefined) return '-'
  const text = type === 'double precision' ? bytesOf(Number(value)) : stored(value)
  return `${Buffer.byteLength(text)}:${text}`
}

const digestRow = (table: MovedTable, row: Row): bigint => {
  let text = ''
  for (const [name, type] of table.columns) text += write(row[name], type)
  return BigInt(`0x${hash('sha256', text, 'hex').slice(0, digitsCounted)}`)
}

/** The digest of rows as PostgreSQL would hold them. */
export const digestRows = (table: MovedTable, rows: Row[]): Digest => {
  let sum = 0n
  for (const row of rows) sum += digestRow(table, row)
  return { rows: rows.length, sum }
}

export const addDigests = (one: Digest, other: Digest): Digest => ({
  rows: one.rows + other.rows,
  sum: one.sum + other.sum,
})

export const isSameDigest = (one: Digest, other: Digest): boolean =>
  one.rows === other.rows && one.sum === other.sum

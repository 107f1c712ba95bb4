import { basename } from 'node:path'
import type { PastTicket } from '../past-ticket.ts'
import { TrainingRefused } from '../training-refused.ts'
import { convertRow } from './convert-row.ts'
import { type ColumnMap, type MappedColumns, mapColumns, type WantedColumns } from './map-columns.ts'
import { openText } from './open-text.ts'
import { readCsv } from './read-csv.ts'
import { readJsonLines } from './read-json-lines.ts'
import type { BrokenRow, Table } from './table-row.ts'

export interface TicketFile {
  tickets: PastTicket[]
  /** How it was read, for people. */
  format: string
  /** What was taken for what, and what was not looked at. */
  columns: ColumnMap
  unused: string[]
  broken: BrokenRow[]
}

export interface ReadTicketFileOptions {
  wanted?: WantedColumns
  /** Read at most so many: the newest where it says when they were created, else the first. */
  most: number
  /** ms; those created before are left out. */
  since?: number | undefined
  /** Packed, a small file may be one of hours: its reading can be ended. */
  signal?: AbortSignal
}

/** What of a file may be unreadable before it is taken for another kind of file than it seems. */
const mostBroken = 0.2

/**
 * Reads tickets from CSV or JSON Lines, packed by gzip or not, by the columns that it finds or is told. In memory are a quarter more
 * than `most` of them at times. Throws `TrainingRefused` with what to do about it; rejects when the signal aborts.
 */
export const readTicketFile = async (path: string, options: ReadTicketFileOptions): Promise<TicketFile> => {
  const table = await openTable(path, options.signal)
  const mapped = mapColumns(table.names, options.wanted ?? {})
  if (!mapped.ok) throw new TrainingRefused('usage', sayLacking(path, mapped, table.names))
  let tickets: PastTicket[] = []
  const broken: BrokenRow[] = []
  let rows = 0
  const isDated = mapped.columns.created !== undefined
  for await (const row of table.rows()) {
    rows += 1
    if ('why' in row) {
      broken.push(row)
      continue
    }
    const ticket = convertRow(row, mapped.columns)
    if (options.since !== undefined && (ticket.createdAt ?? Number.POSITIVE_INFINITY) < options.since)
      continue
    tickets.push(ticket)
    if (!isDated && tickets.length >= options.most) break
    if (tickets.length > options.most * 1.25 + 100) tickets = newest(tickets, options.most)
  }
  if (broken.length > 10 && broken.length > mostBroken * rows)
    throw new TrainingRefused(
      'unusable',
      `${path}: ${broken.length} of ${rows} rows cannot be read. Line ${broken[0]?.line}: ${broken[0]?.why}`,
    )
  const { columns, unused } = mapped
  return { tickets: newest(tickets, options.most), format: table.format, columns, unused, broken }
}

const openTable = async (path: string, signal: AbortSignal | undefined): Promise<Table> => {
  const text = await openText(path, signal)
  const name = basename(path).replace(/\.gz$/i, '')
  if (/\.(jsonl|ndjson|json)$/i.test(name)) return readJsonLines(path, text)
  if (/\.(csv|tsv|txt)$/i.test(name)) return readCsv(path, text)
  return (await firstCharacter(text.read())) === '{' ? readJsonLines(path, text) : readCsv(path, text)
}

const firstCharacter = async (pieces: AsyncIterable<string>): Promise<string> => {
  for await (const piece of pieces) if (piece.trim() !== '') return piece.trimStart().charAt(0)
  return ''
}

const newest = (tickets: PastTicket[], most: number): PastTicket[] =>
  tickets.length <= most
    ? tickets
    : tickets.toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0)).slice(0, most)

const sayLacking = (
  path: string,
  { lacking, wanted }: Extract<MappedColumns, { ok: false }>,
  names: readonly string[],
): string => {
  const there = `It has: ${names.slice(0, 40).join(', ')}${names.length > 40 ? ', …' : ''}.`
  switch (lacking) {
    case 'wanted':
      return `${path} has no column "${wanted}". ${there}`
    case 'text':
      return `Which column of ${path} holds the text? Name it with --text-column. ${there}`
    case 'label':
      return `Which column of ${path} says what a text is about? Name it with --label-column. ${there}`
    default:
      return lacking satisfies never
  }
}

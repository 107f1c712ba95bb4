import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import * as z from 'zod'
import { cutBody } from '../cut-body.ts'
import { TrainingRefused } from '../training-refused.ts'
import type { OpenedText } from './open-text.ts'
import type { BrokenRow, Table, TableRow } from './table-row.ts'

const delimiters = [',', ';', '\t', '|'] as const
/** A record that is longer is a quote that nobody closed. */
const longestRecord = 16_000_000
const longestHeader = 100_000

const itemSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) })

const called: Record<string, string> = { '\t': 'tabs', ',': '","', ';': '";"', '|': '"|"' }

/** A CSV file whose first row names its columns; what parts the cells is found out. Throws `TrainingRefused`. */
export const readCsv = async (path: string, text: OpenedText): Promise<Table> => {
  const head = await readStart(text)
  const marked = /^sep=(.)\n/i.exec(head)
  const skipped = marked === null ? 0 : 1
  const header = marked === null ? head : head.slice(marked[0].length)
  if (header.trim() === '') throw new TrainingRefused('unusable', `${path} is empty.`)
  const delimiter = marked?.[1] ?? guessDelimiter(header)
  const records = () => readRecords(path, text, { delimiter, from_line: 1 + skipped })
  const names = uniqueNames(await firstOf(records()))
  return {
    format: `CSV with ${called[delimiter] ?? `"${delimiter}"`}, ${text.encoding}`,
    names,
    async *rows(): AsyncGenerator<TableRow | BrokenRow> {
      let isHeader = true
      for await (const { record, line } of records()) {
        if (isHeader) isHeader = false
        else if (record.length > names.length && record.slice(names.length).some((cell) => cell !== ''))
          yield { line, why: `It has ${record.length} cells, and the first row names ${names.length}.` }
        else yield { line, cells: toCells(names, record) }
      }
    },
  }
}

const toCells = (names: readonly string[], record: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, at) => [name, cutBody(undefuse(record[at] ?? ''))]))

/** Cells that a spreadsheet would reckon are written with an apostrophe before them. */
const undefuse = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

const uniqueNames = (cells: readonly string[]): string[] => {
  const names = cells.map((cell) => cell.trim())
  return names.map((name, at) => (names.indexOf(name) === at ? name : `${name} (${at + 1})`))
}

const firstOf = async (records: AsyncIterable<NumberedRecord>): Promise<string[]> => {
  for await (const { record } of records) return record
  return []
}

interface NumberedRecord {
  record: string[]
  line: number
}

async function* readRecords(
  path: string,
  text: OpenedText,
  options: { delimiter: string; from_line: number },
): AsyncGenerator<NumberedRecord> {
  const parser = pipeline(
    Readable.from(text.read()),
    parse({
      ...options,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: longestRecord,
    }),
    () => {},
  )
  let ended = 0
  try {
    for await (const item of parser) {
      const { record, info } = itemSchema.parse(item)
      // It tells the line that a record ends on.
      yield { record, line: ended + 1 }
      ended = info.lines
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new TrainingRefused('unusable', sayFault(path, error, ended + 1), { cause: error })
  }
}

const sayFault = (path: string, { code }: CsvError, line: number): string => {
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${path}, line ${line}: a quotation mark is opened here and not closed. Close it, or double those inside a text.`
    default:
      return `${path}, line ${line}: this is not CSV as it is usually written (${code}). Export it again, or write JSON Lines.`
  }
}

const readStart = async (text: OpenedText): Promise<string> => {
  let start = ''
  for await (const piece of text.read()) {
    start += piece
    if (start.length >= longestHeader) break
  }
  return start.slice(0, longestHeader)
}

/** What parts the names in the first row; names hold none of the others as often. */
const guessDelimiter = (header: string): string => {
  const counts = new Map<string, number>(delimiters.map((each) => [each, 0]))
  let isQuoted = false
  for (const character of header) {
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === '\n') break
    else if (!isQuoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  const [[best] = [',']] = [...counts].toSorted(([, one], [, other]) => other - one)
  return best
}

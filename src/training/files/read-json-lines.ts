import { cutBody } from '../cut-body.ts'
import { TrainingRefused } from '../training-refused.ts'
import type { OpenedText } from './open-text.ts'
import type { BrokenRow, Table, TableRow } from './table-row.ts'

const longestLine = 16_000_000
const lookedAt = 100

/**
 * A file with one JSON object a line. What stands in an object is named by both: `{"group": {"name": "Ventas"}}` has the column
 * `group.name`. Lists of words are joined by commas. Throws `TrainingRefused` when no line is an object.
 */
export const readJsonLines = async (path: string, text: OpenedText): Promise<Table> => {
  const names = new Set<string>()
  let [seen, broken] = [0, 0]
  for await (const row of readRows(path, text)) {
    if ('why' in row) broken += 1
    else for (const name of Object.keys(row.cells)) names.add(name)
    seen += 1
    if (seen === lookedAt) break
  }
  if (seen === broken)
    throw new TrainingRefused(
      'unusable',
      seen === 0
        ? `${path} is empty.`
        : `${path} has no JSON object a line. Write one object on each line (jq -c '.[]' makes that of a list), or CSV.`,
    )
  return {
    format: `JSON Lines, ${text.encoding}`,
    names: [...names],
    rows: () => readRows(path, text),
  }
}

async function* readRows(path: string, text: OpenedText): AsyncGenerator<TableRow | BrokenRow> {
  for await (const { line, content } of readLines(path, text)) {
    if (content.trim() === '') continue
    const cells = parseCells(content)
    yield cells === null ? { line, why: 'It is not one JSON object.' } : { line, cells }
  }
}

async function* readLines(path: string, text: OpenedText): AsyncGenerator<{ line: number; content: string }> {
  let [rest, line] = ['', 1]
  for await (const piece of text.read()) {
    const parts = piece.split('\n')
    parts[0] = rest + (parts[0] ?? '')
    rest = parts.pop() ?? ''
    if (rest.length > longestLine)
      throw new TrainingRefused(
        'unusable',
        `${path}, line ${line + parts.length}: it is longer than 16 million characters. Write one JSON object on each line.`,
      )
    for (const content of parts) {
      yield { line, content }
      line += 1
    }
  }
  yield { line, content: rest }
}

const parseCells = (content: string): Record<string, string> | null => {
  try {
    const value: unknown = JSON.parse(content)
    return isObject(value) ? Object.fromEntries(flatten(value, '')) : null
  } catch {
    return null
  }
}

const flatten = (value: object, before: string): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] => {
    if (isObject(inner)) return before === '' ? flatten(inner, `${key}.`) : []
    return [[`${before}${key}`, cutBody(cellOf(inner))]]
  })

const cellOf = (value: unknown): string => {
  if (Array.isArray(value))
    return value.filter((item) => typeof item === 'string' || typeof item === 'number').join(',')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

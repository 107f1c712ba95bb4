import { stripVTControlCharacters, styleText } from 'node:util'

export interface Column<Row> {
  title: string
  /** Text of the cell; colours allowed, widths are counted without them. */
  cell: (row: Row) => string
  align?: 'left' | 'right'
}

// Text from a bot may hold terminal control sequences; a table must not obey them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const controlCharacters = /[\u0000-\u001a\u001c-\u001f\u007f-\u009f]/g

export const plainText = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(controlCharacters, ' ').replaceAll('\u001b', '')

const width = (text: string): number => [...stripVTControlCharacters(text)].length

const pad = (text: string, to: number, align: 'left' | 'right'): string => {
  const fill = ' '.repeat(Math.max(0, to - width(text)))
  return align === 'right' ? fill + text : text + fill
}

/** Columns as wide as their widest cell, two spaces apart, header in bold when `colour`. Ends with a newline. */
export const renderTable = <Row>(rows: Row[], columns: Column<Row>[], colour: boolean): string => {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)))
  const widths = columns.map((column, index) =>
    Math.max(width(column.title), ...cells.map((row) => width(row[index] ?? ''))),
  )
  const line = (texts: string[]) =>
    texts
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd()
  const header = columns.map((column) => (colour ? styleText('bold', column.title) : column.title))
  return `${[header, ...cells].map(line).join('\n')}\n`
}

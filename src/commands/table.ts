import { styleText } from 'node:util'
import { textWidth } from '../ops/text-width.ts'

export interface Column<Row> {
  title: string
  /** Text of the cell; colours allowed, widths are counted without them. */
  cell: (row: Row) => string
  align?: 'left' | 'right'
}

// Text from a bot may hold terminal control sequences; a table must not obey them.
export { plainText } from '../ops/plain-text.ts'

const pad = (text: string, to: number, align: 'left' | 'right'): string => {
  const fill = ' '.repeat(Math.max(0, to - textWidth(text)))
  return align === 'right' ? fill + text : text + fill
}

/**
 * Renders a table that comes in portions: header in bold when `colour`, columns as wide as their widest cell so far, two spaces
 * apart. What a later portion needs more shifts only what comes from there on. Each text ends with a newline.
 */
export const createTable = <Row>(columns: Column<Row>[], colour: boolean): ((rows: Row[]) => string) => {
  const widths = columns.map(({ title }) => textWidth(title))
  let isBegun = false
  const line = (texts: string[]) =>
    texts
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd()
  return (rows) => {
    const cells = rows.map((row) => columns.map((column) => column.cell(row)))
    for (const row of cells)
      for (const [index, text] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, textWidth(text))
    const header = columns.map((column) => (colour ? styleText('bold', column.title) : column.title))
    const lines = isBegun ? cells : [header, ...cells]
    isBegun = true
    return lines.map((texts) => `${line(texts)}\n`).join('')
  }
}

/** A table as a whole. */
export const renderTable = <Row>(rows: Row[], columns: Column<Row>[], colour: boolean): string =>
  createTable(columns, colour)(rows)

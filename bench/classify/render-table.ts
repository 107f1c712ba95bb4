import { styleText } from 'node:util'
import { contenderNames } from './contenders.ts'
import { columnsOf, type Line, legendOf, type Table } from './table.ts'
import type { Verdict } from './verdict.ts'

const heads = (table: Table): string[] => {
  const [own = 'relevo', ...peers] = columnsOf(table)
  return ['', contenderNames[own], 'floor', 'target', '', ...peers.map((id) => contenderNames[id])]
}

const cellsOf = (table: Table, line: Line): string[] => {
  const [own = 'relevo', ...peers] = columnsOf(table)
  return [
    line.what,
    line.cells[own] ?? '',
    line.floor,
    line.target,
    line.verdict === 'no bar' ? '' : line.verdict,
    ...peers.map((id) => line.cells[id] ?? ''),
  ]
}

const verdictColumn = 4

const colours: Readonly<Record<Verdict, 'green' | 'yellow' | 'red' | 'gray'>> = {
  'met target': 'green',
  'met floor': 'yellow',
  'short of target': 'yellow',
  'below floor': 'red',
  'not measured': 'gray',
  'no bar': 'gray',
}

/** For a terminal; colours go where the terminal has none. */
export const renderTerminal = (table: Table, title: string): string => {
  const lines = [...table.lines, ...table.noted]
  const rows = [heads(table), ...lines.map((line) => cellsOf(table, line))]
  const widths = heads(table).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const text = rows.map((cells, at) => {
    const verdict = lines[at - 1]?.verdict ?? 'no bar'
    return cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        if (column === 0) return cell.padEnd(width)
        if (column === verdictColumn) return styleText(colours[verdict], cell.padEnd(width))
        return cell.padStart(width)
      })
      .join('  ')
      .trimEnd()
  })
  const below = [...legendOf(columnsOf(table)), ...table.notes]
  return `${styleText('bold', title)}\n${[...text, '', ...below].map((line) => `  ${line}`.trimEnd()).join('\n')}\n`
}

/** For a document. */
export const renderMarkdown = (table: Table, title: string): string => {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|')).join(' | ')} |`
  const [head, ...rest] = [
    heads(table),
    ...[...table.lines, ...table.noted].map((line) => cellsOf(table, line)),
  ]
  const rule = head?.map((_, column) => (column === 0 || column === verdictColumn ? '---' : '---:')) ?? []
  const below = [...legendOf(columnsOf(table)), ...table.notes].map((line) => `- ${line}`)
  return `# ${title}\n\n${[row(head ?? []), row(rule), ...rest.map(row)].join('\n')}\n\n${below.join('\n')}\n`
}

import { styleText } from 'node:util'
import type { TriageCategoryFigures, TriageReport } from '../../../schemas/triage-report.ts'
import { shortenLabel } from '../../classify/report/shorten-label.ts'
import { plainText } from '../../ops/plain-text.ts'
import { shorten, textWidth } from '../../ops/text-width.ts'
import { wrapText } from '../../ops/wrap-text.ts'
import { listConfusions } from './list-confusions.ts'
import { createTriageReportWords, type TriageReportWords } from './triage-report-words.ts'

export interface TriageTerminalOptions {
  colour: boolean
  /** Columns; lines are no wider, unless it is less than 50. */
  width: number
  /** `en` or `es`; English for any other. */
  language: string
}

const narrowest = 50
const narrowestName = 10
const mostCategories = 25
const mostConfusions = 3

/**
 * A report on triage for a terminal: the plain sentence, figures, what to know, and a table of categories, which leaves out columns
 * where there is no room for them. Names from outside lose what a terminal would obey. Ends with a newline.
 */
export const renderTriageTerminal = (
  report: TriageReport,
  { colour, width, language }: TriageTerminalOptions,
): string => {
  const columns = Math.max(narrowest, width)
  const words = createTriageReportWords(language, { mostOfLabel: Math.floor(columns / 3) })
  const { texts, shared, part, range, time } = words
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  const wrap = (text: string, indent = 0) =>
    wrapText(text, columns - indent).map((line) => `${' '.repeat(indent)}${line}`)
  const { overall } = report
  const figures = [
    `${texts.accuracy} ${part(overall.accuracy)} (${range(overall.accuracy)})`,
    ...(overall.written === 0
      ? []
      : [
          `${texts.writtenPrecision} ${part(overall.written_precision)} (${range(overall.written_precision)})`,
        ]),
    `${texts.minutesSaved} ${time(overall.minutes_saved)}`,
    `${texts.ece} ${shared.percent(overall.ece, 1)}`,
  ]
  const fields = report.fields.map(
    ({ field, right }) => `${texts.field[field]} ${part(right)} (${range(right)})`,
  )
  const confusions = (listConfusions(report)?.confusions ?? [])
    .slice(0, mostConfusions)
    .map(
      ({ label, predicted, texts: count }) =>
        `${plainText(label)} → ${plainText(predicted ?? '')}: ${shared.count(count)}`,
    )
  const lines = [
    style('bold', shorten(plainText(`${texts.titles[report.kind]} · ${report.helpdesk}`), columns)),
    ...wrap(`${words.window(report)} · ${words.tickets(report)}`).map((line) => style('dim', line)),
    ...wrap(`${texts.costs}: ${words.costs(report)}`).map((line) => style('dim', line)),
    '',
    ...wrap(words.headline(report)).map((line) => style('bold', line)),
    ...(report.tickets.judged === 0 ? [] : wrap(figures.join(' · '), 2)),
    ...(fields.length === 0 ? [] : wrap(`${texts.fields}: ${fields.join(' · ')}`, 2)),
    ...report.remarks.flatMap((remark) =>
      wrap(`! ${words.remark(remark)}`, 2).map((line) => style('yellow', line)),
    ),
    '',
    ...renderTable(report.categories, columns, words).map((line, place) =>
      place === 0 ? style('bold', line) : line,
    ),
    ...(confusions.length === 0
      ? []
      : [
          '',
          style('bold', `  ${texts.confusions}`),
          ...confusions.map((line) => `    ${shorten(line, columns - 4)}`),
        ]),
  ]
  return `${lines.join('\n')}\n`
}

interface Column {
  title: string
  cell: (row: TriageCategoryFigures) => string
  /** What goes first where there is no room: the highest. */
  rank: number
}

const renderTable = (
  categories: readonly TriageCategoryFigures[],
  columns: number,
  words: TriageReportWords,
): string[] => {
  const { texts, shared, part, range, time, threshold } = words
  const { count } = shared
  const withRange = (share: TriageCategoryFigures['precision']) =>
    share.share === null ? '–' : `${part(share)} (${range(share)})`
  const all: Column[] = [
    { title: texts.mode, cell: ({ mode }) => (mode === null ? '' : texts.modes[mode]), rank: 4 },
    { title: texts.actual, cell: ({ actual }) => count(actual), rank: 6 },
    { title: texts.predicted, cell: ({ predicted }) => count(predicted), rank: 3 },
    { title: texts.precision, cell: ({ precision }) => withRange(precision), rank: 5 },
    { title: texts.recall, cell: ({ recall }) => part(recall), rank: 7 },
    { title: texts.threshold, cell: (row) => threshold(row.threshold), rank: 0 },
    { title: texts.written, cell: ({ written }) => count(written), rank: 1 },
    { title: texts.right, cell: (row) => withRange(row.written_precision), rank: 1 },
    { title: texts.wrongRoutes, cell: (row) => count(row.wrong_routes), rank: 5 },
    { title: texts.saves, cell: (row) => time(row.minutes_saved), rank: 2 },
  ]
  const rows = categories.slice(0, mostCategories)
  const used = all
    .map((column) => ({ ...column, cells: [column.title, ...rows.map(column.cell)] }))
    // A backtest has no modes.
    .filter(({ cells }) => cells.slice(1).some((cell) => cell !== '') || rows.length === 0)
    .map((column) => ({ ...column, width: Math.max(...column.cells.map(textWidth)) }))
  const roomOf = (kept: typeof used) => columns - 2 - kept.reduce((sum, { width: wide }) => sum + wide + 2, 0)
  let kept = used
  while (kept.length > 1 && roomOf(kept) < narrowestName) {
    const last = Math.max(...kept.map(({ rank }) => rank))
    kept = kept.filter(({ rank }) => rank !== last)
  }
  const names = [texts.category, ...rows.map(({ category }) => plainText(category))]
  const widest = Math.max(narrowestName, Math.min(roomOf(kept), Math.max(...names.map(textWidth))))
  const lines = names.map((given, place) => {
    const name = shortenLabel(given, widest)
    const cells = kept.map(({ cells: all, width: wide }) => padStart(all[place] ?? '', wide))
    return [`  ${name}${' '.repeat(Math.max(0, widest - textWidth(name)))}`, ...cells].join('  ')
  })
  const rest = categories.length - rows.length
  return rest > 0 ? [...lines, `  + ${count(rest)}`] : lines
}

const padStart = (text: string, wide: number): string =>
  `${' '.repeat(Math.max(0, wide - textWidth(text)))}${text}`

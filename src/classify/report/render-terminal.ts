import { styleText } from 'node:util'
import { plainText } from '../../ops/plain-text.ts'
import { shorten, textWidth } from '../../ops/text-width.ts'
import { wrapText } from '../../ops/wrap-text.ts'
import type { ClassFigures } from '../model/evaluate/evaluation.ts'
import type { Report, TargetReport } from './report.ts'
import { createReportWords, type ReportWords } from './report-words.ts'
import { shortenLabel } from './shorten-label.ts'

export interface TerminalOptions {
  colour: boolean
  /** Columns; lines are no wider, unless it is less than 50. */
  width: number
  /** `en` or `es`; English for any other. */
  language: string
}

/** For all targets together, and for each at least: so that the whole fits on a screen or two. */
const mostLines = { classes: 12, others: 3 }
const leastLines = { classes: 3, others: 1 }
const barWidth = 10
const narrowest = 50
const narrowForBars = 70

/**
 * A report for a terminal, at most some 60 lines for one target: the plain sentence, figures, warnings, the worst classes first, what
 * is confused, filed wrongly, and what more labels would bring. Labels from outside lose what a terminal would obey. Ends with a newline.
 */
export const renderTerminal = (report: Report, { colour, width, language }: TerminalOptions): string => {
  const columns = Math.max(narrowest, width)
  const words = createReportWords(language, { mostOfLabel: Math.floor(columns / 3) })
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  const wrap = (text: string, indent = 0) =>
    wrapText(text, columns - indent).map((line) => `${' '.repeat(indent)}${line}`)
  const targets = Math.max(1, report.targets.length)
  const most = {
    classes: Math.max(leastLines.classes, Math.floor(mostLines.classes / targets)),
    others: Math.max(leastLines.others, Math.floor(mostLines.others / targets)),
  }
  const lines = [
    style('bold', shorten(plainText(`${words.texts.titles[report.kind]} · ${report.name}`), columns)),
    ...wrap(describeTexts(report, words)).map((line) => style('dim', line)),
    ...report.targets.flatMap((target) => [
      '',
      ...renderTarget(target, { words, columns, most, style, wrap }),
    ]),
    '',
    ...wrap(words.texts.seeHtml).map((line) => style('dim', line)),
  ]
  return `${lines.join('\n')}\n`
}

interface Means {
  words: ReportWords
  columns: number
  most: typeof mostLines
  style: (format: Parameters<typeof styleText>[0], text: string) => string
  wrap: (text: string, indent?: number) => string[]
}

const describeTexts = ({ from, window, read, dropped, encoder }: Report, words: ReportWords): string => {
  const { texts, count, day } = words
  const left = dropped.reduce((sum, each) => sum + each.texts, 0)
  const reasons = dropped.map((each) => `${words.dropReason(each.reason)}: ${count(each.texts)}`)
  return [
    from,
    ...(window === null ? [] : [texts.window(day(window.from), day(window.to))]),
    left === 0
      ? texts.readAll(count(read))
      : `${texts.read(count(read), count(left))} (${reasons.join('; ')})`,
    ...(encoder === null ? [] : [`${texts.encoder}: ${encoder}`]),
  ].join(' · ')
}

const renderTarget = (target: TargetReport, means: Means): string[] => {
  const { words, style, wrap } = means
  const { texts, count, percent } = words
  const { evaluation } = target
  const languages = evaluation.languages.map(
    ({ language, support, accuracy }) =>
      `${words.languageName(language)} ${percent(accuracy)} (${count(support)})`,
  )
  const figures = [
    `${texts.accuracy} ${percent(evaluation.accuracy, 1)}`,
    `${texts.macroF1} ${percent(evaluation.macroF1, 1)}`,
    `${texts.ece} ${percent(evaluation.reliability.ece, 1)}`,
  ]
  const about = [
    texts.countClasses(count(evaluation.classes.length)),
    texts.countTexts(count(target.texts)),
    ...(target.seconds === null ? [] : [texts.trainedIn(count(Math.ceil(target.seconds)))]),
  ]
  return [
    style(['bold', 'underline'], plainText(words.target(target.target))),
    ...wrap(about.join(' · '), 2).map((line) => style('dim', line)),
    ...wrap(words.headline(target)).map((line) => style('bold', line)),
    ...wrap(texts.threshold(percent(evaluation.decision.threshold)), 2),
    ...wrap(figures.join(' · '), 2),
    ...(languages.length < 2 ? [] : wrap(`${texts.languages}: ${languages.slice(0, 6).join(', ')}`, 2)),
    ...target.warnings.flatMap((warning) =>
      wrap(`! ${words.warning(warning)}`, 2).map((line) => style('yellow', line)),
    ),
    '',
    ...renderClasses(evaluation.classes, means),
    ...renderConfusions(target, means),
    ...renderList(texts.mergeable, target.mergeable.map(words.merge), means),
    ...renderList(texts.labelErrors, target.labelErrors.map(words.labelError), means),
    ...wrap(words.learning(target.learning), 2),
  ]
}

/** Worst first: those that nothing or little was found of. Classes without a text have no figures. */
const renderClasses = (
  classes: readonly ClassFigures[],
  { words, columns, most, style }: Means,
): string[] => {
  const { texts, count, percent } = words
  const judged = classes
    .filter(({ support }) => support > 0)
    .sort((one, other) => one.f1 - other.f1 || other.support - one.support)
  const shown = judged.slice(0, most.classes)
  if (shown.length === 0) return []
  const part = (value: number | null) => (value === null ? '–' : percent(value))
  const rows = [
    [texts.texts, texts.precision, texts.recall, texts.f1],
    ...shown.map(({ support, precision, recall, f1 }) => [
      count(support),
      part(precision),
      part(recall),
      percent(f1),
    ]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))))
  const bars = columns < narrowForBars ? 0 : barWidth
  const room = columns - bars - widths.reduce((sum, width) => sum + width + 2, 4)
  const title = judged.length > shown.length ? texts.worstClasses : texts.classes
  const names = [title, ...shown.map(({ label }) => plainText(label))]
  const widest = Math.min(Math.max(8, room), Math.max(...names.map(textWidth)))
  const lines = rows.map((row, place) => {
    const name = shortenLabel(names[place] ?? '', widest)
    const cells = row.map((cell, column) => cell.padStart(widths[column] ?? 0))
    return [`  ${name}${' '.repeat(Math.max(0, widest - textWidth(name)))}`, ...cells].join('  ')
  })
  const rest = judged.length - shown.length
  return [
    style('bold', lines[0] ?? ''),
    ...shown.map(({ f1 }, place) =>
      bars === 0 ? (lines[place + 1] ?? '') : `${lines[place + 1]}  ${drawBar(f1, style)}`,
    ),
    ...(rest > 0 ? [style('dim', `  ${texts.moreClasses(count(rest))}`)] : []),
  ]
}

const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

const drawBar = (part: number, style: Means['style']): string => {
  const eighths = Math.round(part * barWidth * 8)
  const bar = '█'.repeat(Math.floor(eighths / 8)) + (blocks[eighths % 8] ?? '')
  return style('cyan', bar) + style('dim', '·'.repeat(barWidth - bar.length))
}

const renderConfusions = ({ evaluation }: TargetReport, means: Means): string[] => {
  const { texts, count } = means.words
  const label = (name: string | null) =>
    name === null ? texts.noClass : shortenLabel(name, Math.floor(means.columns / 3))
  const lines = evaluation.confusions
    .filter((confusion) => confusion.texts > 1)
    .slice(0, means.most.others)
    .map(
      (confusion) => `${label(confusion.label)} → ${label(confusion.predicted)}: ${count(confusion.texts)}`,
    )
  return renderList(texts.confusions, lines, means)
}

/** Nothing at all where there is nothing to list; how many there are, where not all of them fit. */
const renderList = (title: string, items: string[], { words, most, style, wrap }: Means): string[] => {
  if (items.length === 0) return []
  const number = items.length > most.others ? ` (${words.count(items.length)})` : ''
  return [
    style('bold', `  ${title}${number}`),
    ...items.slice(0, most.others).flatMap((item) => wrap(item, 4)),
  ]
}

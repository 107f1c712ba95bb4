import { html, type Markup } from '../../../ops/html.ts'
import type { CoveragePoint } from '../../model/evaluate/evaluation.ts'
import type { ReportWords } from '../report-words.ts'
import { createPlot, drawPlot, partAxis, pathOf } from './draw-plot.ts'
import { renderTableBehind } from './render-table.ts'

/** Below so many texts the curve jumps about, and says nothing. */
const leastTexts = 5
const rows = 12

/** A curve, and where on it somebody works. */
export interface CoverageChart {
  points: readonly CoveragePoint[]
  /** All, decided or not. */
  texts: number
  /** The precision that was asked for. */
  wanted: number
  /** `precision` null: nothing is decided. */
  chosen: { coverage: number; precision: number | null; label: string }
}

/** What part is decided against what part of that is right, with the precision that was wanted and the threshold that was chosen. */
export const drawCoverage = (
  { points: given, texts: all, wanted, chosen }: CoverageChart,
  words: ReportWords,
): Markup => {
  const { texts, percent } = words
  const points = given.filter((point) => point.coverage * all >= leastTexts)
  if (points.length === 0)
    return html`<figure><h3>${texts.coverage}</h3><p>${texts.nothingDecided}</p></figure>`
  const x = partAxis(0, percent, texts.shareDecided)
  const least = Math.min(wanted, ...points.map(({ precision }) => precision))
  const y = partAxis(Math.min(least, 0.9), percent, texts.shareRight)
  const plot = createPlot(x, y)
  const line = points.map((point) => [plot.x(point.coverage), plot.y(point.precision)] as const)
  const wantedAt = plot.y(wanted)
  const every = Math.max(1, Math.ceil(points.length / rows))
  return html`<figure><h3>${texts.coverage}</h3><figcaption>${texts.coverageMeans}</figcaption>
${drawPlot(plot, x, y, `${texts.coverage}. ${chosen.label}`, [
  html`<line class="guide" x1="${plot.left}" x2="${plot.right}" y1="${wantedAt}" y2="${wantedAt}"/>`,
  html`<path class="good-line" d="${pathOf(line)}"/>`,
  html`<text class="tick halo" x="${plot.left + 4}" y="${wantedAt + (wantedAt + 20 > plot.bottom ? -6 : 15)}">${texts.wanted(percent(wanted))}</text>`,
  ...(chosen.precision === null
    ? []
    : [drawChosen(plot.x(chosen.coverage), plot.y(Math.max(y.from, chosen.precision)), plot, chosen.label)]),
])}
${renderTableBehind(
  texts.table,
  texts.coverage,
  [
    { title: texts.confidence, cell: ({ threshold }) => `≥ ${percent(threshold, 1)}`, kind: 'name' },
    { title: texts.shareDecided, cell: (point) => percent(point.coverage), kind: 'number' },
    { title: texts.shareRight, cell: (point) => percent(point.precision, 1), kind: 'number' },
  ],
  points.filter((_, place) => place % every === 0 || place === points.length - 1),
)}</figure>`
}

/** The curve falls to the right: above it there is room to the right of the point, and below it to the left. */
const drawChosen = (
  x: number,
  y: number,
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
  label: string,
): Markup => {
  const isRight = x > (left + right) / 2
  const [labelX, labelY] = isRight
    ? [x - 10, Math.min(bottom - 8, y + 34)]
    : [x + 11, Math.max(top + 4, y - 8)]
  return html`<line class="guide" x1="${x}" x2="${x}" y1="${y}" y2="${bottom}"/><circle class="mark" cx="${x}" cy="${y}" r="6"/><text class="halo" x="${labelX}" y="${labelY}" text-anchor="${isRight ? 'end' : 'start'}">${label}</text>`
}

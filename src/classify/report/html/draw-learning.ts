import { html, type Markup } from '../../../ops/html.ts'
import type { LearningCurve, LearningPoint, Trend } from '../../model/evaluate/extrapolate-learning.ts'
import type { ReportWords } from '../report-words.ts'
import { type Axis, createPlot, drawPlot, type Plot, partAxis, pathOf } from './draw-plot.ts'
import { renderTableBehind } from './render-table.ts'

const leastApart = 16

/** Figures by the number of texts, and on along the fitted curve; one sentence on what more would bring. Null: there are no points. */
export const drawLearning = (curve: LearningCurve | null, words: ReportWords): Markup => {
  const { texts, percent, count } = words
  const last = curve?.points.at(-1)
  if (curve === null || last === undefined)
    return html`<figure><h3>${texts.learning}</h3><p>${words.learning(null)}</p></figure>`
  const isAhead = [curve.accuracy, curve.macroF1].some(({ kind }) => kind === 'rising')
  const end = last.texts + (isAhead ? curve.more : 0)
  const ends = [aheadOf(curve, 'accuracy', last), aheadOf(curve, 'macroF1', last)]
  const all = [...curve.points.flatMap(({ accuracy, macroF1 }) => [accuracy, macroF1]), ...ends]
  const y = partAxis(Math.min(...all), percent, '', Math.max(...all))
  const x: Axis = { from: 0, to: end, ticks: textTicks(end), label: count, title: texts.texts }
  const plot = createPlot(x, { ...y, title: '' })
  const [accuracyAt, macroAt] = spread(plot.y(ends[0] ?? 0), plot.y(ends[1] ?? 0))
  return html`<figure><h3>${texts.learning}</h3><p><strong>${words.learning(curve)}</strong></p><figcaption>${texts.learningMeans}</figcaption>
${drawPlot(plot, x, y, `${texts.learning}. ${words.learning(curve)}`, [
  ...drawLine(curve, 'accuracy', 'good', plot, curve.accuracy),
  ...drawLine(curve, 'macroF1', 'bad', plot, curve.macroF1),
  html`<text class="halo" x="${plot.right}" y="${accuracyAt}" text-anchor="end">${texts.accuracy} ${percent(ends[0] ?? 0)}</text>`,
  html`<text class="halo" x="${plot.right}" y="${macroAt}" text-anchor="end">${texts.macroF1} ${percent(ends[1] ?? 0)}</text>`,
])}
${renderTableBehind(
  texts.table,
  texts.learning,
  [
    { title: texts.texts, cell: (point) => count(point.texts), kind: 'name' },
    { title: texts.accuracy, cell: ({ accuracy }) => percent(accuracy, 1), kind: 'number' },
    { title: texts.macroF1, cell: ({ macroF1 }) => percent(macroF1, 1), kind: 'number' },
  ],
  curve.points,
)}</figure>`
}

type Figure = 'accuracy' | 'macroF1'

const aheadOf = (curve: LearningCurve, figure: Figure, last: LearningPoint): number => {
  const trend = curve[figure]
  return trend.kind === 'rising' ? Math.min(1, last[figure] + trend.gain) : last[figure]
}

const drawLine = (
  { points, more }: LearningCurve,
  figure: Figure,
  hue: 'good' | 'bad',
  plot: Plot,
  trend: Trend,
): Markup[] => {
  const places = points.map((point) => [plot.x(point.texts), plot.y(point[figure])] as const)
  const last = points.at(-1)
  const ahead =
    trend.kind === 'rising' && last !== undefined ? followAhead(trend, last, figure, more, plot) : []
  return [
    html`<path class="${hue}-line" d="${pathOf(places)}"/>`,
    ...(ahead.length === 0 ? [] : [html`<path class="${hue}-line ahead" d="${pathOf(ahead)}"/>`]),
    ...places.map(([x, y]) => html`<circle class="${hue}" cx="${x}" cy="${y}" r="4"/>`),
  ]
}

const steps = 12

/** The fitted curve from the last point on, moved to go through it. */
const followAhead = (
  { scale, exponent }: Extract<Trend, { kind: 'rising' }>,
  last: LearningPoint,
  figure: Figure,
  more: number,
  plot: Plot,
): [number, number][] => {
  const fallen = (texts: number) => scale * (last.texts ** -exponent - texts ** -exponent)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const texts = last.texts + (more * step) / steps
    return [plot.x(texts), plot.y(Math.min(1, last[figure] + fallen(texts)))]
  })
}

/** Above the upper and below the lower of two ends, so that neither hides the other's line. */
const spread = (accuracy: number, macroF1: number): [number, number] => {
  const isAbove = accuracy <= macroF1
  const [above, below] = [Math.min(accuracy, macroF1) - 10, Math.max(accuracy, macroF1) + 44]
  const lower = Math.max(below, above + leastApart)
  return isAbove ? [above, lower] : [lower, above]
}

/** Round numbers, three or four of them. */
const textTicks = (end: number): number[] => {
  const rough = end / 4
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)))
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, place) => place * step)
}

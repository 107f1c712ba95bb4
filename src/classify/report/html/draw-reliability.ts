import { html, type Markup } from '../../../ops/html.ts'
import type { Reliability, ReliabilityBin } from '../../model/evaluate/evaluation.ts'
import { wilsonInterval } from '../../model/evaluate/wilson-interval.ts'
import type { ReportWords } from '../report-words.ts'
import { createPlot, drawPlot, partAxis } from './draw-plot.ts'
import { renderTableBehind } from './render-table.ts'

const smallest = 3
const largest = 9

/** Confidence against what came out, a point for each bin that has texts, over the line on which they should be. */
export const drawReliability = (
  reliability: Pick<Reliability, 'bins' | 'ece'>,
  words: ReportWords,
): Markup => {
  const { texts, percent, count } = words
  const bins = reliability.bins.filter((bin) => bin.texts > 0)
  const most = Math.max(1, ...bins.map((bin) => bin.texts))
  const x = partAxis(0, percent, texts.confidence)
  const y = partAxis(0, percent, texts.shareRight)
  const plot = createPlot(x, y)
  const means = texts.reliabilityMeans(percent(reliability.ece, 1))
  return html`<figure><h3>${texts.reliability}</h3><figcaption>${means}</figcaption>
${drawPlot(plot, x, y, texts.reliability, [
  html`<line class="guide" x1="${plot.x(0)}" y1="${plot.y(0)}" x2="${plot.x(1)}" y2="${plot.y(1)}"/>`,
  ...bins.map((bin) => drawBin(bin, most, plot)),
  html`<text class="tick halo" x="${plot.x(0.07)}" y="${plot.y(0.02)}">${texts.perfect}</text>
<line class="guide" x1="${plot.x(0)}" y1="${plot.y(0)}" x2="${plot.x(0.06)}" y2="${plot.y(0.03)}"/>`,
])}
${renderTableBehind(
  texts.table,
  texts.reliability,
  [
    { title: texts.confidence, cell: ({ from, to }) => `${percent(from)} – ${percent(to)}`, kind: 'name' },
    { title: texts.texts, cell: (bin) => count(bin.texts), kind: 'number' },
    {
      title: '⌀',
      cell: ({ confidence }) => percent(confidence ?? 0, 1),
      kind: 'number',
      means: texts.confidence,
    },
    { title: texts.shareRight, cell: (bin) => percent(bin.right / bin.texts, 1), kind: 'number' },
  ],
  bins,
)}</figure>`
}

const drawBin = (
  { confidence, texts, right }: ReliabilityBin,
  most: number,
  plot: { x: (part: number) => number; y: (part: number) => number },
): Markup => {
  const [low, high] = wilsonInterval(texts, right)
  const at = plot.x(confidence ?? 0)
  const radius = smallest + (largest - smallest) * Math.sqrt(texts / most)
  return html`<line class="spread" x1="${at}" x2="${at}" y1="${plot.y(low)}" y2="${plot.y(high)}"/><circle class="good" cx="${at}" cy="${plot.y(right / texts)}" r="${radius}"/>`
}

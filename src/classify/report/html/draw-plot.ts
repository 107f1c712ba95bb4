import { html, type Markup } from '../../../ops/html.ts'

/** Where values stand in a drawing, and what stands around them. */
export interface Plot {
  x: (value: number) => number
  y: (value: number) => number
  left: number
  right: number
  top: number
  bottom: number
}

export interface Axis {
  from: number
  to: number
  ticks: number[]
  label: (value: number) => string
  title: string
}

export const plotWidth = 440
export const plotHeight = 330

/** Room for two axes, and the scales between their ends. */
export const createPlot = (x: Axis, y: Axis): Plot => {
  const [left, right, top, bottom] = [52, plotWidth - 24, 26, plotHeight - 46]
  return {
    left,
    right,
    top,
    bottom,
    x: (value) => left + ((value - x.from) / (x.to - x.from)) * (right - left),
    y: (value) => bottom - ((value - y.from) / (y.to - y.from)) * (bottom - top),
  }
}

/** The axes and their grid; `inside` is drawn on it. `name` is what somebody hears who does not see it. */
export const drawPlot = (plot: Plot, x: Axis, y: Axis, name: string, inside: readonly Markup[]): Markup =>
  html`<svg class="chart" viewBox="0 0 ${plotWidth} ${plotHeight}" role="img" aria-label="${name}">
${y.ticks.map(
  (tick) =>
    html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${plot.y(tick)}" y2="${plot.y(tick)}"/><text class="tick" x="${plot.left - 6}" y="${plot.y(tick) + 4}" text-anchor="end">${y.label(tick)}</text>`,
)}
${x.ticks.map(
  (tick) =>
    html`<text class="tick" x="${plot.x(tick)}" y="${plot.bottom + 18}" text-anchor="middle">${x.label(tick)}</text>`,
)}
<text class="tick" x="0" y="12">${y.title}</text>
<text class="tick" x="${plot.right}" y="${plotHeight - 6}" text-anchor="end">${x.title}</text>
${inside}
</svg>`

/** Points as they are joined by a line. */
export const pathOf = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** From a round part below the least to 1, in four or five steps. */
export const partAxis = (
  least: number,
  label: (part: number) => string,
  title: string,
  greatest = 1,
): Axis => {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((each) => greatest - least <= each * 5) ?? 0.2
  const from = Math.max(0, Math.floor(least / step + 1e-9) * step)
  const to = Math.min(1, Math.ceil(greatest / step - 1e-9) * step)
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step)
  return { from, to: to > from ? to : from + step, ticks, label, title }
}

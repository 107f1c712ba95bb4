import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { OverviewFigures } from './overview-figures.ts'

/** What is under way at this moment. */
export const renderNow = ({ stats, oldestParkedAt }: OverviewFigures, visit: Visit): Markup => {
  const { common, overview } = visit.words
  const { now: texts } = overview
  if (stats === null) return html`<p class="muted">${common.loading}</p>`
  const { perState, oldestOpenReceivedAt } = stats
  const { number, time } = visit.write
  return html`<dl class="figures">
<div><dt>${texts.open}</dt><dd>${number(perState.received + perState.waiting + perState.delivering)}</dd></div>
<div><dt>${texts.waiting}</dt><dd>${number(perState.waiting)}</dd></div>
<div><dt>${texts.oldest}</dt><dd class="words">${oldestOpenReceivedAt === null ? texts.noneOpen : time(oldestOpenReceivedAt, 'ago')}</dd></div>${
    oldestParkedAt === null || perState.parked === 0
      ? null
      : html`\n<div><dt>${texts.oldestParked}</dt><dd class="words">${time(oldestParkedAt, 'ago')}</dd></div>`
  }</dl>`
}

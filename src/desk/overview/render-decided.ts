import { decidedBySchema } from '../../../schemas/classification.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { OverviewFigures } from './overview-figures.ts'

/** Who decided the category, as shares of the hand-offs of the last days. */
export const renderDecided = ({ decided }: OverviewFigures, visit: Visit): Markup => {
  const { common, overview } = visit.words
  const { decided: texts } = overview
  if (decided === null) return html`<p class="muted">${common.loading}</p>`
  const total = [...decided.by.values()].reduce((sum, count) => sum + count, 0)
  const hint = html`<p class="hint small">${texts.days}${decided.isComplete ? null : html` ${texts.counting}`}</p>`
  if (total === 0)
    return html`${hint}<p class="muted">${decided.isComplete ? texts.none : common.loading}</p>`
  const names = [
    ...decidedBySchema.options.map((who) => ({ who, name: common.decidedBy[who] })),
    { who: null, name: texts.pending },
  ]
  return html`${hint}<div class="scroll" tabindex="0" role="region" aria-label="${texts.title}"><table class="shares" aria-label="${texts.title}">
<thead><tr><th scope="col">${texts.who}</th><th scope="col">${texts.share}</th><th scope="col" class="number">${texts.count}</th></tr></thead>
<tbody>${names.map(({ who, name }) => {
    const count = decided.by.get(who) ?? 0
    if (who === null && count === 0) return null
    const share = visit.write.share(count / total, 1)
    return html`<tr><th scope="row">${name}</th><td class="share"><progress class="bar" max="${total}" value="${count}" aria-label="${name}">${share}</progress> ${share}</td><td class="number">${visit.write.number(count)}</td></tr>`
  })}</tbody></table></div>`
}

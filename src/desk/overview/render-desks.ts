import type { HelpdeskFigures } from '../../ops/figures.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { OverviewFigures } from './overview-figures.ts'

const renderBudget = ({ name, budget }: HelpdeskFigures, visit: Visit): Markup => {
  const { desks: texts } = visit.words.overview
  const { number } = visit.write
  const { total, remaining, allowance } = budget
  const allowed = html`<span class="hint small">${texts.allowance(number(allowance))}</span>`
  if (total === null || remaining === null)
    return html`<p class="small">${texts.unknownBudget} ${allowed}</p>`
  const used = Math.min(total, Math.max(0, total - remaining))
  return html`<label>${texts.budget}: ${texts.used(number(used), number(total))}
<meter class="bar" min="0" max="${total}" value="${used}" high="${Math.round(total * 0.9)}" aria-label="${name}: ${texts.budget}">${texts.used(number(used), number(total))}</meter>${allowed}</label>`
}

const renderDesk = (desk: HelpdeskFigures, visit: Visit): Markup => {
  const { desks: texts } = visit.words.overview
  const { number, time } = visit.write
  const { name, availability, budget } = desk
  const waiting = Object.values(budget.waiting).reduce((sum, count) => sum + count, 0)
  const reasons: Record<string, string> = {
    outage: texts.outage,
    credentials: texts.credentials,
    'rate-limit': texts['rate-limit'],
  }
  const state =
    availability.state === 'open'
      ? html`<span class="state good">${texts.open}</span>`
      : html`<span class="state bad">${texts.shut}</span>`
  return html`<section class="card"><div class="head"><h3>${name}</h3>${state}</div>
${
  availability.state === 'open'
    ? null
    : html`<p>${reasons[availability.reason] ?? availability.why}</p><dl class="facts"><dt>${texts.since}</dt><dd>${time(availability.since, 'ago')}</dd>${availability.until === null ? null : html`<dt>${texts.until}</dt><dd>${time(availability.until, 'ago')}</dd>`}</dl>`
}
${renderBudget(desk, visit)}
<dl class="facts"><dt>${texts.queue}</dt><dd>${number(waiting)}</dd><dt>${texts.limited}</dt><dd>${number(budget.rateLimited)}</dd></dl></section>`
}

/** Each help desk: whether it works, and what of its limit is used. */
export const renderDesks = ({ helpdesks }: OverviewFigures, visit: Visit): Markup =>
  helpdesks.length === 0
    ? html`<p class="empty card">${visit.words.overview.desks.none}</p>`
    : html`<div class="cards">${helpdesks.map((desk) => renderDesk(desk, visit))}</div>`

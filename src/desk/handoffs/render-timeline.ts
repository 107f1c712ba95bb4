import type { Entry, HistoryRow } from '../../ledger/ledger.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { describeActor } from './describe-actor.ts'
import type { Told } from './explain-told.ts'
import { renderTold } from './render-told.ts'
import { ticketLink } from './ticket-link.ts'

/** A hand-off that is tried for days has thousands of steps. */
const most = 200

/** What happened to a hand-off, oldest first, in words. `tell`: why a step was taken, as readers understand it. */
export const renderTimeline = (
  entry: Entry,
  history: readonly HistoryRow[],
  tell: (why: string, event: string) => Told,
  visit: Visit,
): Markup => {
  const { handoffs: texts } = visit.words
  const names: Record<string, string> = texts.events
  const renderStep = ({ at, event, why, by }: HistoryRow): Markup => {
    const actor = describeActor(by, texts.one.byRelevo)
    const name = Object.hasOwn(names, event) ? names[event] : event
    return html`<li><strong>${name ?? event}</strong>${event === 'delivered' && entry.ticket !== null ? html` ${ticketLink(entry.ticket, entry.helpdesk, visit.words)}` : null}
<span class="muted small">${visit.write.time(at, 'day')} ${visit.write.time(at, 'clock')}${actor === null ? null : html` · ${texts.one.by} ${actor}`}</span>${why === null ? null : html`<span class="why">${renderTold(tell(why, event), visit)}</span>`}</li>`
  }
  const hidden = Math.max(0, history.length - most)
  return html`${
    hidden === 0
      ? null
      : html`<details><summary>${texts.one.earlier(visit.write.number(hidden))}</summary><ol class="timeline">${history.slice(0, hidden).map(renderStep)}</ol></details>`
  }<ol class="timeline">${history.slice(hidden).map(renderStep)}</ol>`
}

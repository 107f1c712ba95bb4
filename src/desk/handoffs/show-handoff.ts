import { isAtLeast } from '../../../schemas/user.ts'
import { presentContent } from '../../api/present-entry.ts'
import type { Entry } from '../../ledger/ledger.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { reasonWords } from '../repair/find-groups.ts'
import type { Visitor } from '../visit.ts'
import { explainTold, type Told } from './explain-told.ts'
import { renderClassification } from './render-classification.ts'
import { renderContent, renderRequester } from './render-content.ts'
import { renderSent } from './render-sent.ts'
import { renderTimeline } from './render-timeline.ts'
import { renderTold } from './render-told.ts'
import { stateClass } from './state-class.ts'
import { ticketLink } from './ticket-link.ts'

const othersAtMost = 6
const cutAt = 100
const repairable: readonly Entry['state'][] = ['parked', 'refused', 'waiting', 'received']

const titleOf = ({ handoff }: Entry, otherwise: string): string => {
  const text = (handoff?.subject ?? handoff?.summary ?? '').replace(/\s+/g, ' ').trim()
  if (text === '') return otherwise
  return text.length <= cutAt ? text : `${text.slice(0, cutAt).trimEnd()} …`
}

const renderFacts = (entry: Entry, tell: (why: string, event: string) => Told, visit: Visitor): Markup => {
  const { handoffs: texts } = visit.words
  const { one } = texts
  const { number, time } = visit.write
  return html`<section class="card"><dl class="facts">
<dt>${texts.received}</dt><dd>${time(entry.receivedAt)}</dd>
${entry.why === null ? null : html`<dt>${one.reason}</dt><dd>${renderTold(tell(entry.why, entry.state), visit)}</dd>`}
${entry.ticket === null ? null : html`<dt>${texts.ticket}</dt><dd>${ticketLink(entry.ticket, entry.helpdesk, visit.words)} (${texts.ticketActions[entry.ticket.action]})</dd>`}
${entry.dueAt === null ? null : html`<dt>${one.due}</dt><dd>${time(entry.dueAt, 'ago')}</dd>`}
${entry.endedAt === null ? null : html`<dt>${one.ended}</dt><dd>${time(entry.endedAt)}</dd>`}
<dt>${texts.source}</dt><dd>${entry.source}</dd><dt>${texts.helpdesk}</dt><dd>${entry.helpdesk}</dd>
<dt>${one.attempts}</dt><dd>${entry.failures === 0 ? number(entry.attempts) : one.attemptsFailed(number(entry.attempts), number(entry.failures))}</dd>
<dt>${one.id}</dt><dd><code>${entry.id}</code></dd><dt>${one.requestId}</dt><dd><code>${entry.requestId}</code></dd>
</dl></section>`
}

/** What the same person handed over before and was delivered: so that a repeat is seen as one. */
const renderOthers = async (
  entry: Entry,
  visit: Visitor,
  { ledger }: DeskDependencies,
): Promise<Markup | null> => {
  if (entry.requesterKey === 'erased') return null
  const { requesterKey, helpdesk } = entry
  const found = await ledger.recentlyDelivered({ requesterKey, helpdesk, since: 0, limit: othersAtMost })
  const others = found.filter(({ id }) => id !== entry.id)
  if (others.length === 0) return null
  return html`<section class="card"><h2>${visit.words.handoffs.one.others}</h2><ul class="plain">${others.map(
    (other) =>
      html`<li><a href="/handoffs/${other.id}">${titleOf(other, other.id)}</a> <span class="muted small">${visit.write.time(other.receivedAt)}${other.ticket === null ? null : html` · ${ticketLink(other.ticket, other.helpdesk, visit.words)}`}</span></li>`,
  )}</ul></section>`
}

/** A hand-off from the bot's message to the ticket. */
export const showHandoff = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { common, handoffs: texts } = visit.words
  const { one } = texts
  const entry = await desk.ledger.find(visit.params['id'] ?? '')
  if (entry === null) return { kind: 'not-found', what: one.noSuch }
  const [history, others] = await Promise.all([
    desk.ledger.history(entry.id),
    renderOthers(entry, visit, desk),
  ])
  const { handoff } = entry
  const reading = { ...reasonWords(visit, desk), language: visit.language }
  const { helpdesk } = entry
  const tell = (why: string, event: string) => explainTold(why, { event, helpdesk }, reading)
  const isGone = history.some(({ event }) => event === 'purged' || event === 'erased')
  const title = titleOf(entry, one.title)
  const mayRepair = isAtLeast(visit.user.role, 'supervisor') && repairable.includes(entry.state)
  return {
    kind: 'page',
    title,
    place: 'handoffs',
    styles: ['handoffs.css'],
    body: html`<p><a href="/handoffs">${one.back}</a></p>
<div class="head"><div><h1>${title}</h1><p class="row"><span class="${stateClass(entry.state)}">${common.states[entry.state]}</span>${entry.flags.map((flag) => html`<span class="tag">${texts.flags[flag]}</span>`)}</p></div>${mayRepair ? html`<a class="button primary" href="/repair/${entry.id}">${one.repair}</a>` : null}</div>
${handoff === null ? html`<p class="notice warn">${isGone ? one.blanked : one.unreadable}</p>` : null}
<div class="split"><div class="stack">${renderFacts(entry, tell, visit)}
${handoff === null ? null : renderContent(handoff, presentContent(handoff), visit)}</div>
<div class="stack">${handoff === null ? null : renderRequester(handoff, visit)}
<section class="card"><h2>${one.classification}</h2>${renderClassification(entry.classification, handoff, visit)}</section>
<section class="card"><h2>${one.sent}</h2>${renderSent(entry, visit)}</section>
<section class="card"><h2>${one.timeline}</h2>${renderTimeline(entry, history, tell, visit)}</section>
${others}</div></div>`,
  }
}

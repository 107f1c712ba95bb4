import { html, type Markup } from '../../ops/html.ts'
import type { OutboxItem } from '../../outbox/outbox.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'
import type { PanelFacts } from './panel-facts.ts'

type ItemFacts = Pick<PanelFacts, 'place' | 'now' | 'nameOf'> & {
  url: string | null
  /** Nobody is writing beside it: the whole panel may take its place when it has gone out. */
  alone: boolean
  /** Whether the reader's attention goes there. */
  focus?: boolean
}

const untilMs = (item: OutboxItem, now: number): number => Math.max(0, (item.dueAt ?? now) - now)

/** When the page asks again; null: there is nothing to wait for. */
const nextLookMs = (item: OutboxItem, now: number): number | null => {
  if (item.state === 'sending') return 1_000
  if (item.state !== 'held') return null
  return item.attempts === 0 ? untilMs(item, now) + 500 : 10_000
}

/** Only a person can tell whether it should still go out, and our own words say why. */
const mustLookFirst = ({ reason }: OutboxItem): boolean =>
  reason === 'must-look' || reason === 'customer-wrote' || reason === 'ticket-closed'

/** Certain not to be out; see `Outbox.cancel`, which decides. */
const mayBeTakenBack = ({ state, attempts, reason }: OutboxItem): boolean =>
  state === 'held' &&
  (attempts === 0 || reason === 'away' || reason === 'rate-limited' || reason === 'credentials')

const autofocus = html` autofocus`

const action = (visit: Visit, to: string, label: string, look = '', more: Markup | null = null): Markup =>
  html`<form method="post" action="${to}" hx-post="${to}" hx-target="#drafts-panel" hx-swap="outerHTML" hx-disable="find button"><input type="hidden" name="_csrf" value="${visit.csrf}"><button type="submit" class="${look}"${more}>${label}</button></form>`

const renderState = (visit: Visit, item: OutboxItem, { now, url }: ItemFacts): Markup => {
  const { item: words } = visit.words.drafts
  const reason = item.reason === null ? null : html`<p>${words.reasons[item.reason]}</p>`
  const link =
    url === null
      ? null
      : html` <a href="${url}" target="_blank" rel="noopener noreferrer">${words.see}<span class="hidden-label"> (${visit.words.common.newTab})</span></a>`
  switch (item.state) {
    case 'held': {
      if (item.attempts > 0)
        return html`<p><span class="state warn">${words.waiting}</span> ${words.nextTry}: ${visit.write.time(item.dueAt, 'clock')}</p>${reason}`
      const seconds = Math.ceil(untilMs(item, now) / 1000)
      const text = seconds === 0 ? words.heldNow : words.held(visit.write.duration(seconds * 1000))
      return html`<p><span class="state busy" data-countdown="${seconds}" data-now="${words.heldNow}">${text}</span></p>`
    }
    case 'sending':
      return html`<p><span class="state busy">${words.sending}</span></p>`
    case 'sent':
      return html`<p><span class="state good">${item.kind === 'reply' ? words.sent : words.noteAdded}</span> ${visit.write.time(item.endedAt, 'ago')}${link}</p>${reason}`
    case 'failed':
      return html`<p><span class="state bad">${words.failed}</span></p>${reason}${
        item.why === null || mustLookFirst(item)
          ? null
          : html`<details><summary>${words.detail}</summary><p class="small">${item.why}</p></details>`
      }`
    case 'cancelled':
      return html`<p><span class="state">${words.cancelled}</span> ${visit.write.time(item.endedAt, 'ago')}</p>`
    default:
      return item.state satisfies never
  }
}

const renderActions = (visit: Visit, item: OutboxItem, { place, focus }: ItemFacts): Markup | null => {
  const { item: words } = visit.words.drafts
  const at = `${place.ticketPath}/sent/${item.id}`
  if (mayBeTakenBack(item))
    return html`<div class="row">${action(visit, `${at}/undo`, words.undo, '', focus === true ? autofocus : null)}</div>`
  if (item.state !== 'failed') return null
  const again = mustLookFirst(item) ? words.lookFirst : words.again
  return html`<div class="row">${item.text === null ? null : action(visit, `${at}/retry`, again)}${action(visit, `${at}/undo`, words.aside, 'quiet')}</div>`
}

/** One reply or note that was sent from here. While something is still to come, the page asks for it again by itself. */
export const renderItem = (visit: Visit, item: OutboxItem, facts: ItemFacts): Markup => {
  const { item: words } = visit.words.drafts
  const lookMs = nextLookMs(item, facts.now)
  const live =
    lookMs === null
      ? null
      : html` hx-get="${facts.place.ticketPath}/sent/${item.id}${facts.alone ? '?whole=1' : ''}" hx-trigger="load delay:${lookMs}ms" hx-swap="outerHTML"`
  return html`<article class="card sent-item" id="item-${item.id}" aria-label="${words[item.kind]}"${live}>
<h3 id="item-${item.id}-title" tabindex="-1"${facts.focus === true && !mayBeTakenBack(item) ? autofocus : null}>${words[item.kind]} <span class="muted small">${facts.nameOf(item.who)}, ${visit.write.time(item.createdAt, 'ago')}</span></h3>
${renderState(visit, item, facts)}
${
  item.text === null
    ? null
    : html`<details${item.state === 'failed' ? html` open` : null}><summary>${words.lines}</summary><div class="plain" id="text-${item.id}">${multiline(item.text)}</div></details>`
}
${renderActions(visit, item, facts)}
</article>`
}

const mostEnded = 1

/** What is under way or failed, and what was sent last. */
export const renderItems = (
  visit: Visit,
  facts: PanelFacts,
  { alone, focusItem }: { alone: boolean; focusItem?: string | undefined },
): Markup | null => {
  const open = facts.items.filter(({ state }) => state !== 'sent' && state !== 'cancelled')
  const ended = facts.items.filter(({ state }) => state === 'sent').slice(0, mostEnded)
  const shown = [...open, ...ended]
  if (shown.length === 0) return null
  const url = facts.ticket?.url ?? null
  return html`<section class="stack" aria-label="${visit.words.drafts.item.title}">${shown.map((item) => renderItem(visit, item, { place: facts.place, now: facts.now, nameOf: facts.nameOf, url, alone, focus: item.id === focusItem }))}</section>`
}

/** Fetches the conversation of the ticket's page anew. */
export const refreshThread = ({ ticketPath }: PanelFacts['place']): Markup =>
  html`<div hidden hx-get="${ticketPath}/thread" hx-trigger="load" hx-target="#thread"></div>`

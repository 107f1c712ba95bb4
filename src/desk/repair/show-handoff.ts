import { createHash } from 'node:crypto'
import type { Handoff, HandoffState } from '../../../schemas/handoff.ts'
import type { Fault } from '../../../schemas/problem.ts'
import { isAtLeast } from '../../../schemas/user.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import type { Entry } from '../../ledger/ledger.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { explainReason, fieldTitle } from './explain-reason.ts'
import { reasonWords } from './find-groups.ts'
import { findTicketFields } from './find-ticket-fields.ts'
import { listFields } from './list-fields.ts'
import { customPrefix } from './read-correction.ts'
import { renderDismissal, renderForm } from './render-form.ts'
import { titleOf } from './show-reason.ts'

/** Names the content of a hand-off as it was shown. */
export const digestOf = (handoff: Handoff): string =>
  createHash('sha256').update(JSON.stringify(handoff)).digest('hex').slice(0, 16)

export interface Shown {
  /** What to say of what was just tried. */
  notice?: Markup
  faults?: readonly Fault[]
  /** The dismissal came without a reason. */
  unreasoned?: boolean
  status?: number
}

const tones: Record<HandoffState, string> = {
  received: 'busy',
  waiting: 'busy',
  delivering: 'busy',
  delivered: 'good',
  parked: 'bad',
  dismissed: '',
  refused: 'warn',
}
const mendable = ['parked', 'refused', 'waiting', 'received'] as const
const isMendable = (state: HandoffState): state is (typeof mendable)[number] =>
  mendable.some((each) => each === state)
const underWay: readonly HandoffState[] = ['received', 'waiting', 'delivering']

/** One hand-off: why it is stuck, and the form to mend it. */
export const showHandoff = async (
  visit: Visitor,
  desk: DeskDependencies,
  shown: Shown = {},
): Promise<DeskAnswer> => {
  const { repair: texts } = visit.words
  const entry = await desk.ledger.find(visit.params['id'] ?? '')
  if (entry === null) return { kind: 'not-found' }
  const { id, handoff, state } = entry
  return {
    kind: 'page',
    title: `${titleOf(entry)} · ${texts.title}`,
    place: 'repair',
    styles: ['repair.css'],
    ...(shown.status === undefined ? {} : { status: shown.status }),
    body: html`<div class="head"><h1>${titleOf(entry)}</h1><a href="/repair">${texts.toAll}</a></div>
${shown.notice ?? null}${renderFixed(visit, id)}
${renderState(entry, visit, desk)}
${
  !isMendable(state)
    ? null
    : html`<div class="split">${
        handoff === null
          ? html`<p class="notice warn">${texts.erased}</p>`
          : renderForm(
              {
                id,
                state,
                seen: digestOf(handoff),
                handoff,
                fields: listFields(
                  handoff.customFields,
                  refusedFields(entry, visit, desk),
                  await findTicketFields(entry.helpdesk, visit, desk),
                ),
                categories: Object.keys(desk.config.categories ?? defaultCategories),
                faults: shown.faults ?? [],
              },
              visit,
            )
      }<div class="stack">${renderDismissal(id, shown.unreasoned === true, visit)}</div></div>`
}`,
  }
}

const reasonOf = (entry: Entry, visit: Visitor, desk: DeskDependencies) => {
  const { state, helpdesk, why } = entry
  const stuck = state === 'parked' || state === 'refused' ? state : 'waiting'
  return explainReason({ state: stuck, helpdesk, why }, reasonWords(visit, desk))
}

const refusedFields = (entry: Entry, visit: Visitor, desk: DeskDependencies): string[] =>
  reasonOf(entry, visit, desk).fields

/** The state as it is, kept fresh while it may change by itself. */
export const renderState = (entry: Entry, visit: Visitor, desk: DeskDependencies): Markup => {
  const { words, write } = visit
  const { repair: texts, common } = words
  const { id, state, helpdesk, source, receivedAt, attempts, dueAt, ticket, why } = entry
  const isOpen = underWay.includes(state)
  const stuck = isMendable(state) && (why !== null || state === 'parked' || state === 'refused')
  const reason = stuck ? reasonOf(entry, visit, desk) : null
  return html`<section class="card" id="state" aria-live="polite"${isOpen ? html` hx-get="/repair/${id}/state" hx-trigger="every 3s" hx-swap="outerHTML"` : null}>
${reason === null ? null : html`<h2>${reason.text}</h2><p>${reason.todo}</p>${reason.detail === null ? null : html`<details><summary>${texts.original}</summary><p class="muted">${reason.detail}</p></details>`}`}
${isMendable(state) ? null : html`<p>${texts.notHere(common.states[state])}</p>`}
<dl class="facts"><dt>${texts.state}</dt><dd><span class="state ${tones[state]}">${common.states[state]}</span>${ticket === null ? null : html` ${ticket.url === null ? texts.ticket(ticket.id) : html`<a href="${ticket.url}" rel="noreferrer">${texts.ticket(ticket.id)}</a>`}`}</dd>
<dt>${texts.source}</dt><dd>${source}</dd><dt>${texts.helpdesk}</dt><dd>${reasonWords(visit, desk).vendorOf(helpdesk)}</dd>
<dt>${texts.received}</dt><dd>${write.time(receivedAt)}</dd><dt>${texts.tried}</dt><dd>${attempts}</dd>${dueAt === null ? null : html`<dt>${texts.nextTry}</dt><dd>${write.time(dueAt)}</dd>`}</dl>
<p><a href="/handoffs/${id}">${texts.details}</a></p></section>`
}

/** The part of the page that follows what becomes of it. */
export const showState = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const entry = await desk.ledger.find(visit.params['id'] ?? '')
  return entry === null ? { kind: 'not-found' } : { kind: 'part', body: renderState(entry, visit, desk) }
}

/** What a changed field is called. */
export const labelOfChange = (field: string, { words }: Pick<Visitor, 'words'>): string => {
  const { form } = words.repair
  const labels: Record<string, string> = {
    user_email: form.email,
    user_phone: form.phone,
    user_name: form.name,
    conversation_summary: form.summary,
    category: form.category,
    priority: form.priority,
    language: form.language,
    tags: form.tags,
  }
  if (field.startsWith(customPrefix)) return fieldTitle(field.slice(customPrefix.length))
  return Object.hasOwn(labels, field) ? (labels[field] ?? field) : field
}

/** Names of the fields that were changed before the person came here: names alone stand in addresses. */
export const readFixed = ({ query }: Pick<Visitor, 'query'>): string[] => {
  const given = query['fixed']
  return typeof given === 'string'
    ? given
        .split(',')
        .filter((field) => field !== '')
        .slice(0, 60)
    : []
}

/** Whether a rule can do what was done to a field. */
export const makesRules = (field: string): boolean =>
  ['category', 'priority', 'tags'].includes(field) || field.startsWith(customPrefix)

const renderFixed = (visit: Visitor, id: string): Markup | null => {
  const { words, user } = visit
  const fixed = readFixed(visit)
  if (fixed.length === 0) return null
  const names = fixed.map((field) => labelOfChange(field, visit)).join(', ')
  const offer = isAtLeast(user.role, 'admin') && fixed.some(makesRules)
  return html`<p class="notice">${words.repair.fixed(names)}${offer ? html` <a href="/repair/${id}/rule?fixed=${encodeURIComponent(fixed.join(','))}">${words.repair.makeRule}</a>` : null}</p>`
}

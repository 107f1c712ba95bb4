import type { TicketStatus } from '../../../schemas/ticket.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import type { InboxTicket } from '../../inbox/inbox.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { PeopleOfAll } from './read-people.ts'
import { ticketPath } from './read-place.ts'

const longest = 160

/** What help desks call their own states in English: they are said in the reader's language, as every other state is. */
const standardLabels: Readonly<Record<TicketStatus, readonly string[]>> = {
  open: ['open', 'new'],
  pending: ['pending'],
  solved: ['solved', 'resolved'],
  closed: ['closed'],
  other: [],
}

/** A state that the account made itself keeps its name. */
const nameStatus = (
  { status, statusLabel }: Pick<InboxTicket, 'status' | 'statusLabel'>,
  { words }: Visit,
): string =>
  statusLabel === null || standardLabels[status].includes(statusLabel.trim().toLowerCase())
    ? words.common.ticketStates[status]
    : statusLabel

export const statusMark = (ticket: Pick<InboxTicket, 'status' | 'statusLabel'>, visit: Visit): Markup => {
  const { status } = ticket
  const look = status === 'open' ? 'busy' : status === 'solved' || status === 'closed' ? 'good' : ''
  return html`<span class="state ${look}">${nameStatus(ticket, visit)}</span>`
}

export const priorityMark = ({ priority }: Pick<InboxTicket, 'priority'>, { words }: Visit): Markup => {
  if (priority === null) return html`<span class="muted">–</span>`
  const text = words.common.priorities[priority]
  return priority === 'urgent' || priority === 'high'
    ? html`<span class="state ${priority === 'urgent' ? 'bad' : 'warn'}">${text}</span>`
    : html`${text}`
}

/** What the classifier took it for, and how sure it is. */
export const categoryMark = (
  { category, confidence }: Pick<InboxTicket, 'category' | 'confidence'>,
  { words, language, write }: Visit,
): Markup =>
  category === null
    ? html`<span class="muted">${words.tickets.unclassified}</span>`
    : html`<span class="tag">${describeCategory(category, language)}</span>${
        confidence === null ? null : html` <span class="small muted">${write.share(confidence)}</span>`
      }`

const groupName = ({ helpdesk, groupId }: InboxTicket, people: PeopleOfAll): string | null =>
  groupId === null ? null : (people.of.get(helpdesk)?.groups.find(({ id }) => id === groupId)?.name ?? null)

/** Rows of the list. */
export const renderRows = (tickets: readonly InboxTicket[], people: PeopleOfAll, visit: Visit): Markup => {
  const { tickets: texts } = visit.words
  const cell = (label: string, content: Markup) => html`<td data-label="${label}">${content}</td>`
  return html`${tickets.map((ticket) => {
    const subject = (ticket.subject ?? '').trim().slice(0, longest)
    const name = groupName(ticket, people)
    return html`<tr id="t-${ticket.helpdesk}-${ticket.ticketId}">
<td class="what"><a class="open" href="${ticketPath(ticket)}">${subject === '' ? texts.noSubject : subject}</a><span class="small muted">#${ticket.ticketId}${people.of.size > 1 ? ` · ${ticket.helpdesk}` : ''}</span>${ticket.needsReply ? html`<span class="state warn reply">${texts.needsReply}</span>` : null}</td>
${cell(texts.requester, html`${ticket.requesterName ?? html`<span class="muted">${texts.noRequester}</span>`}`)}
${cell(texts.status, statusMark(ticket, visit))}
${cell(texts.priority, priorityMark(ticket, visit))}
${cell(texts.group, name === null ? html`<span class="muted">–</span>` : html`${name}`)}
${cell(texts.category, categoryMark(ticket, visit))}
${cell(texts.changed, visit.write.time(ticket.updatedAt, 'ago'))}
</tr>`
  })}`
}

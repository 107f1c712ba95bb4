import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { explainRefusal } from './explain-refusal.ts'
import { readPlace } from './read-place.ts'
import { renderTicketList } from './render-ticket-list.ts'

const most = 20

/** Other tickets of the customer as the help desk itself knows them, old ones too; with what the list knows where it does not say. */
export const showOthers = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const { tickets: texts } = visit.words
  if (place === null) return { kind: 'not-found', what: texts.ticket }
  const { helpdesk, ticketId } = place
  const at = { helpdesk, signal: visit.signal, reference: visit.requestId }
  const ticket = await desk.inbox.find(place)
  let requesterId = ticket?.requesterId ?? null
  if (requesterId === null) {
    const read = await desk.tickets.show(ticketId, at)
    if (!read.ok)
      return { kind: 'part', body: html`<p class="notice warn">${explainRefusal(read.refusal, texts)}</p>` }
    requesterId = read.value.requesterId
  }
  if (requesterId === null) return { kind: 'part', body: renderTicketList([], visit) }
  const order = { by: 'updated', direction: 'descending' } as const
  const found = await desk.tickets.find({ requesterId, order, limit: most + 1 }, at)
  if (!found.ok) {
    const known = await desk.inbox.ofRequester({ helpdesk, requesterId, except: ticketId }, most)
    return {
      kind: 'part',
      body: html`<p class="notice warn">${explainRefusal(found.refusal, texts)}</p>${renderTicketList(known, visit)}`,
    }
  }
  const others = found.value.tickets
    .filter(({ id }) => id !== ticketId)
    .slice(0, most)
    .map(({ id, subject, status, statusLabel, updatedAt }) => ({
      ...{ helpdesk, ticketId: id, subject, status, statusLabel },
      updatedAt: Date.parse(updatedAt) || 0,
    }))
  return { kind: 'part', body: renderTicketList(others, visit) }
}

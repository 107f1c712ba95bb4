import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { readPeople } from './read-people.ts'
import { readPlace } from './read-place.ts'
import { renderDetails, renderTicketHead } from './render-head.ts'
import { renderTicketList } from './render-ticket-list.ts'

const glanceMs = 15
const mostOthers = 10

/** A ticket's page from what the list knows of it; the conversation and the drafts come as parts, as the help desk takes its time. */
export const showTicket = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const { tickets: texts, common } = visit.words
  if (place === null || !Object.hasOwn(desk.config.helpdesks, place.helpdesk))
    return { kind: 'not-found', what: texts.ticket }
  const [ticket, people] = await Promise.all([desk.inbox.find(place), readPeople(desk, visit, glanceMs)])
  const requesterId = ticket?.requesterId ?? null
  const others =
    requesterId === null
      ? []
      : await desk.inbox.ofRequester(
          { helpdesk: place.helpdesk, requesterId, except: place.ticketId },
          mostOthers,
        )
  return {
    kind: 'page',
    title: ticket?.subject?.trim() || texts.openTicket(place.ticketId),
    place: 'tickets',
    styles: ['tickets.css', 'drafts.css'],
    scripts: ['drafts.js'],
    body: html`${renderTicketHead(place, ticket, visit)}
<div id="ticket-changed" role="status"></div>
<div class="split"><div class="stack">
<section class="card" aria-labelledby="conversation-title"><div class="head"><h2 id="conversation-title">${texts.conversation}</h2><a href="#drafts">${visit.words.drafts.jump}</a></div>
<div id="thread" hx-get="${place.path}/thread" hx-trigger="load"><p class="muted">${common.loading}</p></div></section>
<section id="drafts" hx-get="${place.path}/drafts" hx-trigger="load"><p class="muted">${common.loading}</p></section>
</div><div class="stack">
<section class="card" aria-labelledby="details-title"><h2 id="details-title">${texts.details}</h2>${renderDetails(place, ticket, people, visit)}<div id="ticket-handoff"></div></section>
<section class="card" aria-labelledby="why-title"><h2 id="why-title">${texts.classification}</h2><div id="why" class="stack"><form hx-get="${place.path}/why" hx-target="#why" method="get" action="${place.path}/why"><div><button>${texts.why}</button></div></form></div></section>
<section class="card" aria-labelledby="others-title"><h2 id="others-title">${texts.others}</h2><div id="others">${renderTicketList(others, visit)}
<form hx-get="${place.path}/others" hx-target="#others" method="get" action="${place.path}/others"><div><button>${texts.lookThere}</button></div></form></div></section>
</div></div>`,
  }
}

import * as z from 'zod'
import type { Message, Person, Ticket } from '../../../schemas/ticket.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { InboxUnavailable } from '../../inbox/inbox-unavailable.ts'
import { html, type Markup } from '../../ops/html.ts'
import { composePrediction } from '../../triage/find/compose-prediction.ts'
import { referencesIn } from '../../triage/find/decide-fit.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { classifyBeginning } from './classify-beginning.ts'
import { explainRefusal } from './explain-refusal.ts'
import { readPeople } from './read-people.ts'
import { readPlace, type TicketPlace } from './read-place.ts'
import { readRequester } from './read-requester.ts'
import { lastWord, readThread, type Thread } from './read-thread.ts'
import { renderDetails, renderTicketHead } from './render-head.ts'
import { renderMessages, renderThread } from './render-thread.ts'
import { watchChanges } from './show-changed.ts'

const laterSchema = z.object({ cursor: z.string().min(1).max(4_000) })
const earlierSchema = z.object({
  before: z.string().min(1).max(200),
  cursor: laterSchema.shape.cursor.optional(),
})
const peopleMs = 1_000

const renderLater = (next: string | null, place: TicketPlace, visit: Visitor): Markup | null =>
  next === null
    ? null
    : html`<form class="later" method="get" action="${place.path}/later" hx-get="${place.path}/later" hx-target="this" hx-swap="outerHTML"><input type="hidden" name="cursor" value="${next}"><div><button>${visit.words.tickets.older}</button></div></form>`

/** Keeps what was seen: who spoke last, what the requester is called, and what it is about where nobody has said that yet. */
const keepSeen = async (
  place: TicketPlace,
  ticket: Ticket,
  thread: Thread,
  person: Person | null,
  desk: DeskDependencies,
): Promise<void> => {
  const { messages } = thread
  const own = messages.find(
    ({ authorId, authorName }) => authorName !== null && authorId === ticket.requesterId,
  )
  const known = await desk.inbox.find(place)
  const [first] = messages
  const isOurs = known?.category === null || known === null
  const guess =
    isOurs && first?.from === 'customer'
      ? composePrediction(
          await classifyBeginning({ subject: ticket.subject, text: first.text }, desk),
          desk.config.categories ?? defaultCategories,
        )
      : null
  await desk.inbox.keep(place.helpdesk, ticket, {
    requesterName: person?.name ?? own?.authorName ?? person?.email ?? null,
    lastFrom: lastWord(thread),
    ...(guess === null ? {} : { guess: { category: guess.category, confidence: guess.confidence } }),
  })
}

/** The hand-off that a ticket was made of: its reference stands in the first message, and the ledger says so, too. */
const renderHandoff = async (
  place: TicketPlace,
  first: Message | undefined,
  { ledger }: DeskDependencies,
  visit: Visitor,
): Promise<Markup | null> => {
  for (const id of referencesIn(first?.text ?? '')) {
    const entry = await ledger.find(id)
    if (entry?.ticket?.id === place.ticketId)
      return html`<p><a href="/handoffs/${id}">${visit.words.tickets.handoffLink}</a></p>`
  }
  return null
}

/** The conversation, read from the help desk now, and what it tells anew of the ticket. */
export const showThread = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const { tickets: texts, common } = visit.words
  if (place === null) return { kind: 'not-found', what: texts.ticket }
  const at = { helpdesk: place.helpdesk, signal: visit.signal, reference: visit.requestId }
  const listed = await desk.inbox.find(place)
  const asking = (id: string | null) => (id === null ? null : readRequester(place, id, desk, visit))
  const [shown, thread, asker] = await Promise.all([
    desk.tickets.show(place.ticketId, at),
    readThread(place, null, desk, visit),
    asking(listed?.requesterId ?? null),
  ])
  if (!thread.ok)
    return {
      kind: 'part',
      body: html`<p class="notice bad">${explainRefusal(thread.refusal, texts)}</p>
<p><button hx-get="${place.path}/thread" hx-target="#thread">${common.tryAgain}</button></p>`,
    }
  const { messages, next } = thread.value
  // Whose ticket it is may not have been known, or have changed.
  const requesterId = shown.ok ? shown.value.requesterId : (listed?.requesterId ?? null)
  const person = requesterId === (listed?.requesterId ?? null) ? asker : await asking(requesterId)
  if (shown.ok)
    try {
      await keepSeen(place, shown.value, thread.value, person, desk)
    } catch (error) {
      if (!(error instanceof InboxUnavailable)) throw error
      // It is read all the same; the list learns it from the poller.
      desk.logger.warn(
        { helpdesk: place.helpdesk, code: error.code },
        'what was seen of a ticket was not kept',
      )
    }
  const [ticket, people, handoff, body] = await Promise.all([
    desk.inbox.find(place),
    readPeople(desk, visit, peopleMs),
    renderHandoff(place, messages[0], desk, visit),
    renderThread(messages, place, null, visit),
  ])
  return {
    kind: 'part',
    body: html`${body}${renderLater(next, place, visit)}
<hx-partial hx-target="#ticket-head" hx-swap="outerHTML">${renderTicketHead(place, ticket, visit)}</hx-partial>
<hx-partial hx-target="#ticket-details" hx-swap="outerHTML">${renderDetails(place, ticket, people, visit, person)}</hx-partial>
<hx-partial hx-target="#ticket-handoff" hx-swap="innerHTML">${handoff}</hx-partial>
<hx-partial hx-target="#ticket-changed" hx-swap="innerHTML">${ticket === null ? null : watchChanges(place.path, ticket.updatedAt)}</hx-partial>`,
  }
}

/** What came later than the first pages of a long conversation. */
export const showLater = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const query = laterSchema.safeParse(visit.query)
  const { tickets: texts } = visit.words
  if (place === null || !query.success) return { kind: 'not-found', what: texts.ticket }
  const thread = await readThread(place, query.data.cursor, desk, visit)
  if (!thread.ok)
    return { kind: 'part', body: html`<p class="notice bad">${explainRefusal(thread.refusal, texts)}</p>` }
  const { messages, next } = thread.value
  return {
    kind: 'part',
    body: html`${await renderThread(messages, place, query.data.cursor, visit)}${renderLater(next, place, visit)}`,
  }
}

/** What was folded because newer messages follow. */
export const showEarlier = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const query = earlierSchema.safeParse(visit.query)
  const { tickets: texts } = visit.words
  if (place === null || !query.success) return { kind: 'not-found', what: texts.ticket }
  const { before, cursor = null } = query.data
  const thread = await readThread(place, cursor, desk, visit)
  if (!thread.ok)
    return { kind: 'part', body: html`<p class="notice bad">${explainRefusal(thread.refusal, texts)}</p>` }
  const { messages } = thread.value
  const end = messages.findIndex(({ id }) => id === before)
  const earlier = end === -1 ? messages : messages.slice(0, end)
  return { kind: 'part', body: html`${await renderMessages(earlier, visit)}` }
}

import { setImmediate } from 'node:timers/promises'
import type { Message } from '../../../schemas/ticket.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { renderMail } from './mail/render-mail.ts'
import type { TicketPlace } from './read-place.ts'
import { outsideLink } from './render-head.ts'

/** The newest stand open; what is older is folded together. */
const shownAtOnce = 8
/** Characters of HTML of one page that are sanitised; beyond it messages are shown by their text. */
const mostHtml = 400_000

const renderAttachments = ({ attachments }: Message, { words, write }: Visit): Markup | null =>
  attachments.length === 0
    ? null
    : html`<div class="attachments"><h4 class="small">${words.tickets.attachments}</h4><ul class="plain">${attachments.map(
        ({ name, bytes, url }) =>
          html`<li>${outsideLink(url, name, words) ?? name}${bytes === null ? null : html` <span class="small muted">${write.bytes(bytes)}</span>`}</li>`,
      )}</ul></div>`

const renderMessage = (message: Message, mail: Markup, visit: Visit): Markup => {
  const { tickets: texts } = visit.words
  const kind = message.private ? 'note' : message.from
  return html`<article class="message ${kind}" id="m-${message.id}"><div class="message-head"><h3>${message.authorName ?? texts.unknownAuthor}</h3><span class="tag">${texts.from[message.from]}</span>${
    message.private ? html`<span class="state warn">${texts.privateNote}</span>` : null
  }<span class="small muted">${visit.write.time(message.createdAt)}</span></div>${mail}${renderAttachments(message, visit)}</article>`
}

/** Messages as mails, in order; the newest are sanitised first. Whoever waits for the process meanwhile gets their turn. */
export const renderMessages = async (messages: readonly Message[], visit: Visit): Promise<Markup[]> => {
  let left = mostHtml
  const rendered: Markup[] = []
  for (const message of messages.toReversed()) {
    visit.signal.throwIfAborted()
    const asText = left <= 0
    left -= message.html.length
    rendered.unshift(renderMessage(message, renderMail(message, visit.words.tickets, { asText }), visit))
    await setImmediate()
  }
  return rendered
}

/** How many of so many are folded together. */
const foldedOf = (count: number): number => (count > shownAtOnce + 1 ? count - shownAtOnce : 0)

/**
 * Messages as a thread of mails, oldest first. All but the newest are folded and come when somebody wants them. `from`: where in the
 * conversation these begin; null: at its beginning.
 */
export const renderThread = async (
  messages: readonly Message[],
  place: Pick<TicketPlace, 'path'>,
  from: string | null,
  visit: Visit,
): Promise<Markup> => {
  const { tickets: texts, common } = visit.words
  if (messages.length === 0) return html`<p class="empty">${texts.nothingSaid}</p>`
  const folded = foldedOf(messages.length)
  const shown = messages.slice(folded)
  const query = new URLSearchParams({
    before: shown[0]?.id ?? '',
    ...(from === null ? {} : { cursor: from }),
  })
  return html`${
    folded === 0
      ? null
      : html`<details class="earlier" hx-get="${place.path}/earlier?${query.toString()}" hx-trigger="toggle once" hx-target="find .stack"><summary>${texts.earlier(visit.write.number(folded))}</summary><div class="stack" aria-live="polite"><p class="muted">${common.loading}</p></div></details>`
  }${await renderMessages(shown, visit)}`
}

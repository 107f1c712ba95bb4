import { setImmediate } from 'node:timers/promises'
import type { Message } from '../../../schemas/ticket.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { renderMail } from './mail/render-mail.ts'
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

/**
 * Messages as a thread of mails, oldest first, all but the newest folded. `html` that belongs to long pages is sanitised for the newest
 * first. Whoever waits for the process meanwhile gets their turn.
 */
export const renderThread = async (messages: readonly Message[], visit: Visit): Promise<Markup> => {
  const { tickets: texts } = visit.words
  if (messages.length === 0) return html`<p class="empty">${texts.nothingSaid}</p>`
  let left = mostHtml
  const rendered: Markup[] = []
  for (const message of messages.toReversed()) {
    visit.signal.throwIfAborted()
    const asText = left <= 0
    left -= message.html.length
    rendered.unshift(renderMessage(message, renderMail(message, texts, { asText }), visit))
    await setImmediate()
  }
  const folded = rendered.length > shownAtOnce + 1 ? rendered.slice(0, -shownAtOnce) : []
  const shown = rendered.slice(folded.length)
  return html`${
    folded.length === 0
      ? null
      : html`<details class="earlier"><summary>${texts.earlier(visit.write.number(folded.length))}</summary><div class="stack">${folded}</div></details>`
  }${shown}`
}

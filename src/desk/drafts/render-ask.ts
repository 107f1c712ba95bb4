import { html, type Markup } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'
import { findPlaceholders } from './decide-send.ts'
import type { PanelState } from './panel-facts.ts'

const mostShown = 600

/** What is asked before it is sent; the next click on the same button is the answer. */
export const renderAsk = (visit: Visit, ask: NonNullable<PanelState['ask']>, text: string): Markup => {
  const { send } = visit.words.drafts
  const { change } = ask
  // What was seen is confirmed by the time in the form; this holds for the rest.
  const sure = [...new Set([...ask.sure, ...ask.about])].filter((each) => each !== 'changed')
  const isAboutPlaces = ask.about.every((each) => each === 'placeholders')
  return html`<section class="notice warn stack" id="reply-ask" role="alert" tabindex="-1" autofocus${isAboutPlaces ? html` data-while-open` : null}>
${sure.map((each) => html`<input type="hidden" name="sure" value="${each}"${each === 'placeholders' ? html` data-with-open` : null}>`)}
${
  ask.about.includes('changed')
    ? html`<h3>${send.changedTitle}</h3>${
        change.said.length === 0
          ? html`<p>${send.changedElse(change.ticket === null ? visit.words.common.unknown : visit.words.common.ticketStates[change.ticket.status])}</p>`
          : change.said.map((message) => {
              const who = message.authorName ?? send[message.from]
              const shown = message.text.trim().slice(0, mostShown)
              return html`<div><p>${message.private ? send.changedNote(who) : send.changedSaid(who)} <span class="muted small">${visit.write.time(message.createdAt, 'ago')}</span></p><blockquote class="plain">${multiline(shown)}${message.text.trim().length > mostShown ? '…' : null}</blockquote></div>`
            })
      }`
    : null
}
${ask.about.includes('under-way') ? html`<h3>${send.underWayTitle}</h3><p>${send.underWay}</p>` : null}
${ask.about.includes('unchecked') ? html`<h3>${send.uncheckedTitle}</h3><p>${send.unchecked}</p>` : null}
${
  ask.about.includes('placeholders')
    ? html`<div class="stack" data-while-open><h3>${send.placeholders}</h3><ul>${findPlaceholders(text).map((found) => html`<li data-open="${found}"><mark>${found}</mark></li>`)}</ul><p>${send.placeholdersAsk}</p></div>`
    : null
}
</section>`
}

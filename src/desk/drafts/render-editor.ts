import { randomUUID } from 'node:crypto'
import { html, type Markup } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'
import { mostCharacters } from './decide-send.ts'
import type { PanelFacts, PanelState } from './panel-facts.ts'
import { renderAsk } from './render-ask.ts'

const statuses = ['open', 'pending', 'solved', 'closed'] as const

/** The version that a text began as, for the next that is kept of it. */
export const renderFrom = (latest: number): Markup =>
  html`<input type="hidden" name="from" id="reply-from" value="${latest}">`

/**
 * The text that is sent, and the two ways to send it. Enter in a field sends nothing: the first button of the form cannot be pressed.
 * Each form has a key of its own, so that a click that is repeated is one click.
 */
export const renderEditor = (visit: Visit, facts: PanelFacts, state: PanelState): Markup => {
  const { words, csrf, write } = visit
  const { send, draft: draftWords } = words.drafts
  const { place, draft, ticket } = facts
  const content = draft?.versions.at(-1)?.content
  const kept = content?.response ?? ''
  // Read aloud and checked for spelling in the customer's language, which need not be the reader's.
  const language =
    content !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(content.language)
      ? html` lang="${content.language}"`
      : null
  const text = state.text ?? kept
  const rows = Math.min(24, Math.max(6, text.split('\n').length + Math.floor(text.length / 90) + 1))
  const edit =
    draft === null
      ? null
      : html` hx-post="${place.path}/${draft.id}/edit" hx-trigger="input changed delay:1500ms" hx-target="#reply-saved" hx-status:4xx="swap:none" hx-status:5xx="swap:none"`
  const asked = state.ask?.kind
  const button = (to: 'replies' | 'notes', [plain, sure]: [string, string], look: Markup | null) =>
    html`<button type="submit"${look} formaction="${place.ticketPath}/${to}" hx-post="${place.ticketPath}/${to}" hx-target="#drafts-panel" hx-swap="outerHTML" hx-disable="this" data-plain="${plain}">${asked === (to === 'replies' ? 'reply' : 'note') ? sure : plain}</button>`
  return html`<form id="reply-form" method="post" action="${place.ticketPath}/notes">
<button type="submit" disabled hidden></button>
<input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="key" value="${randomUUID()}">
<input type="hidden" name="opened" id="reply-opened" value="${state.openedAt ?? ticket?.updatedAt ?? ''}">
<input type="hidden" name="read" value="${facts.now}"><input type="hidden" name="shown" value="${Math.max(0, ...facts.items.map(({ createdAt }) => createdAt))}">
${draft === null ? null : html`<input type="hidden" name="draft" value="${draft.id}">${renderFrom(draft.latest)}`}
<label for="reply-text"${draft === null ? null : html` class="hidden-label"`}>${draft === null ? send.text : draftWords.response}</label>
<textarea id="reply-text" class="grows" name="text"${language} rows="${rows}" maxlength="${mostCharacters}"${text === kept ? null : html` data-unkept`}${state.fault === undefined ? null : html` aria-invalid="true" aria-describedby="reply-fault" autofocus`}${state.fault === undefined && state.focus === true && draft === null ? html` autofocus` : null}${edit}>
${multiline(text)}</textarea>
<p id="reply-saved" class="hint small" role="status" data-failed="${draftWords.notSaved}"></p>
${state.fault === undefined ? null : html`<p class="fault" id="reply-fault" role="alert">${state.fault}</p>`}
${state.ask === undefined ? null : renderAsk(visit, state.ask, text)}
<div class="row"><label>${send.status}<select name="status"><option value="">${send.keepStatus}</option>${statuses.map((status) => html`<option value="${status}"${state.status === status ? html` selected` : null}>${send.statuses[status]}</option>`)}</select></label>
${button('replies', [send.reply, send.sureReply], html` class="primary"`)}
${button('notes', [send.note, send.sureNote], null)}</div>
<p class="hint small">${send.undoHint(write.duration(facts.undoMs))}</p>
</form>`
}

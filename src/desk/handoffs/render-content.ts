import type { Handoff } from '../../../schemas/handoff.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { renderLines } from './render-lines.ts'
import { renderTranscript } from './render-transcript.ts'

const fact = (name: string, value: string | Markup | null): Markup | null =>
  value === null || value === '' ? null : html`<dt>${name}</dt><dd>${value}</dd>`

const showValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const renderFields = (title: string, hint: string | null, fields: Record<string, unknown>): Markup | null => {
  const entries = Object.entries(fields)
  if (entries.length === 0) return null
  return html`<section class="card"><h2>${title}</h2>${hint === null ? null : html`<p class="hint small">${hint}</p>`}<dl class="facts">${entries.map(([name, value]) => fact(name, showValue(value)))}</dl></section>`
}

/** Who asks. */
export const renderRequester = (handoff: Handoff, visit: Visit): Markup => {
  const { one } = visit.words.handoffs
  const { common } = visit.words
  const { requester } = handoff
  return html`<section class="card"><h2>${one.requester}</h2><dl class="facts">
${fact(one.name, requester.name)}${fact(one.email, requester.email)}${fact(one.phone, requester.phone)}
${fact(one.language, handoff.language)}${fact(one.channel, handoff.channel)}${fact(one.bot, handoff.bot)}
${fact(one.priority, handoff.priority === null ? null : common.priorities[handoff.priority])}
${fact(one.conversationId, handoff.conversationId)}${fact(one.tags, handoff.tags.join(', '))}</dl></section>`
}

/** What was handed over. Links of a bot are shown as such: whoever follows them leaves the desk. */
export const renderContent = (handoff: Handoff, sent: unknown, visit: Visit): Markup => {
  const { one } = visit.words.handoffs
  return html`<section class="card"><h2>${one.summary}</h2><p class="text">${renderLines(handoff.summary || visit.words.handoffs.noSummary)}</p></section>
<section class="card"><h2>${one.transcript}</h2>${renderTranscript(handoff.transcript, visit)}</section>
${
  handoff.attachments.length === 0
    ? null
    : html`<section class="card"><h2>${one.attachments}</h2><ul class="plain">${handoff.attachments.map(
        ({ url, name }) =>
          html`<li>${/^https?:\/\//i.test(url) ? html`<a href="${url}" target="_blank" rel="noreferrer noopener">${name ?? one.unnamed}<span class="hidden-label"> (${visit.words.common.newTab})</span></a>` : html`${name ?? one.unnamed}`} <span class="muted small">${url}</span></li>`,
      )}</ul></section>`
}
${renderFields(one.unknownFields, one.unknownHint, handoff.extra)}
${renderFields(one.customFields, null, handoff.customFields)}
<details class="card"><summary>${one.payload}</summary><pre tabindex="0">${renderLines(JSON.stringify(sent, null, 2))}</pre></details>`
}

import type { LlmCall } from '../../assist/llm/language-model.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit, Visitor } from '../visit.ts'
import { answerPart } from './answer-panel.ts'
import { type DraftPlace, readDraftPlace } from './draft-place.ts'
import { type NameOf, readNames } from './read-names.ts'

const renderBody = (visit: Visit, title: string, text: string | null, more: Markup | null = null): Markup =>
  html`<details><summary>${title}</summary>${
    text === null
      ? html`<p class="muted">${visit.words.drafts.calls.blanked}</p>`
      : html`<pre tabindex="0">${multiline(text)}</pre>${more}`
  }</details>`

const nameOutcome = (names: Readonly<Record<string, string>>, outcome: string): string =>
  Object.hasOwn(names, outcome) ? (names[outcome] ?? outcome) : outcome

const renderCall = (visit: Visit, place: DraftPlace, call: LlmCall, nameOf: NameOf): Markup => {
  const { calls } = visit.words.drafts
  const { write } = visit
  const download = html`<p><a href="${place.ticketPath}/calls/${call.id}">${calls.download}</a></p>`
  const tokens =
    call.inputTokens === null || call.outputTokens === null
      ? '–'
      : calls.tokensValue(write.number(call.inputTokens), write.number(call.outputTokens))
  const facts: [string, Markup | string][] = [
    [calls.when, write.time(call.at, 'moment')],
    [calls.purpose, calls.purposes[call.purpose]],
    [calls.model, call.model],
    [calls.to, call.url],
    [calls.who, call.who === null ? '–' : nameOf(call.who)],
    [calls.tokens, tokens],
    [calls.cost, call.cost === null ? '–' : write.number(call.cost, 4)],
    [calls.outcome, call.outcome === null ? calls.underWay : nameOutcome(calls.outcomes, call.outcome)],
    [calls.took, call.tookMs === null ? '–' : `${write.number(call.tookMs / 1000, 1)} s`],
  ]
  return html`<li class="stack"><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${renderBody(visit, calls.request, call.request, download)}${renderBody(visit, calls.response, call.response)}</li>`
}

/** Everything about this ticket that went to a language model, and what came back. */
export const showCalls = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const [calls, nameOf] = await Promise.all([desk.assist.calls(place), readNames(desk)])
  const body =
    calls.length === 0
      ? html`<p class="empty">${visit.words.drafts.calls.none}</p>`
      : html`<ol class="timeline left-building">${calls.map((call) => renderCall(visit, place, call, nameOf))}</ol>`
  return answerPart(visit, place, body)
}

/** One request exactly as it was sent: a page may not show every character. */
export const downloadCall = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const call = (await desk.assist.calls(place)).find(({ id }) => id === visit.params['call'])
  if (call?.request == null) return { kind: 'not-found' }
  return { kind: 'file', name: `${call.id}.json`, type: 'application/json', body: call.request }
}

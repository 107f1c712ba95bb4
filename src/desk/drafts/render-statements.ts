import type { DraftContent, DraftSource, Statement } from '../../../schemas/draft.ts'
import { html, type Markup } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'
import { isWebAddress } from './render-technical.ts'

const renderSource = (visit: Visit, source: DraftSource): Markup => {
  const title = source.kind === 'conversation' ? visit.words.drafts.draft.conversation : source.title
  return source.url !== null && isWebAddress(source.url)
    ? html`<a class="tag" href="${source.url}" target="_blank" rel="noopener noreferrer">${title}<span class="hidden-label"> (${visit.words.common.newTab})</span></a>`
    : html`<span class="tag">${title}</span>`
}

/** What a statement stands on, or in words that it stands on nothing. */
export const createSourcesOf = (
  visit: Visit,
  sources: readonly DraftSource[],
): ((statement: Statement) => Markup) => {
  const { draft } = visit.words.drafts
  const known = new Map(sources.map((source) => [source.id, source]))
  return ({ kind, sources: ids }) => {
    if (kind !== 'claim') return html``
    const found = ids.flatMap((id) => known.get(id) ?? [])
    return found.length === 0
      ? html`<span class="state warn" title="${draft.unsupportedHint}">${draft.unsupported}</span>`
      : html`${found.map((source) => html`${renderSource(visit, source)} `)}`
  }
}

/** The response sentence by sentence, each with its sources; what is not known yet; what to ask the customer. */
export const renderGrounds = (visit: Visit, content: DraftContent, isEdited: boolean): Markup => {
  const { draft } = visit.words.drafts
  const sourcesOf = createSourcesOf(visit, content.sources)
  // What the reply asks already is not offered once more.
  const questions = content.questions.filter((question) => !content.response.includes(question))
  const unsupported = content.statements.filter(
    ({ kind, sources }) => kind === 'claim' && sources.length === 0,
  ).length
  return html`${
    content.missing.length === 0
      ? null
      : html`<section class="notice warn" data-while-open><h3>${draft.missing}</h3><p class="small">${draft.missingHint}</p><ul>${content.missing.map((value) => html`<li data-open="[${value}]"><mark>[${value}]</mark></li>`)}</ul></section>`
  }${
    questions.length === 0
      ? null
      : html`<section class="stack questions" data-while-open><h3>${draft.questions}</h3><ul>${questions.map(
          (question) =>
            html`<li data-unless="${question}"><span>${question}</span> <button type="button" class="by-script" data-add-to="reply-text" data-text="${question}" aria-label="${draft.addThis(question)}">${draft.add}</button></li>`,
        )}</ul></section>`
  }${
    content.statements.length === 0
      ? null
      : html`<details class="grounds" data-remember="grounds"><summary>${draft.statements}${
          unsupported === 0
            ? null
            : html` <span class="state warn">${draft.unsupportedCount(visit.write.number(unsupported))}</span>`
        }</summary>${isEdited ? html`<p class="hint small">${draft.edited}</p>` : null}
<ol class="statements">${content.statements.map((statement) => html`<li><span class="plain">${multiline(statement.text)}</span> ${sourcesOf(statement)}</li>`)}</ol></details>`
  }`
}

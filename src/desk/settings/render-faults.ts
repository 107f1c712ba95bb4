import type { Fault } from '../../config/fault.ts'
import { html, type Markup } from '../../ops/html.ts'
import { explainRuleFault } from '../repair/explain-rule-fault.ts'
import type { Visitor } from '../visit.ts'

/** What is wrong in a file, with the line that each fault is in. */
export const renderFaults = (
  title: string,
  faults: readonly Fault[],
  kind: 'bad' | 'warn',
  visit: Visitor,
): Markup =>
  html`<div class="notice ${kind}"${kind === 'bad' ? html` role="alert"` : null}><h3>${title}</h3><ul>${faults.map(
    ({ line, path, message }) =>
      html`<li>${line === null ? null : html`<strong>${visit.words.settings.ruleLine(line)}</strong> `}<code>${path}</code> ${renderMessage(message, visit)}</li>`,
  )}</ul></div>`

/** In the reader's language; what there are no words for stays as it was told, and it is said in which language that is. */
const renderMessage = (message: string, { words, language }: Visitor): Markup => {
  const explained = explainRuleFault(message, words)
  return language === 'en' || explained !== message
    ? html`${explained}`
    : html`${words.settings.toldInEnglish} <span lang="en">${message}</span>`
}

import type { Statement, Technical } from '../../../schemas/draft.ts'
import { html, type Markup } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'

const sections = [
  'rootCause',
  'diagnosticSteps',
  'resolution',
  'requirements',
  'complications',
  'followUp',
] as const

const mostCommands = 200

/** Only addresses that a browser opens; anything else is told as text. */
export const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url)

/** Copying each command by a button of its own, where they stand between back quotes; else the whole step. */
const createCommands = (visit: Visit) => {
  const { copy, copied } = visit.words.common
  const { technical } = visit.words.drafts
  let count = 0
  const button = (id: string, label: string) =>
    html`<button type="button" class="quiet small" data-copy="${id}" data-copied="${copied}" aria-label="${label}">${copy}</button>`
  return (text: string, isStep: boolean): Markup => {
    const parts = text.split(/(`[^`\n]{1,500}`)/)
    if (count >= mostCommands || (parts.length === 1 && !isStep)) return multiline(text)
    if (parts.length === 1) {
      count += 1
      const id = `command-${count}`
      return html`<span class="step"><span id="${id}">${multiline(text)}</span>${button(id, technical.copyStep(text.slice(0, 60)))}</span>`
    }
    return html`${parts.map((part, place) => {
      // Every second part is what stood between quotes.
      if (place % 2 === 0) return multiline(part)
      count += 1
      const id = `command-${count}`
      const command = part.slice(1, -1)
      return html`<span class="command"><code id="${id}">${command}</code>${button(id, technical.copyCommand(command))}</span>`
    })}`
  }
}

/** Whether all of them stand on the same, which is then said once. */
const shareSources = (statements: readonly Statement[]): boolean => {
  const [first, ...others] = statements.map(({ kind, sources }) => JSON.stringify([kind, sources]))
  return others.length > 0 && statements[0]?.sources.length !== 0 && others.every((each) => each === first)
}

const isEmpty = (technical: Technical): boolean =>
  technical.links.length === 0 && sections.every((section) => technical[section].length === 0)

/**
 * What the agent needs to know to solve it. It stands outside every form, as it must never get into what a customer reads; open, and
 * folded at will.
 */
export const renderTechnical = (
  visit: Visit,
  technical: Technical,
  sourcesOf: (statement: Statement) => Markup,
): Markup => {
  const { technical: words } = visit.words.drafts
  const { copied, newTab } = visit.words.common
  const withCommands = createCommands(visit)
  return html`<details class="card technical" open data-remember="technical" id="technical">
<summary><h3>${words.title}</h3> <span class="tag">${words.forYou}</span></summary>
${isEmpty(technical) ? html`<p class="muted">${words.none}</p>` : null}
${sections.map((section) => {
  const statements = technical[section]
  if (statements.length === 0) return null
  const isSteps = section === 'diagnosticSteps' || section === 'resolution'
  const isShared = shareSources(statements)
  const [first] = statements
  const items = statements.map(
    (statement) =>
      html`<li><span class="plain">${withCommands(statement.text, isSteps)}</span> ${isShared ? null : sourcesOf(statement)}</li>`,
  )
  const heading = html`<h4>${words[section]}${isShared && first !== undefined ? html` ${sourcesOf(first)}` : null}</h4>`
  // Needed once, or later: they make way for the steps.
  if (section === 'requirements' || section === 'followUp')
    return html`<details data-remember="technical-${section}"><summary>${heading} <span class="muted small">(${visit.write.number(statements.length)})</span></summary><ul id="technical-${section}">${items}</ul></details>`
  return html`${heading}${
    isSteps
      ? html`<ol id="technical-${section}">${items}</ol>`
      : html`<ul id="technical-${section}">${items}</ul>`
  }${
    section === 'resolution'
      ? html`<div class="row"><button type="button" data-copy="technical-plain" data-copied="${copied}">${words.copyAll}</button></div><div id="technical-plain" hidden>${statements.map(({ text }, place) => multiline(`${place + 1}. ${text}\n`))}</div>`
      : null
  }`
})}
${
  technical.links.length === 0
    ? null
    : html`<h4>${words.links}</h4><ul>${technical.links.map(({ title, url }) =>
        isWebAddress(url)
          ? html`<li><a href="${url}" target="_blank" rel="noopener noreferrer">${title}<span class="hidden-label"> (${newTab})</span></a></li>`
          : html`<li>${title}: ${url}</li>`,
      )}</ul>`
}
</details>`
}

import type { Statement, Technical } from '../../../schemas/draft.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { multiline } from './multiline.ts'

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

/** Copying each command by a button of its own; they stand between back quotes. */
const createCommands = (visit: Visit) => {
  const { copy, copied } = visit.words.common
  let count = 0
  return (text: string): Markup =>
    html`${text.split(/(`[^`\n]{1,500}`)/).map((part) => {
      if (!/^`[^`]+`$/.test(part) || count >= mostCommands) return multiline(part)
      count += 1
      const command = part.slice(1, -1)
      return html`<span class="command"><code id="command-${count}">${command}</code><button type="button" class="quiet small" data-copy="command-${count}" data-copied="${copied}" aria-label="${visit.words.drafts.technical.copyCommand(command)}">${copy}</button></span>`
    })}`
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
  const items = statements.map(
    (statement) =>
      html`<li><span class="plain">${withCommands(statement.text)}</span> ${sourcesOf(statement)}</li>`,
  )
  return html`<h4>${words[section]}</h4>${
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

import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { PanelFacts } from './panel-facts.ts'

const whoWrites = ({ drafts }: Visit['words'], { llm }: PanelFacts['status']): string => {
  const { start } = drafts
  if (llm === 'off') return start.byPlaybooks
  switch (llm.state.kind) {
    case 'ready':
      return start.byModel(llm.name)
    case 'paused':
      return start.paused
    case 'spent':
      return start.spent
    case 'away':
      return start.away
    default:
      return llm.state satisfies never
  }
}

/** The button that asks for a draft, and who will write it. */
export const renderStart = (
  visit: Visit,
  { place, status, drafts, draft, enabled }: PanelFacts,
): Markup | null => {
  if (!enabled || draft !== null) return null
  const { words, csrf } = visit
  const { start } = words.drafts
  return html`<form id="draft-write" method="post" action="${place.path}" hx-post="${place.path}" hx-target="#draft-writing" hx-include="#reply-text" hx-disable="find button">
<input type="hidden" name="_csrf" value="${csrf}">
<div class="row"><button class="primary" type="submit">${drafts.length === 0 ? start.write : start.writeAnew}</button></div>
<p class="hint small">${whoWrites(words, status)} ${start.nothingSent}</p>
</form>`
}

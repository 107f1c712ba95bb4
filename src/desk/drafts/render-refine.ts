import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { DraftPlace } from './draft-place.ts'

const suggestions = ['shorter', 'formal', 'simpler', 'warmer', 'translateEn', 'translateEs'] as const

/** Changing a draft by an instruction. What stands in the text field goes along, and is kept as a version first. */
export const renderRefine = (visit: Visit, place: DraftPlace, draftId: string): Markup => {
  const { refine } = visit.words.drafts
  const to = `${place.path}/${draftId}/refine`
  return html`<form id="draft-refine" method="post" action="${to}" hx-post="${to}" hx-target="#draft-writing" hx-include="#reply-text, #reply-from" hx-disable="find button" aria-label="${refine.title}">
<input type="hidden" name="_csrf" value="${visit.csrf}">
<div class="row"><label class="wide">${refine.label}<input type="text" name="instruction" maxlength="500" placeholder="${refine.placeholder}" autocomplete="off"></label><button type="submit">${refine.button}</button></div>
<div class="row suggestions" role="group" aria-label="${refine.suggestions}">${suggestions.map((suggestion) => html`<button type="submit" class="small" name="suggestion" value="${refine[suggestion]}">${refine[suggestion]}</button>`)}</div>
</form>`
}

import type { DraftContent } from '../../../schemas/draft.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { PanelFacts } from './panel-facts.ts'

const suggestions = ['shorter', 'formal', 'simpler', 'warmer', 'translateEn', 'translateEs'] as const
type Suggestion = (typeof suggestions)[number]

/** Greetings and farewells of another tone are there in these. */
const toned: ReadonlySet<string> = new Set(['es', 'en'])

/** What can be offered: into the language that it is in, nothing is translated; without a language model, only what is done without. */
const chooseSuggestions = (
  { language, sources }: Pick<DraftContent, 'language' | 'sources'>,
  byModel: boolean,
): Suggestion[] => {
  const isOfPlaybook = sources.some(({ kind }) => kind === 'playbook')
  const canTranslate = (to: string) => language !== to && (byModel || isOfPlaybook)
  const canBe: Record<Suggestion, boolean> = {
    shorter: true,
    formal: byModel || toned.has(language),
    warmer: byModel || toned.has(language),
    simpler: byModel,
    translateEn: canTranslate('en'),
    translateEs: canTranslate('es'),
  }
  return suggestions.filter((suggestion) => canBe[suggestion])
}

/** Changing a draft by an instruction. What stands in the text field goes along, and is kept as a version first. */
export const renderRefine = (
  visit: Visit,
  { place, status }: Pick<PanelFacts, 'place' | 'status'>,
  draftId: string,
  content: DraftContent,
): Markup => {
  const { refine } = visit.words.drafts
  const to = `${place.path}/${draftId}/refine`
  const byModel = status.llm !== 'off' && status.llm.state.kind === 'ready'
  const offered = chooseSuggestions(content, byModel)
  return html`<form id="draft-refine" method="post" action="${to}" hx-post="${to}" hx-target="#draft-writing" hx-include="#reply-text, #reply-from" hx-disable="find button" aria-label="${refine.title}">
<input type="hidden" name="_csrf" value="${visit.csrf}">
<div class="row"><label class="wide">${refine.label}<input type="text" name="instruction" maxlength="500" placeholder="${refine.placeholder}" autocomplete="off"></label><button type="submit">${refine.button}</button></div>
<div class="row suggestions" role="group" aria-label="${refine.suggestions}">${offered.map((suggestion) => html`<button type="submit" class="small" name="suggestion" value="${refine[suggestion]}">${refine[suggestion]}</button>`)}</div>
${byModel ? null : html`<p class="hint small">${refine.withoutModel}</p>`}
</form>`
}

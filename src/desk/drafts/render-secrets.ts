import type { SecretFinding } from '../../assist/vault/vault.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { DraftPlace } from './draft-place.ts'

/** What was found, and where, never the secret itself; going on sends the form that asked once more. */
export const renderSecrets = (
  visit: Visit,
  { place, form, instruction }: { place: DraftPlace; form: string; instruction: string | null },
  findings: readonly SecretFinding[],
): Markup => {
  const { secrets } = visit.words.drafts
  const found = new Set(
    findings.map(({ kind, message }) =>
      secrets.found(
        secrets.kinds[kind],
        message === 0 ? secrets.inText : secrets.inMessage(visit.write.number(message)),
      ),
    ),
  )
  return html`<section class="notice warn stack" role="alert"><h3>${secrets.title}</h3><p>${secrets.text}</p>
<ul>${[...found].map((each) => html`<li>${each}</li>`)}</ul><p class="small">${secrets.hint}</p>
<div class="row"><button type="submit" class="primary" form="${form}" name="masked" value="${instruction ?? 'yes'}">${secrets.goOn}</button><a class="button" href="${place.path}" data-clear="draft-writing">${visit.words.common.cancel}</a></div></section>`
}

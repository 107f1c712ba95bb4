import type { DraftVersion, DraftWithVersions } from '../../assist/assist.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { DraftPlace } from './draft-place.ts'
import { nameMaker } from './name-maker.ts'
import type { NameOf } from './read-names.ts'

const options = (visit: Visit, versions: readonly DraftVersion[], chosen: number): Markup =>
  html`${versions.map(
    ({ number }) =>
      html`<option value="${number}"${number === chosen ? html` selected` : null}>${visit.words.drafts.versions.number} ${number}</option>`,
  )}`

/** Every version, newest first, with comparing any two and bringing one back. Swapped on its own when an edit was kept. */
export const renderVersions = (
  visit: Visit,
  place: DraftPlace,
  draft: DraftWithVersions,
  nameOf: NameOf,
): Markup => {
  const { versions: words } = visit.words.drafts
  const newest = draft.versions.toReversed()
  const at = `${place.path}/${draft.id}`
  const before = newest[1]?.number ?? draft.latest
  return html`<details class="card" id="draft-versions" data-remember="versions"><summary><h3>${words.title} (${visit.write.number(newest.length)})</h3></summary>
<div class="scroll" tabindex="0" role="region" aria-label="${words.title}"><table><caption>${words.caption}</caption>
<thead><tr><th scope="col">${words.number}</th><th scope="col">${words.when}</th><th scope="col">${words.who}</th><th scope="col">${words.how}</th><th scope="col">${words.action}</th></tr></thead>
<tbody>${newest.map(
    (
      version,
    ) => html`<tr><th scope="row">${version.number}</th><td>${visit.write.time(version.at, 'ago')}</td>
<td>${version.madeBy === null ? nameOf(version.who) : nameMaker(visit.words, version.madeBy, version.content.sources)}</td>
<td>${words.kinds[version.kind]}${version.instruction === null ? null : html`<br><q>${version.instruction}</q>`}</td>
<td>${
      version.number === draft.latest
        ? html`<span class="tag">${words.current}</span>`
        : draft.state !== 'open'
          ? null
          : html`<form method="post" action="${at}/restore" hx-post="${at}/restore" hx-target="#drafts-panel" hx-swap="outerHTML" hx-include="#reply-text, #reply-from, #reply-opened"><input type="hidden" name="_csrf" value="${visit.csrf}"><input type="hidden" name="number" value="${version.number}"><button type="submit" aria-label="${words.restoreThis(String(version.number))}">${words.restore}</button></form>`
    }</td></tr>`,
  )}</tbody></table></div>
${
  newest.length < 2
    ? null
    : html`<form class="inline" method="get" action="${at}/compare" hx-get="${at}/compare" hx-target="#draft-compared"><label>${words.from}<select name="from">${options(visit, newest, before)}</select></label><label>${words.to}<select name="to">${options(visit, newest, draft.latest)}</select></label><button type="submit">${words.compare}</button></form>`
}
<div id="draft-compared" aria-live="polite"></div>
</details>`
}

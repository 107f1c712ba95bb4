import { isAtLeast } from '../../../schemas/user.ts'
import type { DraftWithVersions } from '../../assist/assist.ts'
import { html, type Markup } from '../../ops/html.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit } from '../visit.ts'
import { nameMaker } from './name-maker.ts'
import { isGoingOut, type PanelFacts, type PanelState } from './panel-facts.ts'
import { renderEditor } from './render-editor.ts'
import { refreshThread, renderItems } from './render-items.ts'
import { renderRefine } from './render-refine.ts'
import { renderStart } from './render-start.ts'
import { createSourcesOf, renderGrounds } from './render-statements.ts'
import { renderTechnical } from './render-technical.ts'
import { renderVersions } from './render-versions.ts'

const renderDraft = (
  visit: Visit,
  facts: PanelFacts,
  state: PanelState,
  draft: DraftWithVersions,
): Markup => {
  const { draft: words } = visit.words.drafts
  const newest = draft.versions.at(-1)
  if (newest === undefined) return html`<p class="empty">${words.blanked}</p>`
  const { content } = newest
  const made = draft.versions.findLast(({ madeBy }) => madeBy !== null)
  const isFinal = content.outcome === 'final-solution'
  const reject = `${facts.place.path}/${draft.id}/reject`
  return html`<div class="split drafts-split"><section class="card" aria-labelledby="draft-heading">
<div class="head"><h3 id="draft-heading" tabindex="-1"${state.focus === true ? html` autofocus` : null}>${words.response}</h3><span><span class="state ${isFinal ? 'good' : 'busy'}">${words.outcomes[content.outcome]}</span> <span class="muted small">${words.madeBy(nameMaker(visit.words, made?.madeBy ?? null, made?.content.sources))}</span></span></div>
${renderEditor(visit, facts, state)}
${renderGrounds(visit, content, newest.kind === 'edited')}
${renderRefine(visit, facts, draft.id, content)}
<form method="post" action="${reject}" hx-post="${reject}" hx-target="#drafts-panel" hx-swap="outerHTML"><input type="hidden" name="_csrf" value="${visit.csrf}"><div class="row"><button type="submit" class="quiet">${words.reject}</button></div></form>
</section>
<div class="stack">${renderTechnical(visit, content.technical, createSourcesOf(visit, content.sources))}${renderVersions(visit, facts.place, draft, facts.nameOf)}</div></div>`
}

const renderEarlier = (visit: Visit, { drafts, draft, place }: PanelFacts): Markup | null => {
  const { versions } = visit.words.drafts
  const earlier = drafts.filter(({ id }) => id !== draft?.id).slice(0, 20)
  if (earlier.length === 0) return null
  return html`<details class="card" data-remember="earlier"><summary><h3>${versions.earlier} (${visit.write.number(earlier.length)})</h3></summary><ul>${earlier.map(
    (each) =>
      html`<li><a href="${place.path}/${each.id}">${visit.write.time(each.createdAt, 'moment')}</a> <span class="state">${versions.states[each.state]}</span></li>`,
  )}</ul></details>`
}

/** Everything about answering one ticket. Swapped as a whole (`#drafts-panel`) when something was done. */
export const renderPanel = (visit: Visit, facts: PanelFacts, state: PanelState = {}): Markup => {
  const { drafts: words } = visit.words
  const { place, draft } = facts
  // Whatever somebody has typed stays where they can go on with it.
  const isBusy = state.text === undefined && facts.items.some(isGoingOut)
  const notices = (state.notices ?? []).map((code) => html`<p class="notice">${words.notices[code]}</p>`)
  return html`<div id="drafts-panel" class="stack drafts" data-path="${place.path}">
<h2>${words.title}</h2>
<div id="draft-said" role="status" aria-live="polite">${state.notice === undefined ? null : html`<p class="notice">${state.notice}</p>`}${notices}</div>
${renderItems(visit, facts, { alone: isBusy, focusItem: state.focusItem })}
<div id="draft-writing"></div>${state.refreshThread === true ? refreshThread(place) : null}
${
  isBusy
    ? null
    : draft !== null
      ? renderDraft(visit, facts, state, draft)
      : html`<section class="card">${renderStart(visit, facts)}${
          facts.enabled ? html`<h3>${words.start.yourself}</h3>` : null
        }${renderEditor(visit, facts, state)}</section>`
}
${
  state.ownText === undefined
    ? null
    : html`<details class="card" open><summary><h3>${words.item.lines}</h3></summary><div class="plain" id="own-text">${multiline(state.ownText)}</div><div class="row"><button type="button" data-copy="own-text" data-copied="${visit.words.common.copied}">${visit.words.common.copy}</button></div></details>`
}
${renderEarlier(visit, facts)}
<details class="card" hx-get="${place.ticketPath}/calls" hx-trigger="toggle once" hx-target="find .calls"><summary><h3>${words.calls.title}</h3></summary><div class="calls"><a href="${place.ticketPath}/calls">${words.calls.title}</a></div></details>
${visit.user !== null && isAtLeast(visit.user.role, 'supervisor') ? html`<p class="small"><a href="/drafts/quality">${words.quality.link}</a></p>` : null}
</div>`
}

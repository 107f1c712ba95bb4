import { presentKept } from '../../api/present-kept.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { renderKept } from './render-kept.ts'
import { renderModelInUse } from './render-model-in-use.ts'
import { renderModels } from './render-models.ts'
import { renderTriage } from './render-triage.ts'

const later = (id: string, title: string, address: string, loading: string): Markup =>
  html`<section class="card report" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><div hx-get="${address}" hx-trigger="load" aria-live="polite"><p class="muted">${loading}</p></div></section>`

/** How good the classifier is, what triage does with it, and who may change that. What takes long comes after the page. */
export const showClassifier = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { words } = visit
  const [models, kept, triage] = await Promise.all([
    desk.bundles.list(),
    presentKept(desk.ledger, { since: undefined, now: desk.clock.now() }),
    desk.triage?.status() ?? null,
  ])
  const used = models.find(({ inUse }) => inUse) ?? null
  const { loading } = words.common
  return {
    kind: 'page',
    title: words.classifier.title,
    place: 'classifier',
    styles: ['classifier.css'],
    body: html`<div class="head"><h1>${words.classifier.title}</h1><a href="/drafts/quality">${words.drafts.quality.link}</a></div>
<div class="split">
<div class="stack">
${renderModelInUse(used, visit)}
${
  used === null || used.sha256 === null
    ? null
    : later('model-figures', words.classifier.figures, `/classifier/models/${used.name}/figures`, loading)
}
${renderKept(kept.figures, visit)}
</div>
<div class="stack">
${renderModels(models, triage?.learning ?? null, visit)}
</div>
</div>
${renderTriage(triage, visit)}
${
  desk.triage === null
    ? null
    : html`${later('errors', words.classifier.errors, '/classifier/errors', loading)}
${(triage?.helpdesks ?? []).map(({ helpdesk }, place) =>
  later(
    `shadow-${place}`,
    `${words.classifier.shadow} · ${helpdesk}`,
    `/classifier/shadow/${encodeURIComponent(helpdesk)}`,
    loading,
  ),
)}`
}`,
  }
}

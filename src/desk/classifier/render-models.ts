import { isAtLeast } from '../../../schemas/user.ts'
import type { ListedBundle } from '../../classify/bundles/bundle.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { LearningStatus } from '../../triage/triage.ts'
import type { Visitor } from '../visit.ts'

/** Champion, challengers and former models with their figures; an admin may choose. And what is learnt next. */
export const renderModels = (
  models: readonly ListedBundle[],
  learning: LearningStatus | null,
  visit: Visitor,
): Markup => {
  const { words, csrf, user } = visit
  const { classifier: texts } = words
  const mayChoose = isAtLeast(user.role, 'admin')
  const used = models.findIndex(({ inUse }) => inUse)
  return html`<section class="card" aria-labelledby="models"><h2 id="models">${texts.models}</h2><p class="muted small">${texts.modelsMean}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.models}: ${words.common.table}"><table class="as-cards">
<thead><tr><th scope="col">${texts.name}</th><th scope="col">${texts.state}</th><th scope="col" class="number">${texts.accuracy}</th><th scope="col" class="number">${texts.macroF1}</th></tr></thead>
<tbody>${models.map((model, place) => renderModel(model, { visit, isNewer: place < used, mayChoose }))}</tbody></table></div>
${
  mayChoose && models.length > 1
    ? html`<form method="post" action="/classifier/roll-back"><input type="hidden" name="_csrf" value="${csrf}"><button>${texts.rollBack}</button></form>`
    : null
}
${learning === null ? null : renderLearning(learning, visit)}</section>`
}

const renderModel = (
  { name, inUse, about, fault }: ListedBundle,
  { visit, isNewer, mayChoose }: { visit: Visitor; isNewer: boolean; mayChoose: boolean },
): Markup => {
  const { words, write, csrf } = visit
  const { classifier: texts } = words
  const category = about?.targets.find(({ target }) => target === 'category')?.about ?? null
  const state =
    fault !== null
      ? html`<span class="state bad" title="${fault}">${texts.damaged}</span>`
      : inUse
        ? html`<span class="state good">${texts.champion}</span>`
        : html`<span class="state">${isNewer ? texts.challenger : texts.former}</span>`
  const choose =
    !mayChoose || inUse || fault !== null
      ? null
      : html`<form method="post" action="/classifier/models/${encodeURIComponent(name)}/promote"><input type="hidden" name="_csrf" value="${csrf}"><button aria-label="${texts.promote}: ${name}">${texts.promote}</button></form>`
  return html`<tr><th scope="row">${name}<br><span class="muted small">${about === null ? null : write.time(about.trainedAt, 'day')}</span></th><td data-label="${texts.state}">${state}${choose}</td>
<td class="number" data-label="${texts.accuracy}">${write.share(category?.accuracy ?? null, 1)}</td><td class="number" data-label="${texts.macroF1}">${write.share(category?.macroF1 ?? null, 1)}</td></tr>`
}

const renderLearning = (learning: LearningStatus, { words, write, csrf }: Visitor): Markup => {
  const { classifier: texts } = words
  return html`<h3>${texts.learning}</h3>
<dl class="facts"><dt>${texts.lastLearnt}</dt><dd>${learning.lastAt === null ? texts.neverYet : write.time(learning.lastAt, 'ago')}${learning.lastResult === null ? null : html`<br><span class="muted small">${learning.lastResult}</span>`}</dd>
<dt>${texts.newLabels}</dt><dd>${write.number(learning.newLabels)}</dd>
${learning.nextAt === null ? null : html`<dt>${texts.next}</dt><dd>${write.time(learning.nextAt, 'ago')}</dd>`}</dl>
${learning.drift
  .filter(({ isOver }) => isOver)
  .map(
    ({ kind, value }) =>
      html`<p class="notice warn">${texts.drift[kind]}: ${write.number(value, 2)} (${texts.driftOver})</p>`,
  )}
<form method="post" action="/classifier/learn"><input type="hidden" name="_csrf" value="${csrf}"><button>${texts.learnNow}</button></form>`
}

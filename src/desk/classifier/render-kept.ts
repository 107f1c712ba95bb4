import type { KeptFigure } from '../../../schemas/kept.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'

/** How often agents left tickets as they were filed, by source and by who had decided. */
export const renderKept = (figures: readonly KeptFigure[], { words, write, language }: Visitor): Markup => {
  const { classifier: texts, common } = words
  return html`<section class="card" aria-labelledby="kept"><h2 id="kept">${texts.kept}</h2><p class="muted small">${texts.keptMeans}</p>
${
  figures.length === 0
    ? html`<p class="empty">${texts.noKept}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.kept}: ${common.table}"><table class="as-cards">
<thead><tr><th scope="col">${texts.source}</th><th scope="col">${texts.decidedBy}</th><th scope="col">${texts.category}</th><th scope="col" class="number">${texts.lookedAt}</th><th scope="col" class="number">${texts.keptShare}</th><th scope="col" class="number">${texts.changed}</th><th scope="col" class="number">${texts.untold}</th></tr></thead>
<tbody>${figures.map(
        (each) =>
          html`<tr><th scope="row">${each.source}</th><td data-label="${texts.decidedBy}">${common.decidedBy[each.decided_by]}</td><td data-label="${texts.category}">${each.category === null ? texts.allCategories : describeCategory(each.category, language)}</td><td class="number" data-label="${texts.lookedAt}">${write.number(each.looked_at)}</td><td class="number" data-label="${texts.keptShare}">${write.share(each.share)}${
            each.share === null
              ? null
              : html` <span class="muted small">${texts.between(write.share(each.low), write.share(each.high))}</span>`
          }</td><td class="number" data-label="${texts.changed}">${write.number(each.changed)}</td><td class="number" data-label="${texts.untold}">${write.number(each.untold)}</td></tr>`,
      )}</tbody></table></div>`
}</section>`
}

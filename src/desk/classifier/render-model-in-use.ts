import type { ListedBundle } from '../../classify/bundles/bundle.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'

/** Where the texts of a training came from: the name of a help desk, or what ships. */
const describeOrigin = (from: string, texts: Visitor['words']['classifier']): string =>
  from === 'own text' ? texts.shippedTexts : from

/** Which model answers, what it was made of, and how good it is at telling categories. */
export const renderModelInUse = (model: ListedBundle | null, { words, write }: Visitor): Markup => {
  const { classifier: texts } = words
  const about = model?.about ?? null
  if (model === null || about === null)
    return html`<section class="card" aria-labelledby="in-use"><h2 id="in-use">${texts.inUse}</h2><p class="empty">${texts.noModel}</p></section>`
  const category = about.targets.find(({ target }) => target === 'category')?.about ?? null
  return html`<section class="card" aria-labelledby="in-use"><h2 id="in-use">${texts.inUse}: ${model.name}</h2>
${
  category === null
    ? null
    : html`<dl class="figures">
<div><dt>${texts.accuracy}</dt><dd>${write.share(category.accuracy, 1)}</dd></div>
<div><dt>${texts.macroF1}</dt><dd>${write.share(category.macroF1, 1)}</dd></div>
<div><dt>${texts.decides}</dt><dd>${write.share(category.coverage)}</dd></div>
<div><dt>${texts.ofWhichRight}</dt><dd>${category.coverage === 0 ? '–' : write.share(category.precision, 1)}</dd></div>
<div><dt>${texts.ece}</dt><dd>${write.share(category.ece, 1)}</dd></div>
</dl><p class="muted small">${texts.heldOut}</p>`
}
<dl class="facts"><dt>${texts.trainedAt}</dt><dd>${write.time(about.trainedAt, 'day')}</dd><dt>${texts.trainedFrom}</dt><dd>${describeOrigin(about.from, texts)}${
    category === null ? null : html` · ${write.number(category.texts)}`
  }</dd></dl>
${model.name === 'starter' ? html`<p class="muted small">${texts.shipped}</p>` : null}</section>`
}

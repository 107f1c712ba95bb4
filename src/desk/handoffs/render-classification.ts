import type { Classification } from '../../../schemas/classification.ts'
import type { Handoff } from '../../../schemas/handoff.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { describeReason } from '../../classify/describe-reason.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'

const renderSteps = ({ steps = [] }: Classification, visit: Visit): Markup | null => {
  const { one } = visit.words.handoffs
  if (steps.length === 0) return null
  return html`<details><summary>${one.steps}</summary><div class="scroll" tabindex="0" role="region" aria-label="${one.steps}"><table aria-label="${one.steps}">
<thead><tr><th scope="col">${one.step}</th><th scope="col">${one.verdict}</th><th scope="col">${one.leaning}</th><th scope="col" class="number">${one.confidence}</th><th scope="col" class="number">${one.took}</th></tr></thead>
<tbody>${steps.map(
    ({ step, verdict, category, confidence, ms }) =>
      html`<tr><th scope="row">${one.stepNames[step]}</th><td>${one.verdicts[verdict]}</td><td>${category === null ? '–' : describeCategory(category, visit.language)}</td><td class="number">${visit.write.share(confidence)}</td><td class="number">${visit.write.number(ms, 1)} ms</td></tr>`,
  )}</tbody></table></div></details>`
}

/** Who decided, how sure, and why. */
export const renderClassification = (
  classification: Classification | null,
  handoff: Handoff | null,
  visit: Visit,
): Markup => {
  const { common, handoffs: texts } = visit.words
  const { one } = texts
  const said = handoff?.category ?? null
  const described = said === null ? '' : describeCategory(said, visit.language)
  const bot =
    said === null
      ? null
      : html`<dt>${one.botSaid}</dt><dd>${described}${described === said ? null : html` <span class="muted small">(${said})</span>`}</dd>`
  if (classification === null)
    return html`<p class="muted">${one.unclassified}</p>${bot === null ? null : html`<dl class="facts">${bot}</dl>`}`
  const { category, decidedBy, confidence, reasons, model = null } = classification
  return html`<dl class="facts">
<dt>${texts.category}</dt><dd>${category === null ? texts.undecided : describeCategory(category, visit.language)}</dd>
<dt>${one.decidedBy}</dt><dd>${common.decidedBy[decidedBy]}</dd>
<dt>${one.confidence}</dt><dd>${confidence === null ? one.unknownConfidence : visit.write.share(confidence)}</dd>
${bot}${model === null ? null : html`<dt>${one.model}</dt><dd>${model}</dd>`}</dl>
${reasons.length === 0 ? null : html`<h3>${one.because}</h3><ul class="plain">${reasons.map((reason) => html`<li>${describeReason(reason, visit.language)}</li>`)}</ul>`}
${renderSteps(classification, visit)}`
}

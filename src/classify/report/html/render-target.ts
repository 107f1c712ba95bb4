import { html, type Markup } from '../../../ops/html.ts'
import type { Evaluation } from '../../model/evaluate/evaluation.ts'
import type { ReportedLabelError, TargetReport } from '../report.ts'
import type { ReportWords } from '../report-words.ts'
import { drawConfusions } from './draw-confusions.ts'
import { type CoverageChart, drawCoverage } from './draw-coverage.ts'
import { drawLearning } from './draw-learning.ts'
import { drawReliability } from './draw-reliability.ts'
import { drawShares } from './draw-shares.ts'
import { type ClassOrder, renderClasses } from './render-classes.ts'
import { renderTable, renderTableBehind, type TableColumn } from './render-table.ts'

/** Everything about one target: the plain sentence first, then figures, warnings, charts, classes, and what to look at. */
export const renderTarget = (
  target: TargetReport,
  { id, words, order }: { id: string; words: ReportWords; order: ClassOrder },
): Markup => {
  const { texts, count, percent } = words
  const { evaluation } = target
  const { decision, strangers } = evaluation
  const about = [
    texts.countClasses(count(evaluation.classes.length)),
    texts.countTexts(count(target.texts)),
    ...(target.seconds === null ? [] : [texts.trainedIn(count(Math.ceil(target.seconds)))]),
  ]
  return html`<section class="target" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${words.target(target.target)}</h2>
<p class="soft">${about.join(' · ')}</p>
<p class="headline">${words.headline(target)}</p>
${drawShares(decision, words)}
<p>${texts.threshold(percent(decision.threshold))} ${texts.basis[decision.basis](percent(decision.wanted))}${
    strangers.texts === 0 ? null : ` ${texts.strangers(count(strangers.abstained), count(strangers.texts))}`
  }</p>
${renderFigures(target, words)}
${
  target.warnings.length === 0
    ? null
    : html`<div class="warnings"><h3>${texts.warnings}</h3><ul>${target.warnings.map((warning) => html`<li>${words.warning(warning)}</li>`)}</ul></div>`
}
${
  evaluation.texts === 0
    ? null
    : html`<div class="charts">${drawCoverage(coverageOf(evaluation, words), words)}${drawReliability(evaluation.reliability, words)}${drawLearning(target.learning, words)}${renderLanguages(target, words)}</div>
${drawConfusions(evaluation, words)}
${renderMergeable(target, words)}
${renderLabelErrors(target, words)}
${renderClasses(evaluation.classes, order, words)}`
}
${renderDropped(target.dropped, words)}
${renderSettings(target, words)}
</section>
`
}

const coverageOf = ({ coverage, decision }: Evaluation, words: ReportWords): CoverageChart => ({
  points: coverage,
  texts: decision.texts,
  wanted: decision.wanted,
  chosen: { coverage: decision.coverage, precision: decision.precision, label: words.chosen(decision) },
})

/** Why texts were left out, and how many; nothing when none were. */
export const renderDropped = (dropped: TargetReport['dropped'], words: ReportWords): Markup =>
  dropped.length === 0
    ? html``
    : html`<div class="block"><h3>${words.texts.dropped}</h3>${renderTable(
        words.texts.dropped,
        [
          { title: words.texts.reason, cell: ({ reason }) => words.dropReason(reason), kind: 'name' },
          { title: words.texts.texts, cell: ({ texts }) => words.count(texts), kind: 'number' },
        ],
        dropped,
      )}</div>`

const renderFigures = ({ evaluation }: TargetReport, { texts, percent }: ReportWords): Markup => {
  const { accuracy, macroF1, reliability, majority } = evaluation
  const often =
    majority === null ? null : html` ${texts.majority(majority.label, percent(majority.accuracy))}`
  return html`<dl class="figures">
<div><dt>${texts.accuracy}</dt><dd>${percent(accuracy, 1)}<span class="soft">${texts.accuracyMeans}.${often}</span></dd></div>
<div><dt>${texts.macroF1}</dt><dd>${percent(macroF1, 1)}<span class="soft">${texts.macroF1Means}</span></dd></div>
<div><dt>${texts.ece}</dt><dd>${percent(reliability.ece, 1)}<span class="soft">${texts.eceMeans}</span></dd></div>
</dl>`
}

const renderLanguages = ({ evaluation: { languages } }: TargetReport, words: ReportWords): Markup => {
  const { texts, count, percent } = words
  if (languages.every(({ language }) => language === 'und')) return html``
  return html`<div><h3>${texts.languages}</h3>${renderTable(
    texts.languages,
    [
      { title: texts.languageName, cell: ({ language }) => words.languageName(language), kind: 'name' },
      { title: texts.texts, cell: ({ support }) => count(support), kind: 'number' },
      { title: texts.accuracy, cell: ({ accuracy }) => percent(accuracy), kind: 'number' },
      { title: texts.macroF1, cell: ({ macroF1 }) => percent(macroF1), kind: 'number' },
    ],
    languages,
  )}</div>`
}

const renderMergeable = ({ mergeable }: TargetReport, words: ReportWords): Markup => {
  const { texts } = words
  return html`<div class="block"><h3>${texts.mergeable}</h3>${
    mergeable.length === 0
      ? html`<p>${texts.noMergeable}</p>`
      : html`<p class="soft">${texts.mergeableMeans}</p><ul>${mergeable.map((pair) => html`<li>${words.merge(pair)}</li>`)}</ul>`
  }</div>`
}

/** At most so many are looked at without being asked for. */
const labelErrorsAtOnce = 15

const renderLabelErrors = ({ labelErrors }: TargetReport, words: ReportWords): Markup => {
  const { texts, percent } = words
  const columns: TableColumn<ReportedLabelError>[] = [
    { title: texts.reference, cell: ({ reference }) => reference, kind: 'name' },
    { title: texts.filedAs, cell: ({ label }) => label ?? texts.noClass },
    { title: texts.looksLike, cell: ({ predicted }) => predicted },
    { title: texts.confidence, cell: ({ confidence }) => percent(confidence), kind: 'number' },
  ]
  const rest = labelErrors.slice(labelErrorsAtOnce)
  const more = `+ ${words.count(rest.length)}`
  return html`<div class="block"><h3>${texts.labelErrors}</h3>${
    labelErrors.length === 0
      ? html`<p>${texts.noLabelErrors}</p>`
      : html`<p class="soft">${texts.labelErrorsMeans}</p>${renderTable(texts.labelErrors, columns, labelErrors.slice(0, labelErrorsAtOnce))}`
  }${rest.length === 0 ? null : renderTableBehind(more, texts.labelErrors, columns, rest)}</div>`
}

const renderSettings = ({ settings }: TargetReport, { texts }: ReportWords): Markup => {
  const named = Object.entries(settings)
  return named.length === 0
    ? html``
    : html`<p class="soft">${texts.settings}: ${named.map(([name, value]) => `${name} ${value ?? texts.none}`).join(', ')}</p>`
}

import { html, type Markup } from '../../../ops/html.ts'
import type { ClassFigures } from '../../model/evaluate/evaluation.ts'
import type { ReportWords } from '../report-words.ts'
import { renderTable } from './render-table.ts'

/** `f1`: worst first. `support`: those with most texts first. `label`: by name. */
export type ClassOrder = 'f1' | 'support' | 'label'

/** The figures of every class that occurs, in the wanted order. */
export const renderClasses = (
  classes: readonly ClassFigures[],
  order: ClassOrder,
  words: ReportWords,
): Markup => {
  const { texts, count, percent } = words
  const part = (value: number | null) => (value === null ? '–' : percent(value))
  const rows = classes
    .filter(({ support, predicted }) => support + predicted > 0)
    .sort((one, other) => compare(one, other, order))
  return html`<div class="block"><h3>${texts.classes}</h3>
<p class="soft">${texts.precision}: ${texts.precisionMeans}. ${texts.recall}: ${texts.recallMeans}.</p>
${renderTable(
  texts.classes,
  [
    { title: texts.class, cell: ({ label }) => label, kind: 'name' },
    { title: texts.texts, cell: ({ support }) => count(support), kind: 'number' },
    {
      title: texts.precision,
      cell: ({ precision }) => part(precision),
      kind: 'number',
      means: texts.precisionMeans,
    },
    { title: texts.recall, cell: ({ recall }) => part(recall), kind: 'number', means: texts.recallMeans },
    { title: texts.f1, cell: ({ f1 }) => percent(f1), kind: 'number' },
    { title: '', cell: ({ f1 }) => drawBar(f1), kind: 'bar' },
  ],
  rows,
)}</div>`
}

const compare = (one: ClassFigures, other: ClassFigures, order: ClassOrder): number => {
  const byName = one.label < other.label ? -1 : 1
  switch (order) {
    case 'f1':
      return one.f1 - other.f1 || other.support - one.support || byName
    case 'support':
      return other.support - one.support || byName
    case 'label':
      return byName
    default:
      return order satisfies never
  }
}

const drawBar = (part: number): Markup =>
  html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="10"/><rect class="good" width="${100 * part}" height="10"/></svg>`

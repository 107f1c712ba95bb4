import { html, type Markup } from '../../../ops/html.ts'
import { tabulateConfusions } from '../../model/evaluate/count-confusions.ts'
import type { Confusion } from '../../model/evaluate/evaluation.ts'
import type { ReportWords } from '../report-words.ts'
import { shortenLabel } from '../shorten-label.ts'
import { chooseMatrixClasses, type MatrixClass } from './choose-matrix-classes.ts'
import { renderTableBehind } from './render-table.ts'

const largestMatrix = 30
const longestLabel = 26
const characterWidth = 7
const listed = 20

/** Right classes against answers as a heat map of the rows' parts, and the largest confusions as a table. */
export const drawConfusions = (
  evaluation: { classes: readonly MatrixClass[]; confusions: readonly Confusion[] },
  words: ReportWords,
): Markup => {
  const { texts, count } = words
  const classes = chooseMatrixClasses(evaluation, largestMatrix)
  const all = evaluation.classes.filter(({ support, predicted }) => support + predicted > 0).length
  const shown =
    all > classes.length ? html` ${texts.confusionsPart(count(classes.length), count(all))}` : null
  return html`<figure class="block"><h3>${texts.confusions}</h3><figcaption>${texts.confusionsMeans}${shown}</figcaption>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.confusions}">${drawMatrix(
    classes.map(({ label }) => label),
    tabulateConfusions(classes, evaluation.confusions),
    classes.map(({ support }) => support),
    words,
  )}</div>
${
  evaluation.confusions.length === 0
    ? html`<p>${texts.noConfusions}</p>`
    : renderTableBehind(
        texts.table,
        texts.confusions,
        [
          { title: texts.rightClass, cell: ({ label }) => label, kind: 'name' },
          { title: texts.answer, cell: ({ predicted }) => predicted ?? texts.noClass },
          { title: texts.texts, cell: (confusion) => count(confusion.texts), kind: 'number' },
        ],
        evaluation.confusions.slice(0, listed),
      )
}</figure>`
}

const cellSize = (classes: number): number => (classes <= 5 ? 56 : classes <= 12 ? 40 : 24)

const drawMatrix = (
  labels: readonly string[],
  matrix: readonly (readonly number[])[],
  supports: readonly number[],
  { texts, count }: ReportWords,
): Markup => {
  const names = labels.map((label) => shortenLabel(label, longestLabel))
  const longest = Math.max(texts.rightClass.length + 2, ...names.map((name) => name.length))
  const margin = 22 + characterWidth * longest
  const size = cellSize(labels.length)
  const across = margin + size * labels.length + 8
  const cells = matrix.flatMap((row, at) =>
    row.flatMap((value, column) => {
      if (value === 0) return []
      const part = value / Math.max(1, supports[at] ?? 0)
      const [x, y] = [margin + column * size, margin + at * size]
      const strength = 0.12 + 0.88 * part
      return [
        html`<rect class="${at === column ? 'good' : 'bad'}" fill-opacity="${strength}" x="${x + 0.5}" y="${y + 0.5}" width="${size - 1}" height="${size - 1}"><title>${labels[at] ?? ''} → ${labels[column] ?? ''}: ${count(value)}</title></rect><text class="number${strength > 0.55 ? ' on-fill' : ''}" x="${x + size / 2}" y="${y + size / 2 + 3.5}">${value}</text>`,
      ]
    }),
  )
  return html`<svg width="${across}" height="${across}" viewBox="0 0 ${across} ${across}" role="img" aria-label="${texts.confusions}">
<rect class="cell" x="${margin}" y="${margin}" width="${size * labels.length}" height="${size * labels.length}"/>
<text class="tick" x="0" y="${margin - 6}">${texts.rightClass} ↓</text>
<text class="tick" x="${margin}" y="11">${texts.answer} →</text>
${names.map((name, at) => {
  const middle = margin + (at + 0.5) * size + 4
  return html`<text class="tick" x="${margin - 6}" y="${middle}" text-anchor="end">${name}</text><text class="tick" transform="translate(${middle} ${margin - 6}) rotate(-90)">${name}</text>`
})}
${cells}
</svg>`
}

import { html, type Markup, type Piece } from '../../../ops/html.ts'

export interface TableColumn<Row> {
  title: string
  cell: (row: Row) => Piece
  /** `name` heads its row; `number` is set to the right; `word` is not broken; `bar` is left out on a narrow screen. */
  kind?: 'name' | 'number' | 'word' | 'bar'
  /** What the title means. */
  means?: string
}

/** A table that scrolls by itself where it is too wide; `caption` names it. */
export const renderTable = <Row>(
  caption: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): Markup => html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${columns.map(({ title, kind, means }) =>
  title === ''
    ? html`<td class="${classOf(kind)}"></td>`
    : html`<th scope="col" class="${classOf(kind)}"${means === undefined ? null : html` title="${means}"`}>${title}</th>`,
)}</tr></thead>
<tbody>${rows.map(
  (row) =>
    html`<tr>${columns.map(({ cell, kind }) =>
      kind === 'name'
        ? html`<th scope="row">${cell(row)}</th>`
        : html`<td class="${classOf(kind)}">${cell(row)}</td>`,
    )}</tr>
`,
)}</tbody></table></div>`

/** The same behind a chart, folded away. */
export const renderTableBehind = <Row>(
  summary: string,
  caption: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): Markup => html`<details><summary>${summary}</summary>${renderTable(caption, columns, rows)}</details>`

const classOf = (kind: TableColumn<unknown>['kind']): string => {
  if (kind === 'number') return 'n'
  return kind === 'bar' || kind === 'word' ? kind : ''
}

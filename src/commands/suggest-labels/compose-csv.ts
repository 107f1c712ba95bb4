/** What a spreadsheet would take for a formula, and reckon (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r]/

/**
 * A CSV file with a row of names, for spreadsheets and for `relevo train`: every cell that a spreadsheet would reckon has an apostrophe
 * before it, which a training takes away again. Begins with a byte order mark, by which Excel knows UTF-8. Pure.
 */
export const composeCsv = (
  names: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: ',' | ';',
): string =>
  `\uFEFF${[names, ...rows].map((cells) => `${cells.map((cell) => quote(defuse(cell), delimiter)).join(delimiter)}\r\n`).join('')}`

const defuse = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)

const quote = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

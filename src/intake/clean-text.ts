// Control characters but tab and line breaks: no help desk shows them, and PostgreSQL refuses NUL.
const controls = /[\p{Cc}--[\t\n\r]]/gv

/** Text without control characters and lone surrogates (these become U+FFFD). Everything else stays as it was written. */
export const cleanText = (text: string): string =>
  (text.isWellFormed() ? text : text.toWellFormed()).replace(controls, '')

import { escapeCharacters } from '../ops/escape-characters.ts'
import { cleanText } from './clean-text.ts'

const hasLayout = /[\t\n]|^ | {2}/

/** Text made safe for HTML, in an element or a quoted attribute. */
export const escapeHtml = (text: string): string => escapeCharacters(cleanText(text))

/**
 * Text made safe and shown exactly as it was written: line breaks stay, and so do runs of spaces and indents, which HTML
 * would fold into one. `white-space: pre-wrap` would be shorter, but help desks strip styles.
 */
export const escapeAsWritten = (text: string): string => {
  const escaped = escapeCharacters(cleanText(text))
  return hasLayout.test(escaped)
    ? escaped
        .replace(/\t/g, '    ')
        .replace(/(^|\n) /g, '$1&nbsp;')
        .replace(/ {2,}/g, (run) => `${'&nbsp;'.repeat(run.length - 1)} `)
        .replace(/\n/g, '<br>')
    : escaped
}

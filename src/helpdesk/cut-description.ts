import type { FileToAttach } from './helpdesk.ts'

/** What is kept of the end, where the hand-off's reference stands by which a ticket is found again. */
const keptEnd = 400
const mark = '\n\n[…]\n\n'

/**
 * A description that the helpdesk finds too long, as plain text cut in its middle, and as a text file that holds all of it.
 * `limit` counts characters of the HTML that is sent.
 */
export const cutDescription = (html: string, limit: number): { html: string; file: FileToAttach } => {
  const text = toPlainText(html)
  let length = Math.min(text.length, limit)
  let cut = wrap(text, length)
  // Escaping makes some texts longer; a few rounds reach the limit.
  while (cut.length > limit && length > keptEnd) {
    length = Math.max(keptEnd, Math.floor(length * 0.8))
    cut = wrap(text, length)
  }
  const bytes = new TextEncoder().encode(text)
  return { html: cut, file: { name: 'hand-off.txt', contentType: 'text/plain', bytes } }
}

const wrap = (text: string, length: number): string => {
  const end = Math.min(keptEnd, Math.floor(length / 2))
  const shown = text.length <= length ? text : `${text.slice(0, length - end)}${mark}${text.slice(-end)}`
  return `<div>${escapeText(shown.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, ''))}</div>`
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}

// The HTML is our own, so its few forms are known.
const toPlainText = (html: string): string =>
  html
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d|blockquote|table|ul|ol|dl|dt|dd)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>')

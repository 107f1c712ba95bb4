import { escapeHtml } from '../helpdesk/escape-html.ts'

const lineBreaks = /\r\n?|\u2028|\u2029/g
const controls = /[\p{Cc}--[\n\t]]/gv
/** Something to see, which spaces and characters of no width are not. */
const visible = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}]/u
const blankLines = /\n[\t ]*(?:\n[\t ]*)+/

// Neither quotes nor angle brackets, nor characters that turn the direction of what is read: a link must lead where it says.
const address = /https?:\/\/[^\s<>"'`\p{Cf}]+/giu
const punctuation = new Set('.,;:!?…*_~')
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

const count = (text: string, character: string): number => text.split(character).length - 1

/** An address without the punctuation of the sentence that it stands in; a closing bracket belongs to it when it opens there. */
const trimAddress = (text: string): string => {
  // Counted once: strangers write thousands of brackets.
  const tooMany = new Map(
    Object.entries(brackets).map(([closing, opening]) => [
      closing,
      count(text, closing) - count(text, opening),
    ]),
  )
  let end = text.length
  for (; end > 0; end--) {
    const last = text[end - 1] ?? ''
    const surplus = tooMany.get(last) ?? 0
    if (surplus > 0) tooMany.set(last, surplus - 1)
    else if (!punctuation.has(last)) break
  }
  return text.slice(0, end)
}

/** A name before an `@` looks like the host and is not. */
const isPlainAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { username, password, hostname } = new URL(text)
  return username === '' && password === '' && hostname !== ''
}

const withLinks = (text: string): string => {
  let html = ''
  let from = 0
  for (const match of text.matchAll(address)) {
    const found = trimAddress(match[0])
    if (!isPlainAddress(found)) continue
    const shown = escapeHtml(found)
    html += `${escapeHtml(text.slice(from, match.index))}<a href="${shown}" rel="noopener noreferrer nofollow">${shown}</a>`
    from = match.index + found.length
  }
  return html + escapeHtml(text.slice(from))
}

/**
 * Plain text as HTML for a help desk: everything in it is escaped, blank lines part paragraphs, line breaks stay, and http(s)
 * addresses become links that show where they lead. '' for text with nothing to see in it.
 */
export const textToHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(lineBreaks, '\n')
    .replace(controls, '')
    .split(blankLines)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => visible.test(paragraph))
    .map((paragraph) => `<p>${withLinks(paragraph)}</p>`)
    .join('')

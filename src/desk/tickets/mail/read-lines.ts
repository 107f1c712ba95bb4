/** A line of a mail as a reader sees it, or an element that holds what was said before; offsets into its HTML. */
export interface MailItem {
  kind: 'line' | 'quote' | 'signature'
  /** Of a line; trimmed. */
  text: string
  start: number
  end: number
}

// A tag or comment that is not closed ends with the text, as in a browser: nothing is looked for from every opening anew.
const tagPattern = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)([^>]*)>?/gi
const blocks = new Set(
  'address article blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 head header hr html li main ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const hidden = new Set(['script', 'style', 'title'])
const quoteMark =
  /\b(?:class|id)\s*=\s*["']?[^"'>]*\b(?:gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|freshdesk_quote|zmail_extra|appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|reply-intro)\b/i
const signatureMark =
  /\b(?:class|id)\s*=\s*["']?[^"'>]*\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature)\b/i
const entities: Record<string, string> = { nbsp: ' ', lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }

const readable = (text: string): string =>
  text.replace(/&(nbsp|lt|gt|amp|quot|#39);/g, (whole, name: string) => entities[name] ?? whole)

const kindOf = (name: string, attributes: string): 'quote' | 'signature' | null => {
  if (name === 'blockquote' || quoteMark.test(attributes)) return 'quote'
  return signatureMark.test(attributes) ? 'signature' : null
}

/**
 * A mail's HTML as lines and quoted elements, in order and without gaps. Pure; takes time in proportion to the length. What is in a
 * quoted element is not looked into.
 */
export const readLines = (html: string): MailItem[] => {
  const items: MailItem[] = []
  let lineStart = 0
  let text = ''
  let read = 0
  let inside: { kind: 'quote' | 'signature'; name: string; depth: number; start: number } | null = null
  let isHidden: string | null = null

  const endLine = (end: number): void => {
    if (end > lineStart) items.push({ kind: 'line', text: readable(text).trim(), start: lineStart, end })
    lineStart = end
    text = ''
  }
  tagPattern.lastIndex = 0
  for (const match of html.matchAll(tagPattern)) {
    const [whole, slash = '', tag = '', attributes = ''] = match
    const name = tag.toLowerCase()
    const end = match.index + whole.length
    if (inside === null && isHidden === null) text += html.slice(read, match.index)
    read = end
    const isEnd = slash === '/'
    if (isHidden !== null) {
      if (isEnd && name === isHidden) isHidden = null
      continue
    }
    if (hidden.has(name) && !isEnd) isHidden = name
    if (inside !== null) {
      if (name === inside.name) inside.depth += isEnd ? -1 : 1
      if (inside.depth > 0) continue
      items.push({ kind: inside.kind, text: '', start: inside.start, end })
      inside = null
      lineStart = end
      continue
    }
    const kind = isEnd ? null : kindOf(name, attributes)
    if (kind !== null) {
      endLine(match.index)
      inside = { kind, name, depth: 1, start: match.index }
    } else if (blocks.has(name)) {
      // What opens a block belongs to the line that it begins.
      endLine(isEnd || name === 'br' || name === 'hr' ? end : match.index)
    }
  }
  if (inside !== null) items.push({ kind: inside.kind, text: '', start: inside.start, end: html.length })
  else {
    text += isHidden === null ? html.slice(read) : ''
    endLine(html.length)
  }
  return items
}

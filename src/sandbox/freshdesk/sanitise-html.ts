const droppedWithContent = 'script|style|iframe|object|embed|noscript|template|svg|math'
const droppedElements = new RegExp(
  `<(${droppedWithContent})\\b[^>]*>[\\s\\S]*?(</\\1\\s*>|$)|</?(?:${droppedWithContent}|link|meta|base|form|input)\\b[^>]*>`,
  'gi',
)
const comments = /<!--[\s\S]*?(-->|$)/g
const tags = /<\/?[a-z][^<>]*>/gi
const handlers = /\s+(on[a-z]+|srcdoc|formaction)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi
const scriptAddresses =
  /\s+(href|src)\s*=\s*("\s*javascript:[^"]*"|'\s*javascript:[^']*'|javascript:[^\s>]*)/gi

/**
 * What the vendor keeps of a description: no scripts, styles, handlers or script addresses (exactly what it drops is
 * undocumented), and plain text comes back in `<div>…</div>`.
 */
export const sanitiseHtml = (html: string): string => {
  const clean = html
    .replace(comments, '')
    .replace(droppedElements, '')
    .replace(tags, (tag) => tag.replace(handlers, '').replace(scriptAddresses, ''))
  return /^\s*<div\b/i.test(clean) ? clean : `<div>${clean}</div>`
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decodeEntity = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

/** The text of a piece of HTML, white space collapsed: what `description_text` and `body_text` show. */
export const convertToText = (html: string): string =>
  html
    .replace(tags, ' ')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);/gi, decodeEntity)
    .replace(/\s+/g, ' ')
    .trim()

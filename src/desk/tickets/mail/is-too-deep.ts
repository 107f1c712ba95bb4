const tags = /<(\/?)([a-z][^\s/<>]*)[^<>]*>?/gi
const alone = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'wbr', 'area', 'base', 'source'])
/** Mails of people reach 60; the parser's time grows with the square of it: 66,000 `<b>` took 3 s. */
const deepest = 400

/**
 * Whether elements lie in each other deeper than in any mail that a person wrote. A closing tag closes what is open of its name, and
 * nothing else, as parsers read it. Pure; takes time in proportion to the length.
 */
export const isTooDeep = (html: string): boolean => {
  const open: string[] = []
  for (const [, slash, given = ''] of html.matchAll(tags)) {
    const name = given.toLowerCase()
    if (slash === '/') {
      const at = open.lastIndexOf(name)
      if (at !== -1) open.length = at
    } else if (!alone.has(name)) open.push(name)
    if (open.length > deepest) return true
  }
  return false
}

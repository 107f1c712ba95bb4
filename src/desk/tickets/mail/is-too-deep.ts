const tags = /<(\/?)[a-z][^<>]*>?/gi
const alone = /^<(?:br|hr|img|input|meta|link|col|wbr|area|base|source)\b/i
/** Mails of people reach 60; the parser's time grows with the square of it: 66,000 `<b>` took 3 s. */
const deepest = 400

/** Whether elements lie in each other deeper than in any mail that a person wrote. Pure; takes time in proportion to the length. */
export const isTooDeep = (html: string): boolean => {
  let depth = 0
  for (const [whole, slash] of html.matchAll(tags)) {
    if (slash === '/') depth = Math.max(0, depth - 1)
    else if (!alone.test(whole)) depth += 1
    if (depth > deepest) return true
  }
  return false
}

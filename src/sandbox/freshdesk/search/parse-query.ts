import type { Operator, Query } from './query.ts'

type Token =
  | { kind: 'open' | 'close' | 'and' | 'or' }
  | { kind: 'term'; field: string; operator: Operator; value: string | number | boolean | null }

// How a quote inside a value would be escaped is undocumented: it ends the value here.
const tokenPattern = /\s*(?:(\()|(\))|(AND|OR)\b|([A-Za-z_]\w*)\s*(:[<>]?)\s*(?:'([^']*)'|([^\s()'"]+)))\s*/gy

const readBare = (text: string): number | boolean | null | undefined => {
  if (text === 'null') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

/** Null where the text is no query. */
const readTokens = (text: string): Token[] | null => {
  const tokens: Token[] = []
  let end = 0
  for (const match of text.matchAll(tokenPattern)) {
    end = match.index + match[0].length
    const [, open, close, word, field, operator, quoted, bare] = match
    if (open !== undefined) tokens.push({ kind: 'open' })
    else if (close !== undefined) tokens.push({ kind: 'close' })
    else if (word !== undefined) tokens.push({ kind: word === 'AND' ? 'and' : 'or' })
    else if (field !== undefined) {
      const value = quoted ?? readBare(bare ?? '')
      // Texts and dates come in quotes; only numbers, booleans and null are bare.
      if (value === undefined) return null
      const known = operator === ':>' || operator === ':<' ? operator : ':'
      tokens.push({ kind: 'term', field, operator: known, value })
    }
  }
  return end === text.length ? tokens : null
}

/**
 * Parses what stands between the double quotes of `query="…"`: terms, AND, OR (AND binds closer), parentheses. There is
 * no `!=` and no wildcard. Null where it is not well formed.
 */
export const parseQuery = (text: string): Query | null => {
  const tokens = readTokens(text)
  if (!tokens || tokens.length === 0) return null
  let position = 0

  const parsePrimary = (): Query | null => {
    const token = tokens[position++]
    if (token?.kind === 'term') return token
    if (token?.kind !== 'open') return null
    const inner = parseEither()
    return tokens[position++]?.kind === 'close' ? inner : null
  }
  const parseChain = (kind: 'and' | 'or', parseOperand: () => Query | null): Query | null => {
    let left = parseOperand()
    while (left && tokens[position]?.kind === kind) {
      position += 1
      const right = parseOperand()
      left = right && { kind, left, right }
    }
    return left
  }
  const parseBoth = (): Query | null => parseChain('and', parsePrimary)
  const parseEither = (): Query | null => parseChain('or', parseBoth)

  const query = parseEither()
  return position === tokens.length ? query : null
}

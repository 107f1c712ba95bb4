import { isWordUnit } from '../features/hash-features.ts'

/** A word of a text, or what stands between two blanks without one; from `from` to before `to`. */
export interface Token {
  from: number
  to: number
  isWord: boolean
}

/** Where the features of a text stand, in the order in which `hashFeatures` gives them. */
export interface FeaturePlaces {
  tokens: Token[]
  /** Of each word or pair of words: its last word's token, and that of the word before, or -1 for a word alone. */
  words: { token: number; before: number }[]
  /** Of each word part: the token that it says something about, and where in the text it stands without the blanks around a word. */
  parts: { token: number; from: number; to: number }[]
}

/** As long as in `hashFeatures`. */
const longestPart = 5
const space = 32

export const placeFeatures = (text: string): FeaturePlaces => {
  const tokens: Token[] = []
  const words: FeaturePlaces['words'] = []
  const parts: FeaturePlaces['parts'] = []
  let before = -1
  for (let at = 0; at < text.length; ) {
    if (text.charCodeAt(at) <= space) {
      at += 1
      continue
    }
    const from = at
    while (at < text.length && text.charCodeAt(at) > space) at += 1
    const first = tokens.length
    for (const word of wordsIn(text, from, at)) {
      const token = tokens.push(word) - 1
      words.push({ token, before: -1 })
      if (before !== -1) words.push({ token, before })
      before = token
    }
    if (tokens.length === first) tokens.push({ from, to: at, isWord: false })
    placeParts(tokens, first, { from, to: at }, parts)
  }
  return { tokens, words, parts }
}

const wordsIn = (text: string, from: number, to: number): Token[] => {
  const words: Token[] = []
  for (let at = from; at < to; ) {
    if (!isWordUnit(text.charCodeAt(at))) {
      at += 1
      continue
    }
    const start = at
    while (at < to && isWordUnit(text.charCodeAt(at))) at += 1
    words.push({ from: start, to: at, isWord: true })
  }
  return words
}

/** Each part goes to the word that its middle lies in, or to the last one before that. */
const placeParts = (
  tokens: readonly Token[],
  first: number,
  { from, to }: { from: number; to: number },
  parts: FeaturePlaces['parts'],
): void => {
  let token = first
  for (let start = from - 1; start < to; start += 1) {
    const end = Math.min(to + 1, start + longestPart)
    for (let last = start + 1; last < end; last += 1) {
      const middle = (start + last) / 2
      let own = token
      while (own + 1 < tokens.length && (tokens[own + 1] as Token).from <= middle) own += 1
      parts.push({ token: own, from: Math.max(start, from), to: Math.min(last + 1, to) })
    }
    while (token + 1 < tokens.length && (tokens[token + 1] as Token).from <= start) token += 1
  }
}

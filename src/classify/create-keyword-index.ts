import { foldText } from './fold-text.ts'

/** A keyword of a category, found in a text. */
export interface KeywordMatch {
  category: string
  /** As it stands in the configuration. */
  keyword: string
  /** Number of words of the keyword. */
  words: number
}

export interface KeywordIndex {
  /** Each keyword once, however often it occurs. Where keywords of a category overlap, the first and longest counts. */
  find(words: string[]): KeywordMatch[]
}

interface Node {
  exact: Map<string, Node>
  /** Next words that may go on after these letters. */
  beginnings: Map<string, Node>
  ends: { category: string; keyword: string }[]
}

const mostWords = 8
const shortestBeginning = 3

const createNode = (): Node => ({ exact: new Map(), beginnings: new Map(), ends: [] })

const childOf = (children: Map<string, Node>, word: string): Node => {
  const child = children.get(word) ?? createNode()
  children.set(word, child)
  return child
}

/** What a keyword such as `no puedo entrar` or `factur*` means: words in a row, each maybe only a beginning. */
const parseKeyword = (keyword: string): { word: string; open: boolean }[] =>
  keyword.split(/[\s/_-]+/u).flatMap((part) => {
    const folded = foldText(part)
    return folded.map((word, index) => ({ word, open: part.endsWith('*') && index === folded.length - 1 }))
  })

/**
 * Finds the keywords of all categories in one pass. `*` after at least three letters matches any ending of the word; a
 * shorter beginning is taken as a whole word. Words beyond the eighth of a keyword are not compared.
 */
export const createKeywordIndex = (keywords: Record<string, string[]>): KeywordIndex => {
  const root = createNode()
  for (const [category, list] of Object.entries(keywords)) {
    for (const keyword of list) {
      const parts = parseKeyword(keyword).slice(0, mostWords)
      if (parts.length === 0) continue
      let node = root
      for (const { word, open } of parts) {
        const isBeginning = open && word.length >= shortestBeginning
        node = childOf(isBeginning ? node.beginnings : node.exact, word)
      }
      node.ends.push({ category, keyword })
    }
  }

  const nextNodes = (node: Node, word: string): Node[] => {
    const next: Node[] = []
    const exact = node.exact.get(word)
    if (exact) next.push(exact)
    if (node.beginnings.size === 0) return next
    for (let length = shortestBeginning; length <= word.length; length++) {
      const open = node.beginnings.get(word.slice(0, length))
      if (open) next.push(open)
    }
    return next
  }

  /** The keywords that begin at this word, longest first. */
  const findAt = (words: string[], start: number): KeywordMatch[] => {
    const matches: KeywordMatch[] = []
    let nodes = [root]
    for (let length = 1; nodes.length > 0 && length <= mostWords; length++) {
      const word = words[start + length - 1]
      if (word === undefined) break
      nodes = nodes.flatMap((node) => nextNodes(node, word))
      for (const { ends } of nodes) for (const end of ends) matches.unshift({ ...end, words: length })
    }
    return matches
  }

  return {
    find: (words) => {
      const found = new Map<string, KeywordMatch>()
      const takenUntil = new Map<string, number>()
      for (let start = 0; start < words.length; start++) {
        for (const match of findAt(words, start)) {
          if (start < (takenUntil.get(match.category) ?? 0)) continue
          takenUntil.set(match.category, start + match.words)
          found.set(`${match.category}\n${match.keyword}`, match)
        }
      }
      return [...found.values()]
    },
  }
}

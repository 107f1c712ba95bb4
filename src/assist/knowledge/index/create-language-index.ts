import MiniSearch, { type SearchResult } from 'minisearch'
import type { IndexEntry } from './index-entry.ts'
import { toTerms } from './to-terms.ts'

/** An entry that shares words with a query. */
export interface WordHit {
  id: string
  /** For ordering, of this index alone. */
  rank: number
  /** 0..1: how much of what tells is shared. */
  score: number
  /** As they stand in the query. */
  words: string[]
}

export interface WordQuery {
  text: string
  /** Multiplies the rank of an entry; 0: it is left out. */
  weigh: (id: string) => number
  limit: number
  /** Whether the question may be in this language: then it is looked through well. */
  isOwn: boolean
}

/** The words of all entries of one language. */
export interface LanguageIndex {
  put(entry: IndexEntry): void
  remove(id: string): void
  has(id: string): boolean
  size(): number
  search(query: WordQuery): WordHit[]
}

/** Long texts say what they are about at their beginning; words beyond cost memory. */
const mostIndexed = 20_000
/** A ticket is long; its most telling words decide, and more of them cost time. */
const mostAsked = 4_000
const mostTerms = 16
/**
 * In how many entries the words that are asked for stand, all told, which is what a search costs. The most telling three are asked for
 * anyhow. In another language than the question's hardly more than names and numbers can be shared.
 */
const mostPlaces = { own: 2_000, other: 300 }
const leastTerms = 3
/**
 * Misspelt words are looked for by likeness, through the whole vocabulary, which costs a few ms each. A text that has enough words
 * besides does without: what is not known there is a name as a rule.
 */
const mostMisspelt = 2
const leastMisspelt = 5
const enoughTerms = 6
const fields = { title: 3, keywords: 3, text: 1 } as const
/** What a word tells in a text, measured by one in a title or among the keywords. */
const inText = 0.4
const saturation = 1.2

interface Chosen {
  terms: string[]
  misspelt: string[]
  words: Map<string, string>
  total: number
}

interface Document {
  id: string
  title: string
  keywords: string
  text: string
}

/** `language`: by which words are stemmed; null: not at all. */
export const createLanguageIndex = (language: string | null): LanguageIndex => {
  /** In how many entries a word stands, by what was put in; what was removed still counts until all is built anew. */
  const frequency = new Map<string, number>()
  /** The words of the entry that is put in right now; cut into words once, for the library and for us. */
  let collected: Set<string> | null = null
  const index = new MiniSearch<Document>({
    fields: Object.keys(fields),
    tokenize: (text) => toTerms(text, language, mostIndexed).map(({ term }) => term),
    processTerm: (term) => {
      collected?.add(term)
      return term
    },
    searchOptions: {
      tokenize: (text) => text.split(' '),
      boost: fields,
    },
    logger: () => {},
  })

  const tellingness = (term: string): number =>
    Math.log((index.documentCount + 1) / ((frequency.get(term) ?? 0) + 0.5)) /
    Math.log(index.documentCount + 2)

  /**
   * The most telling words of a text, some of those that are not known, and how they stand there. `total`: what all of them would tell.
   */
  const choose = (text: string, isOwn: boolean): Chosen => {
    const words = new Map<string, string>()
    const counts = new Map<string, number>()
    const unknown: string[] = []
    for (const { term, word } of toTerms(text, language, mostAsked)) {
      if (!words.has(term)) words.set(term, word)
      if (frequency.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
      else if (term.length >= leastMisspelt && !/\d/.test(term) && !unknown.includes(term)) unknown.push(term)
    }
    const telling = [...counts]
      .map(([term, count]) => ({ term, weight: tellingness(term) * (1 + Math.log(count)) }))
      .toSorted((one, other) => other.weight - one.weight)
    const terms: string[] = []
    let places = 0
    for (const { term } of telling) {
      places += frequency.get(term) ?? 0
      if (
        terms.length >= mostTerms ||
        (places > (isOwn ? mostPlaces.own : mostPlaces.other) && terms.length >= leastTerms)
      )
        break
      terms.push(term)
    }
    const total = terms.reduce((sum, term) => sum + tellingness(term), Math.min(unknown.length, mostTerms))
    return {
      terms,
      misspelt: isOwn && terms.length < enoughTerms ? unknown.slice(0, mostMisspelt) : [],
      words,
      total,
    }
  }

  return {
    put(entry) {
      const document: Document = {
        id: entry.id,
        title: entry.title,
        keywords: entry.keywords.join('\n'),
        text: entry.text,
      }
      const terms = new Set<string>()
      collected = terms
      try {
        if (index.has(entry.id)) index.replace(document)
        else index.add(document)
      } finally {
        collected = null
      }
      for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1)
    },
    remove(id) {
      if (index.has(id)) index.discard(id)
    },
    has: (id) => index.has(id),
    size: () => index.documentCount,
    search({ text, weigh, limit, isOwn }) {
      if (index.documentCount === 0) return []
      const { terms, misspelt, words, total } = choose(text, isOwn)
      if (terms.length + misspelt.length === 0) return []
      const results = index.search({
        combineWith: 'OR',
        queries: [
          ...(terms.length === 0 ? [] : [terms.join(' ')]),
          ...misspelt.map((term) => ({ queries: [term], fuzzy: 1, prefix: false, boost: fields })),
        ],
      })
      // Weighed once an entry, and not once a place of a word, as the library would.
      // They come best first, and weights are near each other: far down none can win any more.
      const weighed: { result: SearchResult; rank: number }[] = []
      for (const result of results) {
        const rank = result.score * weigh(String(result.id))
        if (rank > 0) weighed.push({ result, rank })
        if (weighed.length >= 4 * limit) break
      }
      const best = weighed.toSorted((one, other) => other.rank - one.rank).slice(0, limit)
      return best.map(({ result, rank }) => {
        let evidence = 0
        for (const [term, where] of Object.entries(result.match))
          evidence += tellingness(term) * (where.some((field) => field !== 'text') ? 1 : inText)
        return {
          id: String(result.id),
          rank,
          // One word is much where it is all that was said, and little in a long text.
          score: 1 - Math.exp((-evidence * (1 + Math.min(1, evidence / total))) / saturation),
          words: result.queryTerms.flatMap((term) => words.get(term) ?? []),
        }
      })
    },
  }
}

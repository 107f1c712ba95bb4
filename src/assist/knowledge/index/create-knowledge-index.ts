import type { KnowledgeQuery } from '../knowledge.ts'
import { createLanguageIndex, type LanguageIndex, type WordHit } from './create-language-index.ts'
import { createVectorIndex, type Near } from './create-vector-index.ts'
import { fuseRanks } from './fuse-ranks.ts'
import type { IndexEntry } from './index-entry.ts'

export type IndexQuery = Pick<
  KnowledgeQuery,
  'text' | 'language' | 'category' | 'kinds' | 'except' | 'limit'
> & {
  vector: Float32Array | null
}

export interface IndexHit {
  id: string
  score: number
  words: string[]
}

export interface KnowledgeIndex {
  /** Replaces one of the same id. A few ms for a long text. */
  put(entry: IndexEntry): void
  putVector(id: string, vector: Float32Array): void
  hasVector(id: string): boolean
  remove(id: string): void
  /** Null: it is not there. */
  hashOf(id: string): string | null
  ids(): IterableIterator<string>
  counts(): Record<IndexEntry['kind'], number>
  vectors(): number
  search(query: IndexQuery): Promise<IndexHit[]>
}

/** Languages that have an index of their own; the others share one, in which words are not stemmed. */
const stemmed: ReadonlySet<string> = new Set(['en', 'es'])
const considered = 50
/** A playbook is written to be sent; a ticket of somebody else only shows what helped once. */
const weights = { playbook: 1.15, article: 1, canned: 1, ticket: 0.85 } as const
const ofCategory = 1.25
/** Cosines of texts that have nothing to do with each other are not 0; what is under it counts as none. */
const unlike = 0.3

interface Known extends Pick<IndexEntry, 'kind' | 'language' | 'categories' | 'hash'> {
  place: string
}

/** Finds entries by their words, and by what they mean where there are vectors. One process, in memory. */
export const createKnowledgeIndex = (): KnowledgeIndex => {
  const known = new Map<string, Known>()
  const languages = new Map<string, LanguageIndex>()
  const vectors = createVectorIndex()

  const indexOf = (place: string): LanguageIndex => {
    const index = languages.get(place) ?? createLanguageIndex(stemmed.has(place) ? place : null)
    languages.set(place, index)
    return index
  }

  const weigher =
    ({ kinds, except, category }: IndexQuery) =>
    (id: string): number => {
      const entry = known.get(id)
      if (entry === undefined || id === except || kinds?.includes(entry.kind) === false) return 0
      const fits = category != null && entry.categories.includes(category)
      return weights[entry.kind] * (fits ? ofCategory : 1)
    }

  return {
    put(entry) {
      const place = placeOf(entry.language)
      const before = known.get(entry.id)
      if (before !== undefined && before.place !== place) indexOf(before.place).remove(entry.id)
      // The numbers of another text are none of this one.
      if (before !== undefined && before.hash !== entry.hash) vectors.remove(entry.id)
      indexOf(place).put(entry)
      const { kind, language, categories, hash } = entry
      known.set(entry.id, { kind, language, categories, hash, place })
    },
    putVector(id, vector) {
      if (known.has(id)) vectors.put(id, vector)
    },
    hasVector: (id) => vectors.has(id),
    remove(id) {
      const entry = known.get(id)
      if (entry === undefined) return
      indexOf(entry.place).remove(id)
      vectors.remove(id)
      known.delete(id)
    },
    hashOf: (id) => known.get(id)?.hash ?? null,
    ids: () => known.keys(),
    counts: () => {
      const counts = { playbook: 0, article: 0, canned: 0, ticket: 0 }
      for (const { kind } of known.values()) counts[kind] += 1
      return counts
    },
    vectors: () => vectors.size(),
    async search(query) {
      const weigh = weigher(query)
      const hits: WordHit[] = []
      const own = query.language === null ? null : placeOf(query.language)
      for (const [place, index] of languages) {
        const isOwn = own === null || own === place
        hits.push(...index.search({ text: query.text, weigh, limit: considered, isOwn }))
      }
      const words = new Map(hits.map((hit) => [hit.id, hit.words]))
      const near =
        query.vector === null ? [] : await vectors.nearest(query.vector, { limit: considered, weigh })
      const found = new Map(
        (near.length === 0 ? byRank(hits) : fuseRanks([byRank(hits), near.flatMap(toRanked)])).map((each) => [
          each.id,
          each,
        ]),
      )
      const isOurs = (id: string): boolean =>
        query.language === null || known.get(id)?.language === query.language
      const ordered = [...found.values()]
      return [...ordered.filter(({ id }) => isOurs(id)), ...ordered.filter(({ id }) => !isOurs(id))]
        .slice(0, query.limit)
        .map(({ id, score }) => ({ id, score, words: words.get(id) ?? [] }))
    },
  }
}

const placeOf = (language: string | null): string =>
  language !== null && stemmed.has(language) ? language : 'other'

/** Best first; what comes later is no better. */
const byRank = (hits: readonly WordHit[]): { id: string; score: number }[] => {
  let most = 1
  return hits
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ id, score }) => {
      most = Math.min(most, score)
      return { id, score: most }
    })
}

const toRanked = ({ id, likeness }: Near): { id: string; score: number }[] =>
  likeness <= unlike ? [] : [{ id, score: (likeness - unlike) / (1 - unlike) }]

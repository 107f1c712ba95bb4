import type { Kysely } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { Sought } from './parse-search.ts'
import { numberAt, readPlaces, spotOf } from './places.ts'

/** Above every word that begins like it, in the order of bytes. */
const highest = '\u{10FFFF}'
/** A usual word fills a page from the first block; a rare one is looked for in all of them with few statements. */
const growth = 4
const mostBlocks = 256

export interface Found {
  /** Highest first. */
  numbers: number[]
  /** Everything down to this number was looked at. */
  downTo: number
  /** Rows that were read for it. */
  cost: number
}

type Places = Map<number, Set<number>>

const gather = (rows: { block: number; places: Uint8Array }[]): Places => {
  const places: Places = new Map()
  for (const row of rows) {
    const known = places.get(row.block) ?? new Set()
    for (const place of readPlaces(row.places)) known.add(place)
    places.set(row.block, known)
  }
  return places
}

/** Those of `one` that are in `other` too; blocks without any are left out. */
const intersect = (one: Places, other: Places): Places => {
  const both: Places = new Map()
  for (const [block, places] of one) {
    const theirs = other.get(block)
    const common = theirs === undefined ? [] : [...places].filter((place) => theirs.has(place))
    if (common.length > 0) both.set(block, new Set(common))
  }
  return both
}

/** A word, or what begins like one. */
type Term = { is: string } | { from: string; to: string }

/**
 * Numbers of hand-offs that have all of the words, from the highest below `before` downwards, block by block; ends when there are no
 * more, or when nobody asks on.
 */
export async function* findNumbers(
  kysely: Kysely<Tables>,
  { words, prefix }: Pick<Sought, 'words' | 'prefix'>,
  before: number | null,
): AsyncGenerator<Found> {
  // Apart: SQLite takes either from an end of the key, but both together from every row.
  const numbers = kysely.selectFrom('search_entries').select('number').limit(1)
  const lowest = (await numbers.orderBy('number').executeTakeFirst())?.number
  const top = (await numbers.orderBy('number', 'desc').executeTakeFirst())?.number
  if (lowest === undefined || top === undefined) return
  let terms: Term[] = words.map((word) => ({ is: word }))
  if (prefix !== null) terms.push({ from: prefix, to: `${prefix}${highest}` })
  const last = spotOf(lowest).block
  const below = Math.min(before ?? Number.POSITIVE_INFINITY, top + 1)
  let block = spotOf(below - 1).block
  if (terms.length > 1 && block >= last) terms = await sortTerms(kysely, terms, block)
  for (let size = 1; block >= last; size = Math.min(size * growth, mostBlocks)) {
    const lowestBlock = Math.max(last, block - size + 1)
    const blocks = Array.from({ length: block - lowestBlock + 1 }, (_, at) => lowestBlock + at)
    const { places, cost } = await findInBlocks(kysely, terms, blocks)
    const found = [...places]
      .flatMap(([of, inBlock]) => [...inBlock].map((place) => numberAt({ block: of, place })))
      .filter((number) => number < below)
      .sort((one, other) => other - one)
    yield { numbers: found, downTo: numberAt({ block: lowestBlock, place: 0 }), cost }
    block = lowestBlock - 1
  }
}

const readRows = (kysely: Kysely<Tables>, term: Term, blocks: number[]) => {
  const query = kysely.selectFrom('search_words').select(['block', 'places']).where('block', 'in', blocks)
  const narrowed =
    'is' in term
      ? query.where('word', '=', term.is)
      : query.where('word', '>=', term.from).where('word', '<', term.to)
  return narrowed.execute()
}

/** The rarest first, by how many have it in one block: what follows is then looked for where that one is, and nowhere else. */
const sortTerms = async (kysely: Kysely<Tables>, terms: Term[], block: number): Promise<Term[]> => {
  const counted: { term: Term; count: number }[] = []
  for (const term of terms) {
    const rows = await readRows(kysely, term, [block])
    counted.push({ term, count: rows.reduce((sum, { places }) => sum + places.byteLength, 0) })
  }
  return counted.sort((one, other) => one.count - other.count).map(({ term }) => term)
}

const findInBlocks = async (
  kysely: Kysely<Tables>,
  terms: readonly Term[],
  blocks: number[],
): Promise<{ places: Places; cost: number }> => {
  let found: Places | null = null
  let cost = 0
  for (const term of terms) {
    const among: number[] = found === null ? blocks : [...found.keys()]
    if (among.length === 0) break
    const rows = await readRows(kysely, term, among)
    cost += rows.length
    const theirs = gather(rows)
    found = found === null ? theirs : intersect(found, theirs)
  }
  return { places: found ?? new Map(), cost }
}

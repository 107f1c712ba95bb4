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

/**
 * Numbers of hand-offs that have all of the words, from the highest below `before` downwards, block by block; ends when there are no
 * more, or when nobody asks on.
 */
export async function* findNumbers(
  kysely: Kysely<Tables>,
  sought: Pick<Sought, 'words' | 'prefix'>,
  before: number | null,
): AsyncGenerator<Found> {
  const { lowest, top } = await kysely
    .selectFrom('search_entries')
    .select(({ fn }) => [fn.min('number').as('lowest'), fn.max('number').as('top')])
    .executeTakeFirstOrThrow()
  if (lowest === null || top === null) return
  const last = spotOf(Number(lowest)).block
  const below = Math.min(before ?? Number.POSITIVE_INFINITY, Number(top) + 1)
  let block = spotOf(below - 1).block
  for (let size = 1; block >= last; size = Math.min(size * growth, mostBlocks)) {
    const lowestBlock = Math.max(last, block - size + 1)
    const blocks = Array.from({ length: block - lowestBlock + 1 }, (_, at) => lowestBlock + at)
    const { places, cost } = await findInBlocks(kysely, sought, blocks)
    const numbers = [...places]
      .flatMap(([of, found]) => [...found].map((place) => numberAt({ block: of, place })))
      .filter((number) => number < below)
      .sort((one, other) => other - one)
    yield { numbers, downTo: numberAt({ block: lowestBlock, place: 0 }), cost }
    block = lowestBlock - 1
  }
}

const findInBlocks = async (
  kysely: Kysely<Tables>,
  { words, prefix }: Pick<Sought, 'words' | 'prefix'>,
  blocks: number[],
): Promise<{ places: Places; cost: number }> => {
  let found: Places | null = null
  let cost = 0
  const look = async (condition: { from: string; to: string } | { is: string }) => {
    const among: number[] = found === null ? blocks : [...found.keys()]
    if (among.length === 0) return
    const query = kysely.selectFrom('search_words').select(['block', 'places']).where('block', 'in', among)
    const rows = await ('is' in condition
      ? query.where('word', '=', condition.is)
      : query.where('word', '>=', condition.from).where('word', '<', condition.to)
    ).execute()
    cost += rows.length
    const theirs = gather(rows)
    found = found === null ? theirs : intersect(found, theirs)
  }
  for (const word of words) await look({ is: word })
  if (prefix !== null) await look({ from: prefix, to: `${prefix}${highest}` })
  return { places: found ?? new Map(), cost }
}

import { sql } from 'kysely'
import type { LedgerContext } from '../ledger-context.ts'
import { pageOfIds, whereMatching } from '../list.ts'
import { parseCursor, writeCursor } from '../list-cursor.ts'
import { selectEntries } from '../read-entry.ts'
import { storedClassificationSchema } from '../stored-classification.ts'
import { findDirectly } from './find-directly.ts'
import { findNumbers } from './find-numbers.ts'
import { parseSearch, type Sought } from './parse-search.ts'
import type { SearchPage, SearchQuery, SearchVerbs } from './search.ts'

const maxLimit = 200
/** A page is often full after the first; one that is not is looked for with few statements. */
const idsAtOnce = { first: 200, later: 800 }
/** Hand-offs and rows of words that are looked at for one page; 20 to 30 ms. */
const effort = { handoffs: 2_500, rows: 20_000 }

/** Where a page ended: at a number of the index, or at an id where only filters count. Opaque to the caller. */
const writeNumber = (number: number): string => Buffer.from(`n${number}`).toString('base64url')
const parseNumber = (cursor: string): number | null => {
  const found = /^n(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  return found === null ? null : Number(found[1])
}

/** Some hand-offs to choose from, newest first. */
interface Candidates {
  ids: { id: string; cursor: string }[]
  /** Where to go on when all of them were looked at. */
  cursor: string
  cost: number
}

const empty: SearchPage = { entries: [], next: null, lookedUntil: null }

/** Finds by words and filters; see `SearchVerbs.search`. */
export const createSearch = (context: LedgerContext): SearchVerbs['search'] => {
  const { database, readEntry } = context
  const { kysely } = database

  /** Those that were decided so. What the store can rule out by itself is not read. */
  const decidedSo = async (category: string | null, ids: string[]): Promise<string[]> => {
    const rows = await kysely
      .selectFrom('classifications')
      .select(['handoff_id', 'body'])
      .where('handoff_id', 'in', ids)
      .where(sql<boolean>`body like ${`%${forLike(`"category":${JSON.stringify(category)}`)}%`} escape '!'`)
      .execute()
    return rows.filter(({ body }) => categoryOf(body) === category).map(({ handoff_id }) => handoff_id)
  }

  /** Those that the filters let through. */
  const choose = async (query: SearchQuery, all: string[]): Promise<Set<string>> => {
    const { category } = query
    const ids = category === undefined || all.length === 0 ? all : await decidedSo(category, all)
    if (ids.length === 0) return new Set()
    const matching = kysely
      .selectFrom('handoffs')
      .select('handoffs.id')
      .where('handoffs.id', 'in', ids)
      .where((expressions) => whereMatching(query, expressions))
    return new Set((await matching.execute()).map(({ id }) => id))
  }

  async function* byWords(sought: Sought, before: number | null): AsyncGenerator<Candidates> {
    let size = idsAtOnce.first
    for await (const { numbers, downTo, cost } of findNumbers(kysely, sought, before)) {
      let paid = cost
      for (let from = 0; from < numbers.length; ) {
        const some = numbers.slice(from, from + size)
        from += size
        size = idsAtOnce.later
        const rows = await kysely
          .selectFrom('search_entries')
          .select(['number', 'handoff_id'])
          .where('number', 'in', some)
          .orderBy('number', 'desc')
          .execute()
        const ids = rows.map((row) => ({ id: row.handoff_id, cursor: writeNumber(row.number) }))
        yield { ids, cursor: writeNumber(some.at(-1) ?? downTo), cost: paid }
        paid = 0
      }
      yield { ids: [], cursor: writeNumber(downTo), cost: paid }
    }
  }

  async function* byFilters(query: SearchQuery, before: string | null): AsyncGenerator<Candidates> {
    let size = idsAtOnce.first
    for (let last = before; ; size = idsAtOnce.later) {
      const rows = await pageOfIds(context, query, last).limit(size).execute()
      const ids = rows.map(({ id }) => ({ id, cursor: writeCursor(id) }))
      last = ids.at(-1)?.id ?? null
      if (last === null) return
      yield { ids, cursor: writeCursor(last), cost: 0 }
      if (ids.length < size) return
    }
  }

  const readPage = async (ids: string[]): Promise<SearchPage['entries']> => {
    if (ids.length === 0) return []
    const rows = await selectEntries(kysely).where('handoffs.id', 'in', ids).execute()
    const entries = new Map(rows.map((row) => [row.id, readEntry(row)]))
    return ids.flatMap((id) => entries.get(id) ?? [])
  }

  const receivedAt = async (id: string | null): Promise<number | null> => {
    if (id === null) return null
    const query = kysely.selectFrom('handoffs').select('received_at').where('id', '=', id)
    return (await query.executeTakeFirst())?.received_at ?? null
  }

  return async (query) => {
    const limit = Math.min(Math.max(1, Math.floor(query.limit)), maxLimit)
    if (query.state?.length === 0) return empty
    const sought = query.text === null ? null : parseSearch(query.text)
    if (query.text !== null && sought === null) return empty
    const { cursor } = query
    const [number, id] = cursor === undefined ? [null, null] : [parseNumber(cursor), parseCursor(cursor)]
    if (cursor !== undefined && (sought === null ? id : number) === null) return empty

    // An id or a ticket's number names few, and whoever types it wants these: they come first.
    const direct = sought === null ? [] : await findDirectly(context, query.text ?? '', sought)
    const named = new Set(direct)
    const passed = await choose(query, direct)
    const chosen = cursor === undefined ? direct.filter((each) => passed.has(each)).slice(0, limit) : []

    const budget = { ...effort }
    let last: string | null = null
    const candidates = sought === null ? byFilters(query, id) : byWords(sought, number)
    for await (const { ids, cursor: at, cost } of candidates) {
      const fitting = await choose(
        query,
        ids.map((each) => each.id).filter((each) => !named.has(each)),
      )
      for (const each of ids) {
        if (!fitting.has(each.id)) continue
        // One more than the page has room for: so there is a next one.
        if (chosen.length >= limit) return { entries: await readPage(chosen), next: last, lookedUntil: null }
        chosen.push(each.id)
        last = each.cursor
      }
      if (chosen.length < limit) last = at
      budget.handoffs -= ids.length
      budget.rows -= cost
      if (budget.handoffs <= 0 || budget.rows <= 0) {
        const lookedUntil = (await receivedAt(ids.at(-1)?.id ?? null)) ?? (await timeAt(at))
        return { entries: await readPage(chosen), next: last ?? at, lookedUntil }
      }
    }
    return { entries: await readPage(chosen), next: null, lookedUntil: null }
  }

  async function timeAt(cursor: string): Promise<number | null> {
    const number = parseNumber(cursor)
    if (number === null) return receivedAt(parseCursor(cursor))
    const row = await kysely
      .selectFrom('search_entries')
      .select('handoff_id')
      .where('number', '>=', number)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    return receivedAt(row?.handoff_id ?? null)
  }
}

/** `%` and `_` stand for themselves after an `!`. */
const forLike = (text: string): string => text.replaceAll(/[!%_]/g, '!$&')

const categorySchema = storedClassificationSchema.pick({ category: true }).strip()

/** What cannot be read counts as undecided. */
const categoryOf = (body: string): string | null => {
  try {
    const parsed = categorySchema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data.category : null
  } catch {
    return null
  }
}

import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { InboxTicketsTable } from '../../database/desk-tables.ts'
import type { Tables } from '../../database/tables.ts'
import { foldQuery } from '../fold-words.ts'
import type { Inbox } from '../inbox.ts'
import { parseCursor, writeCursor } from './list-cursor.ts'
import type { StoreContext } from './store-context.ts'
import { readRow } from './ticket-row.ts'

const maxLimit = 100
const fewAtMost = 2_000

type Rows = SelectQueryBuilder<Tables, 'inbox_tickets', Selectable<InboxTicketsTable>>

const inOrder = (page: Rows, most: number): Rows =>
  page.orderBy('updated_at', 'desc').orderBy('helpdesk', 'desc').orderBy('ticket_id', 'desc').limit(most)

/** Row by row. */
const holding = (page: Rows, words: readonly string[], isPostgres: boolean): Rows =>
  words.reduce(
    (rows, word) =>
      rows.where(
        isPostgres
          ? sql<boolean>`strpos(${sql.ref('folded')}, ${word}) > 0`
          : sql<boolean>`instr(${sql.ref('folded')}, ${word}) > 0`,
      ),
    page,
  )

/**
 * The page out of few tickets that hold the words, by PostgreSQL's index of words; null: there are many. PostgreSQL takes words of which
 * it has no figures for common and would look into every ticket (1.1 s of 100,000), so that it is left nothing but that index; those that
 * are common are found in the order of the list at once.
 */
const readOfFew = async (
  database: Database,
  page: Rows,
  words: readonly string[],
  most: number,
): Promise<Selectable<InboxTicketsTable>[] | null> => {
  // Letters and digits alone, so that nothing in them means anything to a query.
  const sought = words.map((word) => `'${word.trim()}':*`).join(' & ')
  const few = database.kysely
    .selectFrom(
      page
        .where(sql<boolean>`array_to_tsvector(string_to_array(ltrim(folded), ' ')) @@ ${sought}::tsquery`)
        .limit(fewAtMost + 1)
        .as('few'),
    )
    .selectAll()
    .select(sql<number>`count(*) over ()`.as('found'))
    .orderBy('updated_at', 'desc')
    .orderBy('helpdesk', 'desc')
    .orderBy('ticket_id', 'desc')
    .limit(most)
  const rows = await database.read(async (transaction) => {
    await sql`set local enable_seqscan = off`.execute(transaction)
    await sql`set local enable_indexscan = off`.execute(transaction)
    return (await transaction.executeQuery(few.compile())).rows
  })
  return Number(rows[0]?.found ?? 0) > fewAtMost ? null : rows
}

/** Pages through the tickets; see `Inbox.list`. A ticket that changes meanwhile goes to the front. */
export const createListTickets =
  ({ database, guard, isPostgres }: StoreContext): Inbox['list'] =>
  (query) =>
    guard(async () => {
      const place = query.cursor === undefined ? undefined : parseCursor(query.cursor)
      if (place === null) return { tickets: [], next: null }
      const limit = Math.min(Math.max(1, Math.floor(query.limit)), maxLimit)
      let page = database.kysely.selectFrom('inbox_tickets').selectAll()
      if (query.helpdesk !== undefined) page = page.where('helpdesk', '=', query.helpdesk)
      const words = foldQuery(query.text ?? '')
      if (query.status !== undefined)
        // A state has too many tickets to look for words in the rows of all of them: with a plus SQLite leaves its index alone.
        page =
          words.length > 0 && !isPostgres
            ? page.where(sql`+status`, 'in', query.status)
            : page.where('status', 'in', query.status)
      if (query.group !== undefined) page = page.where('group_id', '=', query.group)
      if (query.agent === 'none') page = page.where('agent_id', 'is', null)
      else if (query.agent !== undefined) page = page.where('agent_id', '=', query.agent)
      if (query.category !== undefined) page = page.where('category', '=', query.category)
      if (query.needsReply !== undefined) page = page.where('needs_reply', '=', query.needsReply ? 1 : 0)
      if (place !== undefined)
        page = page.where(
          sql<boolean>`(updated_at, helpdesk, ticket_id) < (${place.updatedAt}, ${place.helpdesk}, ${place.ticketId})`,
        )
      const ofFew = isPostgres && words.length > 0 ? await readOfFew(database, page, words, limit + 1) : null
      const rows = ofFew ?? (await inOrder(holding(page, words, isPostgres), limit + 1).execute())
      const tickets = rows.slice(0, limit).map(readRow)
      const last = tickets.at(-1)
      return { tickets, next: rows.length > limit && last !== undefined ? writeCursor(last) : null }
    })

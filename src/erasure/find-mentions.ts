import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'

export interface Mention {
  helpdesk: string
  ticketId: string
}

interface Place {
  from: RawBuilder<unknown>
  /** Unique, and in the order of an index. */
  key: readonly [string, ...string[]]
  /** Whose text it is. */
  ticket: readonly [helpdesk: string, ticketId: string]
  texts: readonly [string, ...string[]]
  rows: number
}

/** Where texts stand that no index leads to. */
const places: readonly Place[] = [
  {
    from: sql`inbox_tickets`,
    key: ['helpdesk', 'ticket_id'],
    ticket: ['helpdesk', 'ticket_id'],
    texts: ['subject', 'requester_name', 'tags'],
    rows: 1_000,
  },
  {
    from: sql`draft_versions join drafts on drafts.id = draft_versions.draft_id`,
    key: ['draft_versions.draft_id', 'draft_versions.number'],
    ticket: ['drafts.helpdesk', 'drafts.ticket_id'],
    texts: ['draft_versions.content', 'draft_versions.instruction'],
    rows: 100,
  },
  {
    from: sql`outbox`,
    key: ['id'],
    ticket: ['helpdesk', 'ticket_id'],
    texts: ['content', 'why'],
    rows: 100,
  },
  {
    from: sql`llm_calls`,
    key: ['id'],
    ticket: ['helpdesk', 'ticket_id'],
    texts: ['request', 'response'],
    rows: 20,
  },
]

interface Row {
  [column: string]: string | number | null
}

const readPage = async (
  { kysely }: Pick<Database, 'kysely'>,
  place: Place,
  after: readonly (string | number | null)[] | null,
): Promise<Row[]> => {
  const key = sql.join(place.key.map((name) => sql.ref(name)))
  const columns = [
    ...place.key.map((name, at) => sql`${sql.ref(name)} as ${sql.ref(`k${at}`)}`),
    ...place.ticket.map((name, at) => sql`${sql.ref(name)} as ${sql.ref(`t${at}`)}`),
    ...place.texts.map((name, at) => sql`${sql.ref(name)} as ${sql.ref(`x${at}`)}`),
  ]
  const behind = after === null ? sql`` : sql`where (${key}) > (${sql.join(after)})`
  const { rows } = await sql<Row>`
    select ${sql.join(columns)} from ${place.from} ${behind} order by ${key} limit ${place.rows}
  `.execute(kysely)
  return rows
}

export interface Mentions {
  tickets: Mention[]
  /** Calls of language models for no ticket. */
  calls: string[]
}

/** Looks through all texts of the desk, in short reads. */
export const findMentions = async (
  database: Pick<Database, 'kysely'>,
  pattern: RegExp,
): Promise<Mentions> => {
  const tickets = new Map<string, Mention>()
  const calls: string[] = []
  for (const place of places) {
    let after: (string | number | null)[] | null = null
    for (;;) {
      const rows: Row[] = await readPage(database, place, after)
      for (const row of rows) {
        if (!place.texts.some((_, at) => pattern.test(String(row[`x${at}`] ?? '')))) continue
        const [helpdesk, ticketId] = [row['t0'], row['t1']]
        if (typeof helpdesk === 'string' && typeof ticketId === 'string')
          tickets.set(JSON.stringify([helpdesk, ticketId]), { helpdesk, ticketId })
        else calls.push(String(row['k0']))
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < place.rows) break
      after = place.key.map((_, at) => last[`k${at}`] ?? null)
      // Others are served in between.
      await setImmediate()
    }
  }
  return { tickets: [...tickets.values()], calls }
}

/** Entries of knowledge made of tickets that a pattern finds, as their tickets. */
export const findTaught = async (
  { kysely }: Pick<Database, 'kysely'>,
  pattern: RegExp,
): Promise<Mention[]> => {
  const found: Mention[] = []
  for (let after = ''; ; ) {
    const rows = await kysely
      .selectFrom('knowledge')
      .select(['id', 'helpdesk', 'title', 'body'])
      .where('kind', '=', 'ticket')
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute()
    for (const { id, helpdesk, title, body } of rows)
      if (helpdesk !== null && (pattern.test(title) || pattern.test(body)))
        found.push({ helpdesk, ticketId: id.slice(`ticket:${helpdesk}:`.length) })
    const last = rows.at(-1)
    if (last === undefined || rows.length < 500) return found
    after = last.id
    await setImmediate()
  }
}

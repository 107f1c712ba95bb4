import { CompiledQuery, sql, type Transaction } from 'kysely'
import type { Classification } from '../schemas/classification.ts'
import type { Handoff } from '../schemas/handoff.ts'
import type { Database } from '../src/database/database.ts'
import type { HandoffsTable, Tables } from '../src/database/tables.ts'
import { createHandoffIds } from '../src/ledger/handoff-id.ts'
import { idempotencyHash } from '../src/ledger/idempotency-hash.ts'
import { requesterKey } from '../src/ledger/requester-key.ts'
import { utcDay } from '../src/ledger/utc-day.ts'

const days = 90
const dayMs = 86_400_000
const sources = ['botpress', 'zapier', 'web-form', 'phone-bot']
const rowsAtOnce = 500
const rowsPerCommit = 10_000
// Every person comes three times on average.
const visits = 3

/** What a bot sends: about 700 bytes as it is kept. */
export const sampleHandoff = (number: number): Handoff => ({
  requester: { email: `person-${number}@example.com`, phone: null, name: 'Ana Benítez' },
  summary: 'El pedido 48213 figura como entregado, pero no lo ha recibido nadie en la oficina.',
  category: 'Envíos',
  subject: null,
  priority: null,
  language: 'es',
  conversationId: `conversation-${number}`,
  messageId: `message-${number}`,
  bot: null,
  channel: null,
  transcript: [
    { from: 'user', text: 'Hola, ¿dónde está mi pedido? Lo esperaba ayer por la tarde.', at: null },
    { from: 'bot', text: 'Veo que figura como entregado a las 17:40.', at: null },
    { from: 'user', text: 'Aquí no ha llegado nada, he preguntado a todos.', at: null },
  ],
  attachments: [],
  customFields: {},
  tags: [],
  callbackUrl: null,
  extra: {},
})

const classification: Classification = {
  category: 'shipping',
  type: null,
  group: 'Shipping',
  priority: 'medium',
  tags: ['shipping'],
  customFields: {},
  decidedBy: 'rule',
  confidence: null,
  reasons: [{ code: 'keyword', where: 'text', keyword: 'pedido', category: 'shipping' }],
}

type PastRow = Required<{ [Column in keyof HandoffsTable]: string | number | null }>

/** Of 1,000: 980 delivered (10 of them flagged), 10 dismissed, 5 parked, 5 refused at the door. */
const endOf = (number: number): HandoffsTable['state'] => {
  const lot = (number * 7919) % 1000
  if (lot < 980) return 'delivered'
  if (lot < 990) return 'dismissed'
  return lot < 995 ? 'parked' : 'refused'
}

const pastRow = (number: number, id: string, receivedAt: number, persons: number): PastRow => {
  const state = endOf(number)
  const source = sources[number % sources.length] ?? ''
  const delivered = state === 'delivered'
  const failures = number % 5 === 0 ? 1 : 0
  return {
    id,
    source,
    helpdesk: 'main',
    state,
    accepted: state === 'refused' ? 0 : 1,
    requester_key: requesterKey({
      email: `person-${(number * 31) % persons}@example.com`,
      phone: null,
      name: null,
    }),
    request_id: `req-${number.toString(36).padStart(10, '0')}`,
    received_at: receivedAt,
    received_day: utcDay(receivedAt),
    due_at: null,
    ended_at: delivered || state === 'dismissed' ? receivedAt + 2000 + (number % 60_000) : null,
    why: delivered ? 'Ticket created.' : 'The help desk refused the priority.',
    idempotency_key: idempotencyHash(source, `message-${number}`),
    fingerprint: idempotencyHash('fingerprint', `message-${number}`),
    key_expires_at: null,
    lined: 1,
    behind: 0,
    owner: null,
    fence: 1 + failures,
    attempts: 1 + failures,
    failures,
    writes: delivered ? 1 : 0,
    write_kind: null,
    write_ticket: null,
    write_at: null,
    ticket_id: delivered ? String(100_000 + number) : null,
    ticket_url: delivered ? `https://acme.freshdesk.com/a/tickets/${100_000 + number}` : null,
    ticket_action: delivered ? 'created' : null,
    flags: delivered && number % 100 === 3 ? 'possible-duplicate' : '',
    blanked: 0,
  }
}

/** Steps of its history beyond `received`: four, and two more for every fifth. */
const steps: [event: string, why: string | null, onlyFor: 'all' | 'retried' | 'delivered'][] = [
  ['delivering', null, 'all'],
  ['waiting', 'The help desk did not answer in time.', 'retried'],
  ['delivering', null, 'retried'],
  ['classified', 'rule: shipping', 'all'],
  ['write-marked', 'create a ticket', 'delivered'],
  ['delivered', 'Ticket created.', 'delivered'],
]

const insertRows = async (
  transaction: Transaction<Tables>,
  rows: PastRow[],
  dollar: boolean,
): Promise<void> => {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce)
    const columns = Object.keys(some[0] ?? {})
    let at = 0
    const places = some.map(() => `(${columns.map(() => (dollar ? `$${++at}` : '?')).join(', ')})`).join(', ')
    const text = `insert into handoffs (${columns.join(', ')}) values ${places}`
    await transaction.executeQuery(
      CompiledQuery.raw(
        text,
        some.flatMap((row) => Object.values(row)),
      ),
    )
  }
}

/** What hangs on the rows, made by the database itself: sending a million of each would take most of the time. */
const insertContents = async (
  transaction: Transaction<Tables>,
  [first, last]: [string, string],
): Promise<void> => {
  const body = JSON.stringify(sampleHandoff(0)).replaceAll('-0"', '-#"')
  const theirs = sql`id between ${first} and ${last}`
  await sql`insert into payloads (handoff_id, body)
    select id, replace(${body}, '#', request_id) from handoffs where ${theirs}`.execute(transaction)
  await sql`insert into classifications (handoff_id, body)
    select id, ${JSON.stringify(classification)} from handoffs where ${theirs} and accepted = 1`.execute(
    transaction,
  )
  const parts = steps.map(([event, why, onlyFor], at) => {
    const condition = { all: sql`true`, retried: sql`failures = 1`, delivered: sql`state = 'delivered'` }[
      onlyFor
    ]
    return sql`select id, ${sql.lit(at + 1)} as seq, received_at + ${sql.lit(at * 100)} as at,
      ${sql.lit(event)} as event, ${why === null ? sql`null` : sql.lit(why)} as why, 'replica-1:4711:8f3a0c12' as actor
      from handoffs where ${theirs} and ${condition}`
  })
  await sql`insert into history (handoff_id, seq, at, event, why, actor)
    select id, seq, at, event, why, actor from (${sql.join(parts, sql` union all `)}) as steps order by id, seq`.execute(
    transaction,
  )
}

/**
 * Fills an empty ledger with `count` hand-offs that have ended, received evenly over the 90 days before `now` from several
 * sources, each with its content, its classification and a history of about five steps; custody balances.
 */
export const fillLedger = async (
  database: Database,
  options: { count: number; now: number; onProgress?: (done: number) => void },
): Promise<{ ids: string[] }> => {
  const { count, now } = options
  const newId = createHandoffIds()
  const persons = Math.max(1, Math.floor(count / visits))
  const counters = new Map<
    string,
    { source: string; day: number; received: number; refused: number; delivered: number }
  >()
  const ids: string[] = []
  for (let from = 0; from < count; from += rowsPerCommit) {
    const rows: PastRow[] = []
    for (let number = from; number < Math.min(count, from + rowsPerCommit); number += 1) {
      const receivedAt = Math.floor(now - days * dayMs + (number / count) * (days * dayMs - 600_000))
      const row = pastRow(number, newId(receivedAt), receivedAt, persons)
      rows.push(row)
      ids.push(String(row.id))
      const [source, day] = [String(row.source), Number(row.received_day)]
      const key = `${source} ${day}`
      const counter = counters.get(key) ?? { source, day, received: 0, refused: 0, delivered: 0 }
      counters.set(key, counter)
      counter[row.accepted === 1 ? 'received' : 'refused'] += 1
      if (row.state === 'delivered') counter.delivered += 1
    }
    await database.write(async (transaction) => {
      await insertRows(transaction, rows, database.nestsWrites)
      await insertContents(transaction, [String(rows[0]?.id), String(rows.at(-1)?.id)])
    })
    options.onProgress?.(Math.min(count, from + rowsPerCommit))
  }
  await database.write(async (transaction) => {
    for (const counter of counters.values())
      await transaction
        .insertInto('counters')
        .values({ ...counter, shard: 0 })
        .execute()
  })
  return { ids }
}

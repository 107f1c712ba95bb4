import { movedDeskTables } from './moved-desk-tables.ts'
import type { MovedTable } from './moved-table.ts'

export type { ColumnType, MovedTable } from './moved-table.ts'

export type MovedName = 'handoffs' | 'payloads' | 'classifications' | 'history'

/** What one column of one row holds in either store. */
export type Value = string | number | null
export type Row = Record<string, Value>

const contents = [
  ['handoff_id', 'text'],
  ['body', 'text'],
] as const

/** The tables whose rows belong to hand-offs, with every column, in the order in which rows may refer to each other. */
export const movedTables: readonly MovedTable<MovedName>[] = [
  {
    name: 'handoffs',
    key: 'id',
    columns: [
      ['id', 'text'],
      ['source', 'text'],
      ['helpdesk', 'text'],
      ['state', 'text'],
      ['accepted', 'integer'],
      ['requester_key', 'text'],
      ['request_id', 'text'],
      ['received_at', 'bigint'],
      ['received_day', 'integer'],
      ['due_at', 'bigint'],
      ['ended_at', 'bigint'],
      ['why', 'text'],
      ['idempotency_key', 'text'],
      ['fingerprint', 'text'],
      ['key_expires_at', 'bigint'],
      ['lined', 'integer'],
      ['behind', 'integer'],
      ['owner', 'text'],
      ['fence', 'integer'],
      ['attempts', 'integer'],
      ['failures', 'integer'],
      ['writes', 'integer'],
      ['write_kind', 'text'],
      ['write_ticket', 'text'],
      ['write_at', 'bigint'],
      ['ticket_id', 'text'],
      ['ticket_url', 'text'],
      ['ticket_action', 'text'],
      ['flags', 'text'],
      ['blanked', 'integer'],
    ],
  },
  { name: 'payloads', key: 'handoff_id', columns: contents },
  { name: 'classifications', key: 'handoff_id', columns: contents },
  {
    name: 'history',
    key: 'handoff_id',
    columns: [
      ['handoff_id', 'text'],
      ['seq', 'bigint'],
      ['at', 'bigint'],
      ['event', 'text'],
      ['why', 'text'],
      ['actor', 'text'],
    ],
  },
]

/** Few rows, and all of them change all the time. */
export const countersTable: MovedTable<'counters'> = {
  name: 'counters',
  key: null,
  columns: [
    ['source', 'text'],
    ['day', 'integer'],
    ['shard', 'integer'],
    ['received', 'bigint'],
    ['refused', 'bigint'],
    ['delivered', 'bigint'],
  ],
}

const keysTable: MovedTable<'api_keys'> = {
  name: 'api_keys',
  key: null,
  columns: [
    ['id', 'text'],
    ['name', 'text'],
    ['hash', 'text'],
    ['scopes', 'text'],
    ['rate', 'integer'],
    ['created_at', 'bigint'],
    ['created_by', 'text'],
    ['expires_at', 'bigint'],
    ['last_used_at', 'bigint'],
    ['revoked_at', 'bigint'],
    ['revoked_by', 'text'],
  ],
}

const auditTable: MovedTable<'audit'> = {
  name: 'audit',
  key: null,
  columns: [
    ['id', 'text'],
    ['at', 'bigint'],
    ['who', 'text'],
    ['key_id', 'text'],
    ['what', 'text'],
    ['subject_kind', 'text'],
    ['subject_id', 'text'],
    ['outcome', 'text'],
    ['status', 'integer'],
    ['request_id', 'text'],
  ],
}

/** A repeat that comes after the move must still be known for one: otherwise a customer would get the same reply twice. */
const ticketWritesTable: MovedTable<'ticket_writes'> = {
  name: 'ticket_writes',
  key: null,
  columns: [
    ['id', 'text'],
    ['fingerprint', 'text'],
    ['operation', 'text'],
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['state', 'text'],
    ['owner', 'text'],
    ['fence', 'integer'],
    ['lease_until', 'bigint'],
    ['begun_at', 'bigint'],
    ['sent_at', 'bigint'],
    ['lost_at', 'bigint'],
    ['message_id', 'text'],
    ['outcome', 'text'],
    ['good_until', 'bigint'],
    ['expires_at', 'bigint'],
  ],
}

const escalationsTable: MovedTable<'escalations'> = {
  name: 'escalations',
  key: null,
  columns: [
    ['handoff_id', 'text'],
    ['ordinal', 'integer'],
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['due_at', 'bigint'],
    ['owner', 'text'],
    ['fence', 'integer'],
    ['attempts', 'integer'],
    ['step', 'text'],
  ],
}

/** At most the deliveries of some days, 300 bytes each. */
const reviewsTable: MovedTable<'reviews'> = {
  name: 'reviews',
  key: null,
  columns: [
    ['handoff_id', 'text'],
    ['source', 'text'],
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['delivered_at', 'bigint'],
    ['due_at', 'bigint'],
    ['filed', 'text'],
  ],
}

const keptCountsTable: MovedTable<'kept_counts'> = {
  name: 'kept_counts',
  key: null,
  columns: [
    ['day', 'integer'],
    ['source', 'text'],
    ['decided_by', 'text'],
    ['category', 'text'],
    ['outcome', 'text'],
    ['tickets', 'bigint'],
  ],
}

/** How far the help desks were read: without it everything would be read, and predicted, anew. */
const triageFeedsTable: MovedTable<'triage_feeds'> = {
  name: 'triage_feeds',
  key: null,
  columns: [
    ['helpdesk', 'text'],
    ['cursor', 'text'],
    ['begun_at', 'bigint'],
    ['changed_until', 'bigint'],
    ['polled_at', 'bigint'],
    ['caught_up_at', 'bigint'],
    ['event_at', 'bigint'],
    ['read', 'bigint'],
    ['told', 'bigint'],
    ['missed', 'bigint'],
    ['choices', 'text'],
    ['problem', 'text'],
  ],
}

/** What was written must stay known, or it would be written again; and what was predicted is what the figures are made of. */
export const triageTicketsTable: MovedTable<'triage_tickets'> = {
  name: 'triage_tickets',
  key: null,
  columns: [
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['created_at', 'bigint'],
    ['changed_at', 'bigint'],
    ['seen_at', 'bigint'],
    ['skipped', 'text'],
    ['predicted_at', 'bigint'],
    ['category', 'text'],
    ['confidence', 'double precision'],
    ['decided_by', 'text'],
    ['model', 'text'],
    ['prediction', 'text'],
    ['control', 'integer'],
    ['state', 'text'],
    ['due_at', 'bigint'],
    ['attempts', 'integer'],
    ['fence', 'integer'],
    ['action', 'text'],
    ['why', 'text'],
    ['run', 'text'],
    ['planned', 'text'],
    ['sent_at', 'bigint'],
    ['wrote_at', 'bigint'],
    ['note_id', 'text'],
    ['left_with', 'text'],
    ['outcome', 'text'],
    ['ended_at', 'bigint'],
  ],
}

const triageHintsTable: MovedTable<'triage_hints'> = {
  name: 'triage_hints',
  key: null,
  columns: [
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['told_at', 'bigint'],
    ['changes', 'text'],
  ],
}

const triageRunsTable: MovedTable<'triage_runs'> = {
  name: 'triage_runs',
  key: null,
  columns: [
    ['id', 'text'],
    ['helpdesk', 'text'],
    ['began_at', 'bigint'],
    ['model', 'text'],
    ['settings', 'text'],
  ],
}

/** Whoever has stopped triage must find it stopped. */
const triageSwitchesTable: MovedTable<'triage_switches'> = {
  name: 'triage_switches',
  key: null,
  columns: [
    ['name', 'text'],
    ['value', 'text'],
    ['at', 'bigint'],
    ['who', 'text'],
  ],
}

/**
 * Moved as a whole at the end: counts, keys, the trail of what people and keys changed, what was done with tickets lately,
 * escalations and reviews that are still to come, which are few and come and go, what triage remembers, a row a ticket, and what people
 * keep at the desk.
 */
export const wholeTables: readonly MovedTable<
  | (typeof movedDeskTables)[number]['name']
  | 'counters'
  | 'api_keys'
  | 'audit'
  | 'ticket_writes'
  | 'escalations'
  | 'reviews'
  | 'kept_counts'
  | 'triage_feeds'
  | 'triage_tickets'
  | 'triage_hints'
  | 'triage_runs'
  | 'triage_switches'
>[] = [
  countersTable,
  keysTable,
  auditTable,
  ticketWritesTable,
  escalationsTable,
  reviewsTable,
  keptCountsTable,
  triageFeedsTable,
  triageTicketsTable,
  triageHintsTable,
  triageRunsTable,
  triageSwitchesTable,
  ...movedDeskTables,
]

/**
 * What is made anew on the new store, and emptied there: signed-in browsers, with the secret that their cookies are signed with, since
 * whoever takes over a service's data signs in once; and the words of hand-offs, which the service makes of what was moved in the
 * background. What another move left there must not stay: a hand-off may have been erased since.
 */
export const tablesMadeAnew = [
  'desk_sessions',
  'desk_secrets',
  'search_entries',
  'search_words',
  'search_progress',
] as const

/**
 * What stays behind: it says how processes share the work on one store at this moment, and means nothing in another. Every
 * table is here or above.
 */
export const tablesLeftBehind: readonly string[] = ['probes', 'duties', 'account_shares', 'moves']

export const columnNames = (table: MovedTable): string => table.columns.map(([name]) => name).join(', ')

/** One of something for each table that is moved. */
export type PerTable<T> = Record<MovedName, T>

export const perTable = <T>(make: (table: MovedTable<MovedName>) => T): PerTable<T> => {
  const [handoffs, payloads, classifications, history] = movedTables.map(make)
  if (
    handoffs === undefined ||
    payloads === undefined ||
    classifications === undefined ||
    history === undefined
  )
    throw new Error('There are four tables.')
  return { handoffs, payloads, classifications, history }
}

import type { Generated } from 'kysely'
import type { HandoffState } from '../../schemas/handoff.ts'
import type { DeskTables } from './desk-tables.ts'
import type { SearchTables } from './search-tables.ts'

/**
 * The tables. Ids are text, times and counts 64-bit integers (times in ms since the Unix epoch), flags 0 or 1, so that every
 * database can hold them the same way.
 */
export interface Tables extends DeskTables, SearchTables {
  handoffs: HandoffsTable
  payloads: PayloadsTable
  classifications: ClassificationsTable
  history: HistoryTable
  counters: CountersTable
  probes: ProbesTable
  duties: DutiesTable
  account_shares: AccountSharesTable
  moves: MovesTable
  api_keys: ApiKeysTable
  audit: AuditTable
  ticket_writes: TicketWritesTable
  escalations: EscalationsTable
  reviews: ReviewsTable
  kept_counts: KeptCountsTable
  triage_feeds: TriageFeedsTable
  triage_tickets: TriageTicketsTable
  triage_hints: TriageHintsTable
  triage_runs: TriageRunsTable
  triage_switches: TriageSwitchesTable
}

/** One row a hand-off. It is updated at every step, so it is narrow and holds nothing that a person wrote. */
export interface HandoffsTable {
  id: string
  source: string
  helpdesk: string
  state: HandoffState
  /** 0: refused at the door and not released since; stands apart from the custody sum whatever its state. */
  accepted: number
  requester_key: string
  request_id: string
  received_at: number
  /** Days from 1970-01-01 UTC to `received_at`; the custody sum over a million rows is five times as quick with it. */
  received_day: number
  /** Waiting: when it is tried again. Delivering: when the lease runs out. Null unless open. */
  due_at: number | null
  ended_at: number | null
  why: string | null
  /** Hash of source and key. Null when the key has expired. */
  idempotency_key: string | null
  fingerprint: string | null
  key_expires_at: number | null
  /** 1 once a claim has looked at it; only then does the index of lines hold it (see ledger/line.ts). */
  lined: Generated<number>
  /** 1 while another hand-off of the same requester goes first. */
  behind: Generated<number>
  owner: string | null
  fence: Generated<number>
  attempts: Generated<number>
  failures: Generated<number>
  writes: Generated<number>
  write_kind: 'create' | 'add' | null
  write_ticket: string | null
  write_at: number | null
  ticket_id: string | null
  ticket_url: string | null
  ticket_action: string | null
  /** Space-separated, '' when there is none. */
  flags: Generated<string>
  /** 1 after retention or erasure. */
  blanked: Generated<number>
}

/**
 * What the person wrote, as JSON. Rows are inserted and deleted, never updated: SQLite's secure_delete leaves copies of a
 * row behind when growing it splits a page (145 copies in 3,000 rows measured; none with insert and delete).
 */
export interface PayloadsTable {
  handoff_id: string
  body: string
}

/** What was decided about a hand-off, and what the bot was told to say, as JSON; inserted and deleted only, for the same reason. */
export interface ClassificationsTable {
  handoff_id: string
  body: string
}

/** One row for each transition but the first, which the hand-off's own row tells. `seq` orders them. */
export interface HistoryTable {
  handoff_id: string
  seq: number
  at: number
  event: string
  why: string | null
  actor: string | null
}

/**
 * Counted as things happen, apart from the rows, so that the two can be compared. `day` counts from 1970-01-01 UTC. A day's
 * count is the sum over `shard`s: transactions that run at the same time would otherwise wait for one row.
 */
export interface CountersTable {
  source: string
  day: number
  shard: number
  received: number
  refused: number
  delivered: number
}

export interface ProbesTable {
  name: string
  at: number
}

/** Work that one process at a time does for all: who has it, and until when. */
export interface DutiesTable {
  name: string
  owner: string
  /** Grows whenever the duty passes to another owner. */
  fence: number
  expires_at: number
}

/** How the processes share one help desk account's rate limit; see helpdesk/share. Parts are 0..1 of what all may spend. */
export interface AccountSharesTable {
  helpdesk: string
  replica: string
  part: number
  spent_part: number
  /** The most that `spent_part` can become until `expires_at`. */
  most_part: number
  wanted: number
  paused_until: number
  window_ms: number
  /** When the holder must stop spending. */
  expires_at: number
}

/** Moves of this store's content from or to another store, so that one can be resumed, and is not begun twice. */
export interface MovesTable {
  name: string
  state: string
  /** JSON; what the move needs to go on. */
  progress: string
  at: number
}

/**
 * Escalations that are still to come; a row goes when it has ended, and the history tells the rest. Nothing that a person wrote:
 * texts are templates, which are made when it is due.
 */
export interface EscalationsTable {
  handoff_id: string
  /** From 1, in the order of the rules. */
  ordinal: number
  helpdesk: string
  ticket_id: string
  /** When it is due; while somebody works on it, when the lease runs out. */
  due_at: number
  owner: string | null
  fence: Generated<number>
  attempts: Generated<number>
  /** JSON, an `EscalationStep`. */
  step: string
}

/** Tickets that are still to be looked at; a row goes when it was, and is counted below. Nothing that a person wrote. */
export interface ReviewsTable {
  handoff_id: string
  source: string
  helpdesk: string
  ticket_id: string
  delivered_at: number
  due_at: number
  /** JSON, a `Filed`. */
  filed: string
}

/** What became of what was decided, counted under the UTC day (from 1970-01-01) on which the ticket was looked at. */
export interface KeptCountsTable {
  day: number
  source: string
  decided_by: string
  category: string
  outcome: string
  tickets: number
}

/** Keys for `/v1`. A row is never deleted: the trail names keys by their ids. */
export interface ApiKeysTable {
  /** `rlv_` and 12 digits, the beginning of the key. */
  id: string
  name: string
  /** Hexadecimal SHA-256 of the whole key. */
  hash: string
  /** Space-separated. */
  scopes: string
  /** Requests a minute; null: the default. */
  rate: number | null
  created_at: number
  created_by: string
  expires_at: number | null
  last_used_at: Generated<number | null>
  revoked_at: Generated<number | null>
  revoked_by: Generated<string | null>
}

/** One row a write, done or refused. `id` begins with the time, and orders them. Nothing that a person wrote. */
export interface AuditTable {
  id: string
  at: number
  who: string
  key_id: string | null
  what: string
  subject_kind: 'handoff' | 'handoffs' | 'ticket' | 'key' | 'model' | 'user' | 'source' | 'category' | null
  subject_id: string | null
  /** Null: begun, and not known to have ended. */
  outcome: Generated<'done' | 'refused' | 'failed' | null>
  status: Generated<number | null>
  request_id: string | null
}

/**
 * One row for each thing that was asked to be done with a ticket, for as long as a repeat must be known for one. Nothing that was
 * written to a customer.
 */
export interface TicketWritesTable {
  /** Hash of the caller and its key, or of the caller and what it asked. One that has been used again ends in when it was begun. */
  id: string
  /** Hash of what was asked, wherever it came from. */
  fingerprint: string
  operation: string
  helpdesk: string
  ticket_id: string
  /** `sending`: begun, and the request may be out. `unknown`: it may have been done. */
  state: 'sending' | 'unknown' | 'done'
  owner: string
  fence: number
  /** Until when the owner works on it; 0: nobody does. */
  lease_until: number
  begun_at: number
  /** When it was marked last before the request left. */
  sent_at: number | null
  /** Since when it is not known whether it was done. */
  lost_at: number | null
  /** What it left in the conversation; no other row of the ticket has the same. */
  message_id: string | null
  /** What the caller is answered, as JSON: ids, times, names of agents and groups. */
  outcome: string | null
  /** Until when a repeat is known for one. */
  good_until: number
  /** When the row may go. Later than `good_until`: whose message it was is worth knowing for longer. */
  expires_at: number
}

/** Up to where the changes of a help desk have been read. */
export interface TriageFeedsTable {
  helpdesk: string
  /** The adapter's; null: nothing has been read. */
  cursor: string | null
  /** From when on tickets are looked at (ms). */
  begun_at: number
  /** Time of the newest change that was read. */
  changed_until: number
  polled_at: number
  /** When the list was last read to its end; 0: never. */
  caught_up_at: Generated<number>
  /** When the last event came in; 0: never. */
  event_at: Generated<number>
  /** Changes that were read, and of these what events had told, and what they had missed while there were any. */
  read: Generated<number>
  told: Generated<number>
  missed: Generated<number>
  /** JSON: groups and types of the account as they were seen last, to notice what was renamed or removed. */
  choices: string | null
  /** What stands in the way of reading, in plain words, as whoever reads it has said last. */
  problem: string | null
}

/** One row a ticket that was seen. Nothing that a person wrote, but for a prediction's reasons until it is written. */
export interface TriageTicketsTable {
  helpdesk: string
  ticket_id: string
  created_at: number
  /** `Ticket.updatedAt` of the newest version that was read (ms). */
  changed_at: number
  seen_at: number
  /** Why it is not triaged; null: it is. */
  skipped: string | null
  predicted_at: number | null
  category: string | null
  confidence: number | null
  decided_by: string | null
  model: string | null
  /** JSON, a `Prediction`. */
  prediction: string | null
  /** 1: only observed, whatever the mode, so that it shows what agents do by themselves. */
  control: Generated<number>
  /** Of the write: null (there is none), `due`, `sending`, `unknown`, `done`, `left` (decided not to), `undoing`, `undone`. */
  state: string | null
  due_at: number | null
  attempts: Generated<number>
  /** Grows with each step of the write: who holds an older one has lost it. */
  fence: Generated<number>
  /** `suggest`, `apply` or `route`. */
  action: string | null
  why: string | null
  run: string | null
  /** JSON, a `PlannedWrite`. */
  planned: string | null
  sent_at: number | null
  wrote_at: number | null
  note_id: string | null
  /** JSON, a `Left`. */
  left_with: string | null
  outcome: string | null
  /** When it was seen solved or closed; null again when it was reopened. */
  ended_at: number | null
}

/** Tickets that events told of and that have not been read since. */
export interface TriageHintsTable {
  helpdesk: string
  ticket_id: string
  told_at: number
  /** JSON, `ToldChange[]`. */
  changes: string
}

/** What was written under one model and one set of settings on one day, so that it can be undone together. */
export interface TriageRunsTable {
  id: string
  helpdesk: string
  began_at: number
  model: string | null
  /** Hash of the settings that decide. */
  settings: string
}

/** What was switched while the service ran: `stop`, or `mode:CATEGORY`. */
export interface TriageSwitchesTable {
  name: string
  value: string
  at: number
  who: string
}

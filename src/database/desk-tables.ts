import type { Generated } from 'kysely'
import type { Priority } from '../../schemas/handoff.ts'
import type { TicketStatus } from '../../schemas/ticket.ts'

/** The tables behind the desk: people, switches, the list of tickets, drafts, replies, knowledge. Kinds of columns as in `Tables`. */
export interface DeskTables {
  users: UsersTable
  invitations: InvitationsTable
  desk_sessions: DeskSessionsTable
  desk_secrets: DeskSecretsTable
  sign_in_guesses: SignInGuessesTable
  switches: SwitchesTable
  inbox_feeds: InboxFeedsTable
  inbox_tickets: InboxTicketsTable
  drafts: DraftsTable
  draft_versions: DraftVersionsTable
  outbox: OutboxTable
  llm_calls: LlmCallsTable
  llm_days: LlmDaysTable
  knowledge: KnowledgeTable
  knowledge_vectors: KnowledgeVectorsTable
  knowledge_feeds: KnowledgeFeedsTable
}

export interface UsersTable {
  id: string
  /** Lower case. */
  email: string
  name: string
  role: 'agent' | 'supervisor' | 'admin'
  /** Salted and slow hash with its parameters; null: none was set. */
  password: string | null
  /** Issuer and subject of a provider; null: never signed in by one. */
  identity: string | null
  language: string | null
  theme: string | null
  created_at: number
  created_by: string
  disabled_at: number | null
  seen_at: number | null
  /** Wrong passwords in a row. */
  failures: Generated<number>
  locked_until: number | null
}

/** A link that sets a password, once. */
export interface InvitationsTable {
  /** SHA-256 of what stands in the link. */
  hash: string
  /** Null: who follows it becomes the first admin. */
  user_id: string | null
  created_at: number
  created_by: string
  expires_at: number
}

export interface DeskSessionsTable {
  /** SHA-256 of the session's id; who reads the table cannot sign in with it. */
  hash: string
  user_id: string | null
  /** JSON. */
  data: string
  created_at: number
  seen_at: number
  expires_at: number
}

/** What all replicas sign with; made once. */
export interface DeskSecretsTable {
  name: string
  value: string
  created_at: number
}

/** Wrong passwords for addresses of nobody, counted as those of people are, so that a lock does not tell who has an account. */
export interface SignInGuessesTable {
  /** SHA-256 of the address. */
  hash: string
  failures: number
  locked_until: number | null
  at: number
}

/** What people have switched while the service runs: `pause:source:NAME`, `pause:llm`. */
export interface SwitchesTable {
  name: string
  value: string
  at: number
  who: string
}

export interface InboxFeedsTable {
  helpdesk: string
  cursor: string | null
  /** From when on tickets are read. */
  begun_at: Generated<number>
  /** Of what was read (ms, of the help desk's clock). */
  changed_until: Generated<number>
  polled_at: number
  /** 0: never. */
  caught_up_at: Generated<number>
  problem: string | null
  /** Grows with each change of its tickets, so that others know when to look. */
  version: Generated<number>
}

/** A ticket as it stood when it was last read; what was said on it is not kept. */
export interface InboxTicketsTable {
  helpdesk: string
  ticket_id: string
  url: string
  subject: string | null
  status: TicketStatus
  status_label: string | null
  priority: Priority | null
  type: string | null
  group_id: string | null
  agent_id: string | null
  requester_id: string | null
  requester_name: string | null
  /** JSON, texts. */
  tags: string
  /** What the classifier took it for. */
  category: string | null
  confidence: number | null
  needs_reply: number
  /** `updated_at` of the version on which an agent was seen to have the last word; null: not seen, or the customer had it. */
  answered_at: number | null
  /** Words of subject, requester and number as they are searched: lower case, no accents, a space before each. */
  folded: string
  created_at: number
  updated_at: number
}

export interface DraftsTable {
  id: string
  helpdesk: string
  ticket_id: string
  created_at: number
  created_by: string
  state: 'open' | 'sent' | 'rejected'
  /** Number of the newest version, from 1. */
  latest: number
  ended_at: number | null
  /** Of the first version: `playbook`, `article`, …, or the model's name. */
  made_by: string | null
  outcome: 'accepted' | 'edited' | 'rejected' | null
  /** 0: sent as it was made; 1: nothing is left of it. */
  distance: number | null
}

export interface DraftVersionsTable {
  draft_id: string
  number: number
  at: number
  who: string
  kind: 'generated' | 'refined' | 'edited' | 'restored'
  instruction: string | null
  made_by: string | null
  /** JSON, `DraftContent`. */
  content: string
}

/** Replies and notes that agents have sent, from the click on. */
export interface OutboxTable {
  id: string
  helpdesk: string
  ticket_id: string
  kind: 'reply' | 'note'
  /** JSON; null after retention. */
  content: string | null
  draft_id: string | null
  version: number | null
  who: string
  /** `held`: it can still be taken back, or waits for its next try. */
  state: 'held' | 'sending' | 'sent' | 'cancelled' | 'failed'
  due_at: number | null
  owner: string | null
  fence: Generated<number>
  attempts: Generated<number>
  /** Code of why it waits, failed, or is not as it was ordered; `why` says it in English. */
  reason: string | null
  why: string | null
  message_id: string | null
  created_at: number
  /** Since when it may be out without our knowing; null: it is certain that it is not, or that it is. */
  first_sent_at: number | null
  ended_at: number | null
}

/** What left the building for a language model, byte for byte, and what came back. */
export interface LlmCallsTable {
  id: string
  at: number
  purpose: string
  helpdesk: string | null
  ticket_id: string | null
  who: string | null
  url: string
  model: string
  /** The body as it was sent; null after retention. */
  request: string | null
  response: string | null
  /** Null: under way, or the process ended. */
  outcome: string | null
  input_tokens: number | null
  output_tokens: number | null
  /** 1: the server did not count, and the tokens are by the length of the texts. */
  estimated: number | null
  cost: number | null
  took_ms: number | null
}

export interface LlmDaysTable {
  /** Days from 1970-01-01 UTC. */
  day: number
  tokens: number
  cost: number
}

export interface KnowledgeTable {
  /** As `DraftSource.id`. */
  id: string
  kind: 'article' | 'canned' | 'ticket'
  helpdesk: string | null
  language: string | null
  title: string
  url: string | null
  /** Plain text. */
  body: string
  hash: string
  changed_at: number
  read_at: number
}

export interface KnowledgeVectorsTable {
  knowledge_id: string
  model: string
  /** Of the text that it is of. */
  hash: string
  /** 32-bit floats, little endian, in base64. */
  vector: string
}

export interface KnowledgeFeedsTable {
  name: string
  cursor: string | null
  read_at: number
  /** Grows with each change, so that others know when to read anew. */
  version: Generated<number>
  problem: string | null
}

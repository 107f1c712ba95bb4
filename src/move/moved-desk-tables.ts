import type { DeskTables } from '../database/desk-tables.ts'
import type { MovedTable } from './moved-table.ts'

/** People go on signing in with the passwords they have, and who was locked out is. */
const users: MovedTable<'users'> = {
  name: 'users',
  key: null,
  columns: [
    ['id', 'text'],
    ['email', 'text'],
    ['name', 'text'],
    ['role', 'text'],
    ['password', 'text'],
    ['identity', 'text'],
    ['language', 'text'],
    ['theme', 'text'],
    ['created_at', 'bigint'],
    ['created_by', 'text'],
    ['disabled_at', 'bigint'],
    ['seen_at', 'bigint'],
    ['failures', 'integer'],
    ['locked_until', 'bigint'],
  ],
}

const invitations: MovedTable<'invitations'> = {
  name: 'invitations',
  key: null,
  columns: [
    ['hash', 'text'],
    ['user_id', 'text'],
    ['created_at', 'bigint'],
    ['created_by', 'text'],
    ['expires_at', 'bigint'],
  ],
}

/** With users: were these locks lifted and theirs not, it would show who has an account. */
const signInGuesses: MovedTable<'sign_in_guesses'> = {
  name: 'sign_in_guesses',
  key: null,
  columns: [
    ['hash', 'text'],
    ['failures', 'integer'],
    ['locked_until', 'bigint'],
    ['at', 'bigint'],
  ],
}

/** Whoever has paused something must find it paused. */
const switches: MovedTable<'switches'> = {
  name: 'switches',
  key: null,
  columns: [
    ['name', 'text'],
    ['value', 'text'],
    ['at', 'bigint'],
    ['who', 'text'],
  ],
}

/** How far help desks were read: without it all tickets would be read, and classified, anew. */
const inboxFeeds: MovedTable<'inbox_feeds'> = {
  name: 'inbox_feeds',
  key: null,
  columns: [
    ['helpdesk', 'text'],
    ['cursor', 'text'],
    ['begun_at', 'bigint'],
    ['changed_until', 'bigint'],
    ['polled_at', 'bigint'],
    ['caught_up_at', 'bigint'],
    ['problem', 'text'],
    ['version', 'bigint'],
  ],
}

const inboxTickets: MovedTable<'inbox_tickets'> = {
  name: 'inbox_tickets',
  key: null,
  columns: [
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['url', 'text'],
    ['subject', 'text'],
    ['status', 'text'],
    ['status_label', 'text'],
    ['priority', 'text'],
    ['type', 'text'],
    ['group_id', 'text'],
    ['agent_id', 'text'],
    ['requester_id', 'text'],
    ['requester_name', 'text'],
    ['tags', 'text'],
    ['category', 'text'],
    ['confidence', 'double precision'],
    ['needs_reply', 'integer'],
    ['answered_at', 'bigint'],
    ['folded', 'text'],
    ['created_at', 'bigint'],
    ['updated_at', 'bigint'],
  ],
}

const drafts: MovedTable<'drafts'> = {
  name: 'drafts',
  key: null,
  columns: [
    ['id', 'text'],
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['created_at', 'bigint'],
    ['created_by', 'text'],
    ['state', 'text'],
    ['latest', 'integer'],
    ['ended_at', 'bigint'],
    ['made_by', 'text'],
    ['outcome', 'text'],
    ['distance', 'double precision'],
  ],
}

const draftVersions: MovedTable<'draft_versions'> = {
  name: 'draft_versions',
  key: null,
  rowsAtOnce: 200,
  columns: [
    ['draft_id', 'text'],
    ['number', 'integer'],
    ['at', 'bigint'],
    ['who', 'text'],
    ['kind', 'text'],
    ['instruction', 'text'],
    ['made_by', 'text'],
    ['content', 'text'],
  ],
}

/** What waits is sent by the new store, and by it alone; `ticket_writes` tells it what was under way. */
const outbox: MovedTable<'outbox'> = {
  name: 'outbox',
  key: null,
  rowsAtOnce: 200,
  columns: [
    ['id', 'text'],
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['kind', 'text'],
    ['content', 'text'],
    ['draft_id', 'text'],
    ['version', 'integer'],
    ['who', 'text'],
    ['state', 'text'],
    ['due_at', 'bigint'],
    ['owner', 'text'],
    ['fence', 'integer'],
    ['attempts', 'integer'],
    ['reason', 'text'],
    ['why', 'text'],
    ['message_id', 'text'],
    ['created_at', 'bigint'],
    ['first_sent_at', 'bigint'],
    ['ended_at', 'bigint'],
  ],
}

/** What left the building must go on being shown. */
const llmCalls: MovedTable<'llm_calls'> = {
  name: 'llm_calls',
  key: null,
  rowsAtOnce: 50,
  columns: [
    ['id', 'text'],
    ['at', 'bigint'],
    ['purpose', 'text'],
    ['helpdesk', 'text'],
    ['ticket_id', 'text'],
    ['who', 'text'],
    ['url', 'text'],
    ['model', 'text'],
    ['request', 'text'],
    ['response', 'text'],
    ['outcome', 'text'],
    ['input_tokens', 'integer'],
    ['output_tokens', 'integer'],
    ['estimated', 'integer'],
    ['cost', 'double precision'],
    ['took_ms', 'integer'],
  ],
}

/** Otherwise the day's budget would begin anew. */
const llmDays: MovedTable<'llm_days'> = {
  name: 'llm_days',
  key: null,
  columns: [
    ['day', 'integer'],
    ['tokens', 'bigint'],
    ['cost', 'double precision'],
  ],
}

const knowledge: MovedTable<'knowledge'> = {
  name: 'knowledge',
  key: null,
  rowsAtOnce: 500,
  columns: [
    ['id', 'text'],
    ['kind', 'text'],
    ['helpdesk', 'text'],
    ['language', 'text'],
    ['title', 'text'],
    ['url', 'text'],
    ['body', 'text'],
    ['hash', 'text'],
    ['changed_at', 'bigint'],
    ['read_at', 'bigint'],
  ],
}

/** They could be made anew, which may cost an hour, or money. */
const knowledgeVectors: MovedTable<'knowledge_vectors'> = {
  name: 'knowledge_vectors',
  key: null,
  rowsAtOnce: 500,
  columns: [
    ['knowledge_id', 'text'],
    ['model', 'text'],
    ['hash', 'text'],
    ['vector', 'text'],
  ],
}

const knowledgeFeeds: MovedTable<'knowledge_feeds'> = {
  name: 'knowledge_feeds',
  key: null,
  columns: [
    ['name', 'text'],
    ['cursor', 'text'],
    ['read_at', 'bigint'],
    ['version', 'bigint'],
    ['problem', 'text'],
  ],
}

/** What people keep at the desk, moved as a whole at the end. */
export const movedDeskTables: readonly MovedTable<
  Exclude<keyof DeskTables, 'desk_sessions' | 'desk_secrets'>
>[] = [
  users,
  invitations,
  signInGuesses,
  switches,
  inboxFeeds,
  inboxTickets,
  drafts,
  draftVersions,
  outbox,
  llmCalls,
  llmDays,
  knowledge,
  knowledgeVectors,
  knowledgeFeeds,
]

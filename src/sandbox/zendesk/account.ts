import type { PerTicketMap } from '../per-ticket-map.ts'
import type { CustomStatusOption, FieldType, TicketStatus } from './options.ts'

/** What the account holds. Times are ms since the epoch; everything may be read and changed by a test. */
export interface Account {
  readonly tickets: Map<number, StoredTicket>
  readonly users: Map<number, StoredUser>
  readonly organizations: Map<number, StoredOrganization>
  readonly groups: Map<number, StoredGroup>
  readonly brands: Map<number, StoredBrand>
  readonly fields: Map<number, StoredField>
  /** Empty: custom statuses are off. */
  readonly statuses: Map<number, StoredStatus>
  readonly comments: PerTicketMap<StoredComment>
  /** By ticket, oldest first. */
  readonly audits: Map<number, StoredAudit[]>
  readonly uploads: Map<string, StoredUpload>
  readonly articles: Map<number, StoredArticle>
  readonly macros: Map<number, StoredMacro>
  readonly ratings: Map<number, StoredRating>
  readonly jobs: Map<string, StoredJob>
  /** What was answered under each idempotency key. */
  readonly keys: Map<string, StoredKey>
  nextId(): number
  nextTicketId(): number
}

export type FieldValue = string | number | boolean | null | readonly string[]

/** The part of a ticket that changes, and that the search index has an old copy of. */
export interface TicketState {
  subject: string
  status: TicketStatus | 'deleted'
  customStatusId: number | null
  priority: string | null
  type: string | null
  requesterId: number
  assigneeId: number | null
  groupId: number | null
  brandId: number | null
  externalId: string | null
  tags: string[]
  /** By field id. */
  fields: Record<string, FieldValue>
  updatedAt: number
}

export interface StoredTicket extends TicketState {
  id: number
  submitterId: number
  /** Plain text of the first comment. */
  description: string
  createdAt: number
  /** Bumped by every change, the system's own too; unix seconds. */
  generatedAt: number
  /** Closed long ago: left out of lists, still in search and in the export. */
  archived: boolean
  /** How it came; `api` when left out. */
  channel?: string
  /** States that the index has seen or will see, oldest first. */
  indexed: { at: number; state: TicketState }[]
}

export interface StoredUser {
  id: number
  name: string
  email: string | null
  phone: string | null
  role: 'end-user' | 'agent' | 'admin'
  suspended: boolean
  externalId: string | null
  organizationId: number | null
  tags: string[]
  createdAt: number
}

/** A customer's firm. */
export interface StoredOrganization {
  id: number
  name: string
  domainNames: string[]
  tags: string[]
  createdAt: number
}

export interface StoredGroup {
  id: number
  name: string
  memberIds: number[]
}

export interface StoredBrand {
  id: number
  name: string
}

export interface StoredField {
  id: number
  type: FieldType | 'subject' | 'description' | 'status' | 'tickettype' | 'priority' | 'group' | 'assignee'
  title: string
  required: boolean
  requiredOnCreate: boolean
  active: boolean
  options: { id: number; name: string; value: string }[]
  systemOptions: { name: string; value: string }[]
  pattern: string | null
}

export interface StoredStatus {
  id: number
  category: CustomStatusOption['category']
  label: string
  /** The category's default. */
  isDefault: boolean
}

export interface StoredComment {
  id: number
  ticketId: number
  authorId: number
  public: boolean
  htmlBody: string
  plainBody: string
  files: StoredFile[]
  /** Addresses that it is mailed to besides the requester's. */
  cc: string[]
  createdAt: number
}

/** What did something: a person by `web`, `email` or `api`, or a rule of the account. */
export interface Via {
  channel: string
  source: { from: { id?: number; title?: string }; to: object; rel: 'trigger' | 'automation' | null }
}

/** One step of a ticket's history. */
export interface StoredAudit {
  id: number
  ticketId: number
  /** -1: a rule. */
  authorId: number
  createdAt: number
  via: Via
  events: AuditEvent[]
}

export type AuditEvent =
  | { id: number; type: 'Create'; field_name: string; value: FieldValue }
  /** `via`: a trigger did it, on the occasion of what the audit is about. */
  | {
      id: number
      type: 'Change'
      field_name: string
      value: FieldValue
      previous_value: FieldValue
      via?: Via
    }
  | { id: number; type: 'Comment'; public: boolean; author_id: number; body: string }

export interface StoredFile {
  id: number
  name: string
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface StoredUpload {
  token: string
  expiresAt: number
  files: StoredFile[]
}

export interface StoredArticle {
  id: number
  title: string
  body: string
  locale: string
  draft: boolean
  updatedAt: number
}

export interface StoredMacro {
  id: number
  title: string
  active: boolean
  actions: { field: string; value: string | string[] }[]
  /** Whose own it is; null: everybody's. */
  ownerId: number | null
  createdAt: number
}

export interface StoredRating {
  id: number
  ticketId: number
  requesterId: number
  assigneeId: number | null
  score: 'offered' | 'unoffered' | 'good' | 'bad'
  comment: string | null
  createdAt: number
  updatedAt: number
}

export interface StoredJob {
  id: string
  total: number
  startsAt: number
  endsAt: number
  /** Does the job's work, when its time has come. */
  work: (now: number) => JobResult[]
  /** Null until then. */
  results: JobResult[] | null
}

/** What became of one ticket. Those that failed are often named by their place in the list alone. */
export interface JobResult {
  id?: number
  index?: number
  action?: string
  status?: string
  success?: boolean
  error?: string
  details?: string
}

export interface StoredKey {
  at: number
  /** The request's body as it came. */
  body: string
  status: number
  answer: string
}

import type { SandboxClock } from '../sandbox-clock.ts'
import type { WebhookOption } from './webhooks/webhook-option.ts'

export type Role = 'agent' | 'admin'

export type TicketStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'

export interface AgentOption {
  name: string
  email: string
  /** `admin` when left out. */
  role?: Role
}

export interface GroupOption {
  name: string
  /** E-mails of its agents. */
  agents?: readonly string[]
}

export interface OrganizationOption {
  name: string
  /** People with an address there belong to it. */
  domains?: readonly string[]
}

export type FieldType =
  | 'text'
  | 'textarea'
  | 'checkbox'
  | 'date'
  | 'integer'
  | 'decimal'
  | 'regexp'
  | 'tagger'
  | 'multiselect'

export interface CustomFieldOption {
  title: string
  type: FieldType
  /** Dropdowns: name as agents see it (`A::B` nests), value as tickets hold it. */
  options?: readonly { name: string; value: string }[]
  /** `regexp` fields: what a value must match. */
  pattern?: string
  /** Needed to solve a ticket. */
  required?: boolean
  /** Needed when a ticket is made; the vendor's documents do not have that, some accounts' apps do. */
  requiredOnCreate?: boolean
  active?: boolean
}

export interface CustomStatusOption {
  category: 'new' | 'open' | 'pending' | 'hold' | 'solved'
  label: string
}

export interface ArticleOption {
  title: string
  /** HTML. */
  body: string
  locale?: string
}

export interface MacroOption {
  title: string
  actions: readonly { field: string; value: string | string[] }[]
}

/** A rule that runs when a ticket is made, and sets what it is told to. */
export interface TriggerOption {
  title: string
  /** Only tickets whose subject or text holds this, without case. */
  contains?: string
  /** The group by its name. */
  set: {
    group?: string
    priority?: 'low' | 'normal' | 'high' | 'urgent'
    type?: string
    tags?: readonly string[]
  }
}

/** Everything that may be spent; figures may be changed while it runs. */
export interface Limits {
  /** Calls per window for the whole account. */
  total: number
  perWindowMs: number
  /** Updates of one ticket by one user in `ticketWindowMs`. */
  updatesPerTicket: number
  ticketWindowMs: number
  /** Ticket updates per window for the whole account; null is no limit of its own. */
  updates: number | null
  /** Incremental exports per window. */
  incremental: number | null
  /** Creating or updating users, per window. */
  users: number | null
  /** Calls that other apps of the account spend in a window, evenly. */
  otherAppsUse: number
}

/** One Zendesk account. What the vendor's documents leave open can be set, so that a client meets both readings. */
export interface ZendeskSandboxOptions {
  clock?: SandboxClock
  /** Only requests to this origin are answered, e.g. `https://acme.zendesk.com`; any when left out. */
  origin?: string
  /** API tokens, for Basic `<e-mail of any agent>/token:<token>`. By default `sandbox-token`. */
  apiTokens?: readonly string[]
  /** OAuth tokens and the agent whose each is. */
  oauthTokens?: Readonly<Record<string, string>>
  limits?: Partial<Limits>
  /** Which spelling of the rate-limit headers is sent. Default both. */
  rateLimitHeaders?: 'both' | 'x' | 'plain' | 'none'
  agents?: readonly AgentOption[]
  groups?: readonly GroupOption[]
  organizations?: readonly OrganizationOption[]
  brands?: readonly { name: string }[]
  fields?: readonly CustomFieldOption[]
  /** Types that the account offers; all four when left out. */
  types?: readonly string[]
  /** Absent: the account has no custom statuses. */
  customStatuses?: readonly CustomStatusOption[]
  /** Whether `hold` is enabled. Default true. */
  hold?: boolean
  macros?: readonly MacroOption[]
  articles?: readonly ArticleOption[]
  /** How long a job takes, half of it waiting for its turn. Default 1 second. */
  jobDelayMs?: number
  /** How long the search index lags behind. Default 2 minutes. */
  searchDelayMs?: number
  /** How long an idempotency key is remembered. Default 2 hours. */
  idempotencyMs?: number
  /** Whether a key is remembered for a creation that was refused (422) too. Default false. */
  remembersRefusals?: boolean
  /** How long an upload can be used. Default 60 minutes. */
  uploadMs?: number
  maxUploadBytes?: number
  /** Longest body of a comment. Default 65,536. */
  maxCommentLength?: number
  /** Comments that a ticket takes. Default 5,000. */
  maxComments?: number
  /** A longer subject is cut (the default) or refused. */
  longSubject?: 'cut' | 'refuse'
  /** Whether a new requester needs a name. Default true. */
  needsName?: boolean
  /** A value for a field that does not exist: dropped without a word (the default), or refused. */
  unknownFields?: 'ignore' | 'refuse'
  /** Whether a public comment of the requester opens a solved or pending ticket again. Default true. */
  reopens?: boolean
  triggers?: readonly TriggerOption[]
  /** Called when a ticket is made or changed; more can be added while it runs. */
  webhooks?: readonly WebhookOption[]
  /** How long until a webhook that was refused is called again, when the refusal does not say. Default 5 seconds. */
  webhookRetryMs?: number
  /** Whether the list of audits heeds `sort_order` (the default) or begins with the oldest, which is not documented. */
  auditsOrder?: 'asked' | 'oldest'
  /** First id of everything but tickets; beyond 2^32, as the vendor's are. */
  idBase?: number
  firstTicketId?: number
  seed?: number
}

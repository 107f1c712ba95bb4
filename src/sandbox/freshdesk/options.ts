import type { SandboxClock } from '../sandbox-clock.ts'
import type { Automation, EventWords } from './automations/automation.ts'

/** What an API key may do. `admin` is needed for products and the `/admin` routes. */
export type Permission =
  | 'tickets:view'
  | 'tickets:create'
  | 'tickets:edit'
  | 'tickets:delete'
  | 'conversations:write'
  | 'contacts:view'
  | 'contacts:edit'
  | 'agents:view'
  | 'solutions:view'
  | 'canned-responses:view'
  | 'admin'

export interface ApiKey {
  /** E-mail of the agent whose key it is; the account's first agent when left out. */
  agent?: string
  /** Everything when left out. */
  permissions?: readonly Permission[]
}

export type Plan = 'trial' | 'growth' | 'pro' | 'enterprise'

/** Per window, for the whole account. `total` counts credits, the others count calls; null is no limit of its own. */
export interface Limits {
  total: number
  perWindowMs: number
  create: number | null
  update: number | null
  listTickets: number | null
  listContacts: number | null
  /** Credits that other apps and agents of the account spend in a window, evenly. */
  otherAppsUse: number
}

export type FieldKind =
  | 'text'
  | 'paragraph'
  | 'number'
  | 'decimal'
  | 'checkbox'
  | 'date'
  | 'dropdown'
  | 'nested'

/** Choices of a nested field: `{ Spain: { Madrid: ['Centro'] } }`. */
export type NestedChoices = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

export interface CustomFieldOption {
  /** As in `custom_fields`, e.g. `cf_order_number`. */
  name: string
  label?: string
  kind: FieldKind
  /** Dropdown: the choices. */
  choices?: readonly string[]
  /** Nested: the tree, and the names of level 2 and 3. */
  tree?: NestedChoices
  levels?: readonly { name: string; label: string }[]
  requiredForAgents?: boolean
  requiredForClosure?: boolean
}

export interface StatusOption {
  id: number
  label: string
  customerLabel?: string
}

export interface FieldOptions {
  types?: readonly string[]
  statuses?: readonly StatusOption[]
  /** Label to id; the documented ones when left out. */
  sources?: Readonly<Record<string, number>>
  /** Names of default fields, as in `/ticket_fields`, that agents must fill, besides subject and description. */
  required?: readonly string[]
  /** Those that must be filled when a ticket is closed. */
  requiredForClosure?: readonly string[]
  custom?: readonly CustomFieldOption[]
}

export interface AgentOption {
  name: string
  email: string
  phone?: string
  mobile?: string
  occasional?: boolean
  /** Whether tickets are given to this agent now. Default true. */
  available?: boolean
}

export interface GroupOption {
  name: string
  /** E-mails of its agents. */
  agents?: readonly string[]
}

export interface ArticleOption {
  title: string
  /** HTML. */
  description: string
  /** 1 draft, 2 published (default). */
  status?: 1 | 2
  tags?: readonly string[]
}

export interface SolutionCategoryOption {
  name: string
  folders: readonly { name: string; visibility?: number; articles: readonly ArticleOption[] }[]
}

export interface CannedResponseFolderOption {
  name: string
  responses: readonly { title: string; content: string; visibility?: 0 | 1 | 2 }[]
}

/**
 * One Freshdesk account. Whatever the vendor's documents leave open can be set, so that a client is tested against both
 * readings.
 */
export interface FreshdeskSandboxOptions {
  clock?: SandboxClock
  /** Only requests to this origin are answered, e.g. `https://acme.freshdesk.com`; any when left out. */
  origin?: string
  /** Key → what it may do. By default `sandbox-key` may do everything. */
  apiKeys?: Readonly<Record<string, ApiKey>>
  /** Sets the limits of a plan; `enterprise` when left out. */
  plan?: Plan
  /** Overrides single limits of the plan. */
  limits?: Partial<Limits>
  agents?: readonly AgentOption[]
  groups?: readonly GroupOption[]
  products?: readonly { name: string }[]
  companies?: readonly { name: string; domains?: readonly string[] }[]
  fields?: FieldOptions
  solutions?: readonly SolutionCategoryOption[]
  cannedResponses?: readonly CannedResponseFolderOption[]
  /** How long the search index lags behind. Default 2 minutes. */
  searchDelayMs?: number
  /** How long after its creation a ticket gets its due times. Default 3 seconds. */
  slaDelayMs?: number
  /** What the account's plan leaves out: those calls are refused with `require_feature`. Default nothing. */
  lacks?: readonly ('surveys' | 'time-tracking')[]
  /** Which ratings a list begins with, which is undocumented. Default the oldest. */
  ratingsOrder?: 'oldest' | 'newest'
  /** How long a bulk job runs. Default 1 second. */
  jobDelayMs?: number
  /** Default true. */
  emailIsCaseInsensitive?: boolean
  /** How errors name a custom field: `custom_fields.cf_x` (seen on companies; the default) or `cf_x`. */
  customFieldErrors?: 'dotted' | 'bare'
  /** Whether fields required for closure are wanted for Resolved too. Default true. */
  closureIncludesResolved?: boolean
  /** Whether a responder must be an agent of the ticket's group. Default true. */
  checkMembership?: boolean
  /** Whether an update answers with the due times from before it (accounts made after 2025-08-25). Default false. */
  staleDueTimes?: boolean
  /** All attachments of a ticket together. Default 20 MB. */
  maxAttachmentBytes?: number
  /** First global id (contacts, agents, conversations …); beyond 2^32, as the vendor's are. */
  idBase?: number
  /** First ticket id. Default 1. */
  firstTicketId?: number
  /** Rules that call a webhook when a ticket is made or changed; more can be added while it runs. */
  automations?: readonly Automation[]
  /** How `triggered_event` is worded where the vendor's documents leave it open. */
  eventWords?: Partial<EventWords>
  /** How long until a webhook that failed is called again, each after the one before. Default 5, 30 and 60 minutes. */
  webhookRetryMs?: readonly number[]
  /** Seed of the faults' random. */
  seed?: number
}

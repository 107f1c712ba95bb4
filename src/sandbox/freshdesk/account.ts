import type { PerTicketMap } from '../per-ticket-map.ts'
import type { NestedChoices, StatusOption } from './options.ts'

/** What the account holds. Times are ms since the epoch; everything may be read and changed by a test. */
export interface Account {
  readonly tickets: Map<number, StoredTicket>
  readonly contacts: Map<number, StoredContact>
  readonly agents: Map<number, StoredAgent>
  readonly groups: Map<number, StoredGroup>
  readonly products: Map<number, StoredProduct>
  readonly companies: Map<number, StoredCompany>
  /** In the form's order. Change `requiredForAgents`, `choices` … to change the account's form while it runs. */
  readonly fields: StoredField[]
  readonly statuses: StatusOption[]
  readonly conversations: PerTicketMap<StoredConversation>
  readonly attachments: Map<number, StoredAttachment>
  readonly categories: Map<number, StoredCategory>
  readonly folders: Map<number, StoredFolder>
  readonly articles: Map<number, StoredArticle>
  readonly cannedFolders: Map<number, StoredCannedFolder>
  readonly cannedResponses: Map<number, StoredCannedResponse>
  readonly jobs: Map<string, StoredJob>
  readonly ratings: Map<number, StoredRating>
  readonly timeEntries: Map<number, StoredTimeEntry>
  /** Next global id. */
  nextId(): number
  nextTicketId(): number
}

export type CustomValue = string | number | boolean | null

export interface TicketStats {
  agentRespondedAt: number | null
  requesterRespondedAt: number | null
  firstRespondedAt: number | null
  statusUpdatedAt: number
  reopenedAt: number | null
  resolvedAt: number | null
  closedAt: number | null
  pendingSince: number | null
}

export interface StoredTicket {
  id: number
  subject: string | null
  /** Sanitised HTML. */
  description: string
  descriptionText: string
  status: number
  priority: number
  source: number
  type: string | null
  requesterId: number
  responderId: number | null
  groupId: number | null
  companyId: number | null
  productId: number | null
  emailConfigId: number | null
  ccEmails: string[]
  tags: string[]
  customFields: Record<string, CustomValue>
  attachmentIds: number[]
  /** As sent; null until then, though the answer shows the SLA's time once it has been reckoned. */
  dueBy: number | null
  frDueBy: number | null
  spam: boolean
  deleted: boolean
  /** Closed and untouched for 120 days: only the archive's own addresses know it. */
  archived: boolean
  /** 1 parent, 2 child, 3 tracker, 4 related. */
  associationType: number | null
  associatedTickets: number[]
  createdAt: number
  updatedAt: number
  stats: TicketStats
  /** What the search index holds: the newest entry whose time has come. */
  indexed: IndexedTicket[]
}

export interface IndexedTicket {
  visibleAt: number
  ticket: Omit<StoredTicket, 'indexed'>
}

export interface StoredContact {
  id: number
  name: string
  email: string | null
  phone: string | null
  mobile: string | null
  twitterId: string | null
  uniqueExternalId: string | null
  address: string | null
  companyId: number | null
  description: string | null
  jobTitle: string | null
  language: string
  timeZone: string
  tags: string[]
  otherEmails: string[]
  customFields: Record<string, CustomValue>
  active: boolean
  blocked: boolean
  deleted: boolean
  createdAt: number
  updatedAt: number
}

export interface StoredAgent {
  id: number
  name: string
  email: string
  phone: string | null
  mobile: string | null
  occasional: boolean
  available: boolean
  createdAt: number
  updatedAt: number
}

export interface StoredGroup {
  id: number
  name: string
  agentIds: number[]
  createdAt: number
  updatedAt: number
}

export interface StoredProduct {
  id: number
  name: string
  createdAt: number
  updatedAt: number
}

export interface StoredCompany {
  id: number
  name: string
  domains: string[]
  description: string | null
  createdAt: number
  updatedAt: number
}

export interface StoredField {
  id: number
  /** As `/ticket_fields` names it: `ticket_type`, `cf_order_number`. */
  name: string
  /** As a ticket names it: `type`, `cf_order_number`. */
  key: string
  label: string
  /** `default_ticket_type`, `custom_dropdown`, `nested_field` … */
  type: string
  custom: boolean
  requiredForAgents: boolean
  requiredForClosure: boolean
  choices: string[]
  tree: NestedChoices
  levels: { id: number; name: string; label: string; level: number }[]
}

export interface StoredConversation {
  id: number
  ticketId: number
  body: string
  bodyText: string
  incoming: boolean
  private: boolean
  userId: number
  /** 0 reply, 2 note. */
  source: number
  fromEmail: string | null
  toEmails: string[]
  ccEmails: string[]
  bccEmails: string[]
  attachmentIds: number[]
  createdAt: number
  updatedAt: number
}

export interface StoredAttachment {
  id: number
  ticketId: number
  name: string
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
  createdAt: number
}

export interface StoredCategory {
  id: number
  name: string
  createdAt: number
}

export interface StoredFolder {
  id: number
  categoryId: number
  name: string
  visibility: number
  createdAt: number
}

export interface StoredArticle {
  id: number
  folderId: number
  categoryId: number
  title: string
  description: string
  status: number
  tags: string[]
  agentId: number
  createdAt: number
}

export interface StoredCannedFolder {
  id: number
  name: string
  createdAt: number
}

export interface StoredCannedResponse {
  id: number
  folderId: number
  title: string
  content: string
  visibility: number
  createdAt: number
}

export interface StoredJob {
  id: string
  completesAt: number
  /** Whether it ends as failed, for no reason that the vendor tells. */
  fails: boolean
}

/** What somebody answered to a survey: a number for each question. */
export interface StoredRating {
  id: number
  ticketId: number
  userId: number
  agentId: number | null
  ratings: Record<string, number>
  feedback: string | null
  createdAt: number
}

export interface StoredTimeEntry {
  id: number
  ticketId: number
  agentId: number | null
  minutes: number
  billable: boolean
  note: string | null
  createdAt: number
}

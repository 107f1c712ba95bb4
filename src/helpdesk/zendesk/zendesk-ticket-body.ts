import type { ZendeskPriority, ZendeskStatusWord } from './zendesk-values.ts'

export type ZendeskFieldValue = string | number | boolean | string[]

/** `public` is true when left out, so it is always said. `author_id`: who says it; the token's agent when left out. */
export interface ZendeskCommentBody {
  html_body: string
  public: boolean
  author_id?: number
  uploads?: string[]
}

/** `requester` is made when the address is unknown; without any requester the ticket would be the agent's own. */
export interface ZendeskRequester {
  name: string
  email: string
}

/** What stands under `ticket` in `POST /tickets` and `PUT /tickets/{id}`. `tags` replaces all tags of an update. */
export interface ZendeskTicketBody {
  subject?: string
  comment?: ZendeskCommentBody
  requester?: ZendeskRequester
  requester_id?: number
  external_id?: string
  status?: ZendeskStatusWord
  custom_status_id?: number
  priority?: ZendeskPriority | string | null
  type?: string | null
  group_id?: number | null
  assignee_id?: number | null
  assignee_email?: string
  brand_id?: number
  email_ccs?: { user_email: string; action: 'put' }[]
  tags?: string[]
  custom_fields?: { id: number; value: ZendeskFieldValue | null }[]
  /** Sent only with `updated_stamp`: `false` would count as true. */
  safe_update?: true
  updated_stamp?: string
}

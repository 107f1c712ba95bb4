import {
  type FreshdeskAgent,
  freshdeskAgentListSchema,
  freshdeskAgentSchema,
} from '../../../schemas/freshdesk/agent.ts'
import { type FreshdeskNamed, freshdeskNamedListSchema } from '../../../schemas/freshdesk/named.ts'
import {
  type FreshdeskTicketField,
  freshdeskTicketFieldListSchema,
} from '../../../schemas/freshdesk/ticket-field.ts'
import { get } from '../api-request.ts'
import type { CallOptions } from '../helpdesk.ts'
import type { ApiResult, HttpClient } from '../http-client.ts'
import { type Page, pageQuery } from './page-query.ts'

/** How the account is set up: its agents, groups, products and ticket form. All reads. */
export interface FreshdeskAccount {
  /** Who the API key belongs to: the cheapest proof of address and credentials. Passes a shut door. */
  me(options: CallOptions): Promise<ApiResult<FreshdeskAgent>>
  agentsByEmail(email: string, options: CallOptions): Promise<ApiResult<FreshdeskAgent[]>>
  agents(page: Page, options: CallOptions): Promise<ApiResult<FreshdeskAgent[]>>
  agent(id: string, options: CallOptions): Promise<ApiResult<FreshdeskAgent>>
  groups(page: Page, options: CallOptions): Promise<ApiResult<FreshdeskNamed[]>>
  /** Administrators only; 403 otherwise. */
  products(page: Page, options: CallOptions): Promise<ApiResult<FreshdeskNamed[]>>
  ticketFields(options: CallOptions): Promise<ApiResult<FreshdeskTicketField[]>>
}

export const createFreshdeskAccount = (http: HttpClient): FreshdeskAccount => ({
  me: (options) => get(http, '/agents/me', freshdeskAgentSchema, options, { probe: true }),
  agentsByEmail: (email, options) =>
    get(http, '/agents', freshdeskAgentListSchema, options, { query: { email } }),
  agents: (page, options) =>
    get(http, '/agents', freshdeskAgentListSchema, options, { query: pageQuery(page) }),
  agent: (id, options) => get(http, '/agents/{id}', freshdeskAgentSchema, options, { id }),
  groups: (page, options) =>
    get(http, '/groups', freshdeskNamedListSchema, options, { query: pageQuery(page) }),
  products: (page, options) =>
    get(http, '/products', freshdeskNamedListSchema, options, { query: pageQuery(page) }),
  ticketFields: (options) => get(http, '/ticket_fields', freshdeskTicketFieldListSchema, options),
})

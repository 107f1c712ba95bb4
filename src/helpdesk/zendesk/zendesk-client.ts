import type { Clock } from '../../ops/clock.ts'
import type { HttpClient } from '../http-client.ts'
import { createTicketLimits } from './ticket-limits.ts'
import { createZendeskAccount, type ZendeskAccount } from './zendesk-account.ts'
import { createZendeskBulk, type ZendeskBulk } from './zendesk-bulk.ts'
import { createZendeskOrganizations, type ZendeskOrganizations } from './zendesk-organizations.ts'
import { createZendeskPeople, type ZendeskPeople } from './zendesk-people.ts'
import { createZendeskTickets, type ZendeskTickets } from './zendesk-tickets.ts'

/** Zendesk's API v2, typed: what goes out is built by types, what comes in is checked by `schemas/zendesk`. */
export interface ZendeskClient {
  tickets: ZendeskTickets
  bulk: ZendeskBulk
  people: ZendeskPeople
  organizations: ZendeskOrganizations
  account: ZendeskAccount
}

export const createZendeskClient = (http: HttpClient, clock: Clock): ZendeskClient => ({
  tickets: createZendeskTickets(http, createTicketLimits(clock)),
  bulk: createZendeskBulk(http),
  people: createZendeskPeople(http),
  organizations: createZendeskOrganizations(http),
  account: createZendeskAccount(http),
})

import type { HttpClient } from '../http-client.ts'
import { createFreshdeskAccount, type FreshdeskAccount } from './freshdesk-account.ts'
import { createFreshdeskBulk, type FreshdeskBulk } from './freshdesk-bulk.ts'
import { createFreshdeskCompanies, type FreshdeskCompanies } from './freshdesk-companies.ts'
import { createFreshdeskContacts, type FreshdeskContacts } from './freshdesk-contacts.ts'
import { createFreshdeskConversations, type FreshdeskConversations } from './freshdesk-conversations.ts'
import { createFreshdeskKnowledge, type FreshdeskKnowledge } from './freshdesk-knowledge.ts'
import { createFreshdeskReports, type FreshdeskReports } from './freshdesk-reports.ts'
import { createFreshdeskTickets, type FreshdeskTickets } from './freshdesk-tickets.ts'

/** Freshdesk's API v2, typed: what goes out is built by types, what comes in is checked by `schemas/freshdesk`. */
export interface FreshdeskClient {
  tickets: FreshdeskTickets
  bulk: FreshdeskBulk
  reports: FreshdeskReports
  conversations: FreshdeskConversations
  contacts: FreshdeskContacts
  companies: FreshdeskCompanies
  account: FreshdeskAccount
  knowledge: FreshdeskKnowledge
}

export const createFreshdeskClient = (http: HttpClient): FreshdeskClient => ({
  tickets: createFreshdeskTickets(http),
  bulk: createFreshdeskBulk(http),
  reports: createFreshdeskReports(http),
  conversations: createFreshdeskConversations(http),
  contacts: createFreshdeskContacts(http),
  companies: createFreshdeskCompanies(http),
  account: createFreshdeskAccount(http),
  knowledge: createFreshdeskKnowledge(http),
})

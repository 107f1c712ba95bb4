import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Call, Route } from '../call.ts'
import { formatNullableTime, formatTime } from '../format-time.ts'
import { convertToContactJson } from '../people/convert-to-contact-json.ts'
import { convertToCompanyJson } from '../people/organisation.ts'
import { type Fault, faultOf, invalid } from '../problems.ts'
import { convertToListedTicket, describeTicket } from '../tickets/convert-to-ticket-json.ts'
import { findIndexed } from '../tickets/index-ticket.ts'
import { fieldsOf, matchQuery, type SearchValue } from './match-query.ts'
import { parseQuery } from './parse-query.ts'
import type { Query } from './query.ts'

const maxLength = 512
const perPage = 30
const lastPage = 10

/** The query, its page, or what is wrong. It must stand in literal double quotes. */
const readSearch = (
  call: Call,
  isKnown: (field: string) => boolean,
): { query: Query; page: number } | { faults: Fault[] } => {
  const text = call.query.get('query') ?? ''
  const page = Number(call.query.get('page') ?? '1')
  const quoted = /^"([\s\S]*)"$/.exec(text)?.[1]
  if (quoted === undefined || quoted.length > maxLength) {
    return {
      faults: [faultOf.value('query', `It should be in double quotes, ${maxLength} characters at most`)],
    }
  }
  if (!Number.isInteger(page) || page < 1 || page > lastPage) {
    return { faults: [faultOf.value('page', `It should be a Positive Integer up to ${lastPage}`)] }
  }
  const query = parseQuery(quoted)
  if (!query) return { faults: [faultOf.value('query', 'It is not well formed')] }
  const unknown = fieldsOf(query).filter((field) => !isKnown(field))
  return unknown.length > 0 ? { faults: unknown.map(faultOf.unknown) } : { query, page }
}

const pageOf = (found: readonly unknown[], page: number): Answer =>
  jsonAnswer(200, {
    total: found.length,
    results: found.slice((page - 1) * perPage, page * perPage),
  })

type Indexed = NonNullable<ReturnType<typeof findIndexed>>

const ticketValues: Readonly<Record<string, (ticket: Indexed) => SearchValue>> = {
  agent_id: (ticket) => ticket.responderId,
  group_id: (ticket) => ticket.groupId,
  priority: (ticket) => ticket.priority,
  status: (ticket) => ticket.status,
  tag: (ticket) => ticket.tags,
  type: (ticket) => ticket.type,
  due_by: (ticket) => formatNullableTime(ticket.dueBy),
  fr_due_by: (ticket) => formatNullableTime(ticket.frDueBy),
  created_at: (ticket) => formatTime(ticket.createdAt),
  updated_at: (ticket) => formatTime(ticket.updatedAt),
}

const notSearchable = ['custom_paragraph', 'nested_field']

/** Sees what the index holds, which lags; never subject, description, requester or company. */
const searchTickets = (call: Call): Answer => {
  const custom = new Set(
    call.account.fields
      .filter((field) => field.custom && !notSearchable.includes(field.type))
      .map((field) => field.name),
  )
  const search = readSearch(call, (field) => Object.hasOwn(ticketValues, field) || custom.has(field))
  if ('faults' in search) return invalid(search.faults)
  const found = [...call.account.tickets.values()]
    .filter((ticket) => !ticket.archived)
    .map((ticket) => findIndexed(ticket, call.now))
    .filter((ticket) => ticket !== undefined && !ticket.deleted && !ticket.spam)
    .filter((ticket) => ticket !== undefined)
    .filter((ticket) =>
      matchQuery(
        search.query,
        (field) => ticketValues[field]?.(ticket) ?? ticket.customFields[field] ?? null,
      ),
    )
    .map((ticket) => {
      const stored = { ...ticket, indexed: [] }
      return { ...convertToListedTicket(stored, call), ...describeTicket(stored) }
    })
  return pageOf(found, search.page)
}

const contactFields = [
  'active',
  'company_id',
  'email',
  'phone',
  'mobile',
  'tag',
  'twitter_id',
  'language',
  'time_zone',
  'created_at',
  'updated_at',
]

/** Contacts by when they last changed: the index lags here too. */
const searchContacts = (call: Call): Answer => {
  const search = readSearch(call, (field) => contactFields.includes(field) || field.startsWith('cf_'))
  if ('faults' in search) return invalid(search.faults)
  const found = [...call.account.contacts.values()]
    .filter((contact) => !contact.deleted && contact.updatedAt + call.behaviour.searchDelayMs <= call.now)
    .map((contact) => ({ contact, shown: convertToContactJson(contact) }))
    .filter(({ contact, shown }) =>
      matchQuery(search.query, (field) =>
        field === 'tag'
          ? contact.tags
          : ((shown[field] as SearchValue | undefined) ?? contact.customFields[field] ?? null),
      ),
    )
  return pageOf(
    found.map(({ shown }) => shown),
    search.page,
  )
}

const companyFields = ['domain', 'created_at', 'updated_at']

const searchCompanies = (call: Call): Answer => {
  const search = readSearch(call, (field) => companyFields.includes(field))
  if ('faults' in search) return invalid(search.faults)
  const found = [...call.account.companies.values()]
    .filter((company) => company.updatedAt + call.behaviour.searchDelayMs <= call.now)
    .map((company) => ({ company, shown: convertToCompanyJson(company) }))
    .filter(({ company, shown }) =>
      matchQuery(search.query, (field) =>
        field === 'domain' ? company.domains : ((shown[field] as SearchValue | undefined) ?? null),
      ),
    )
  return pageOf(
    found.map(({ shown }) => shown),
    search.page,
  )
}

const query = ['query', 'page']

export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: '/search/tickets', permission: 'tickets:view', query, handle: searchTickets },
  { method: 'GET', path: '/search/contacts', permission: 'contacts:view', query, handle: searchContacts },
  { method: 'GET', path: '/search/companies', permission: 'contacts:view', query, handle: searchCompanies },
]

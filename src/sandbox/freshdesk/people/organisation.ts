import { jsonAnswer } from '../../answer.ts'
import type { StoredCompany, StoredGroup, StoredProduct } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { createFieldReader } from '../field-reader.ts'
import { formatTime } from '../format-time.ts'
import { pageAnswer } from '../paging.ts'
import { conflict, faultOf, invalid, notFound } from '../problems.ts'

const convertToGroupJson = (group: StoredGroup): Record<string, unknown> => ({
  id: group.id,
  name: group.name,
  description: null,
  escalate_to: null,
  unassigned_for: null,
  business_hour_id: null,
  group_type: 'support_agent_group',
  agent_ids: group.agentIds,
  created_at: formatTime(group.createdAt),
  updated_at: formatTime(group.updatedAt),
  auto_ticket_assign: 0,
})

const convertToProductJson = (product: StoredProduct): Record<string, unknown> => ({
  id: product.id,
  name: product.name,
  description: null,
  primary_email: null,
  default: false,
  created_at: formatTime(product.createdAt),
  updated_at: formatTime(product.updatedAt),
})

export const convertToCompanyJson = (company: StoredCompany): Record<string, unknown> => ({
  id: company.id,
  name: company.name,
  description: company.description,
  note: null,
  domains: company.domains,
  created_at: formatTime(company.createdAt),
  updated_at: formatTime(company.updatedAt),
  custom_fields: {},
  health_score: null,
  account_tier: null,
  renewal_date: null,
  industry: null,
})

/** List and single view of a kind of record. */
const createReadRoutes = <T>(
  path: string,
  permission: Route['permission'],
  select: (call: Call) => ReadonlyMap<number, T>,
  convert: (item: T) => unknown,
): Route[] => [
  {
    method: 'GET',
    path,
    permission,
    query: ['page', 'per_page'],
    handle: (call) => pageAnswer(call, [...select(call).values()], convert),
  },
  {
    method: 'GET',
    path: `${path}/:id`,
    permission,
    handle: (call) => {
      const item = select(call).get(numberParam(call, 'id'))
      return item ? jsonAnswer(200, convert(item)) : notFound()
    },
  },
]

const createCompany: Route = {
  method: 'POST',
  path: '/companies',
  permission: 'contacts:edit',
  body: 'json',
  handle: (call) => {
    const reader = createFieldReader(call.body)
    const name = reader.text('name', 255)
    const domains = reader.texts('domains') ?? []
    const description = reader.nullableText('description') ?? null
    if (!reader.has('name')) reader.fault(faultOf.missing('name'))
    const faults = reader.finish()
    if (name === undefined || faults.length > 0) return invalid(faults)
    if ([...call.account.companies.values()].some((company) => company.name === name)) {
      return conflict([{ field: 'name', message: 'It should be a unique value', code: 'duplicate_value' }])
    }
    const id = call.account.nextId()
    const company = { id, name, domains, description, createdAt: call.now, updatedAt: call.now }
    call.account.companies.set(id, company)
    return jsonAnswer(201, convertToCompanyJson(company), {
      location: `${call.origin}/api/v2/companies/${id}`,
    })
  },
}

/** A word of the name begins so, without case; what stands within a word is not found. */
const findCompanies: Route = {
  method: 'GET',
  path: '/companies/autocomplete',
  permission: 'contacts:view',
  query: ['name'],
  handle: (call) => {
    const beginning = ` ${(call.query.get('name') ?? '').toLowerCase()}`
    const companies = [...call.account.companies.values()]
      .filter((company) => ` ${company.name.toLowerCase()}`.includes(beginning))
      .map(({ id, name }) => ({ id, name }))
    return jsonAnswer(200, { companies })
  },
}

/** Groups, products and companies. Products, and whatever lies under `/admin`, want an admin's key. */
export const organisationRoutes: readonly Route[] = [
  findCompanies,
  createCompany,
  ...createReadRoutes('/groups', 'agents:view', (call) => call.account.groups, convertToGroupJson),
  ...createReadRoutes('/admin/groups', 'admin', (call) => call.account.groups, convertToGroupJson),
  ...createReadRoutes('/products', 'admin', (call) => call.account.products, convertToProductJson),
  ...createReadRoutes('/companies', 'contacts:view', (call) => call.account.companies, convertToCompanyJson),
]

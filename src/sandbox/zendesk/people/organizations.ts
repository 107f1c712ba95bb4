import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Account, StoredOrganization } from '../account.ts'
import { type Call, callerOf, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'
import { attributeRefusal, forbidden, notFound } from '../problems.ts'

export const convertToOrganizationJson = (
  organization: StoredOrganization,
  call: Pick<Call, 'origin'>,
): Record<string, unknown> => ({
  url: `${call.origin}/api/v2/organizations/${organization.id}.json`,
  id: organization.id,
  name: organization.name,
  shared_tickets: false,
  shared_comments: false,
  external_id: null,
  created_at: formatTime(organization.createdAt),
  updated_at: formatTime(organization.createdAt),
  domain_names: organization.domainNames,
  details: '',
  notes: '',
  group_id: null,
  tags: organization.tags,
  organization_fields: {},
})

/** The organization that claims people of this address's domain, if any. */
export const organizationOf = (account: Account, email: string | null): number | null => {
  const domain = email?.split('@').at(-1)?.toLowerCase()
  const found = [...account.organizations.values()].find(
    ({ domainNames }) => domain !== undefined && domainNames.includes(domain),
  )
  return found?.id ?? null
}

const answerList = (call: Call, found: StoredOrganization[]): Answer =>
  pageOf(
    call,
    'organizations',
    found.map((organization) => convertToOrganizationJson(organization, call)),
  )

/** The beginning of a name, without case. */
const autocomplete = (call: Call): Answer => {
  const name = call.query.get('name')?.toLowerCase() ?? ''
  if (name === '') return attributeRefusal(400, 'Invalid attribute', 'name is missing')
  return answerList(
    call,
    [...call.account.organizations.values()].filter((each) => each.name.toLowerCase().startsWith(name)),
  )
}

/** The whole name, without case. For administrators alone, as long as nobody has a role of the account's own. */
const searchByName = (call: Call): Answer => {
  if (callerOf(call).role !== 'admin') return forbidden()
  const name = call.query.get('name')?.toLowerCase()
  return answerList(
    call,
    [...call.account.organizations.values()].filter((each) => each.name.toLowerCase() === name),
  )
}

const show = (call: Call): Answer => {
  const organization = call.account.organizations.get(numberParam(call))
  return organization === undefined
    ? notFound()
    : jsonAnswer(200, { organization: convertToOrganizationJson(organization, call) })
}

/** What the search index has of organizations: those that hold every word, in name or domain. It lags. */
export const searchOrganizations = (call: Call, words: readonly string[]): Record<string, unknown>[] =>
  [...call.account.organizations.values()]
    .filter(({ createdAt }) => createdAt + call.behaviour.searchDelayMs <= call.now)
    .filter(({ name, domainNames }) => {
      const text = [name, ...domainNames].join(' ').toLowerCase()
      return words.every((word) => text.includes(word.toLowerCase()))
    })
    .map((organization) => ({
      ...convertToOrganizationJson(organization, call),
      result_type: 'organization',
    }))

export const organizationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/organizations',
    handle: (call) => answerList(call, [...call.account.organizations.values()]),
  },
  { method: 'GET', path: '/organizations/autocomplete', handle: autocomplete },
  { method: 'GET', path: '/organizations/search', handle: searchByName },
  { method: 'GET', path: '/organizations/:id', handle: show },
]

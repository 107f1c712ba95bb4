import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Account, StoredUser } from '../account.ts'
import { type Call, isRecord, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'
import { attributeRefusal, faultOf, invalid, notFound } from '../problems.ts'
import { convertToTicketJson } from '../tickets/convert-to-ticket-json.ts'
import { isEmail } from './is-email.ts'
import { organizationOf } from './organizations.ts'

export const convertToUserJson = (user: StoredUser): Record<string, unknown> => ({
  id: user.id,
  name: user.name,
  email: user.email,
  phone: user.phone,
  role: user.role,
  active: true,
  verified: true,
  suspended: user.suspended,
  external_id: user.externalId,
  organization_id: user.organizationId,
  tags: user.tags,
  created_at: formatTime(user.createdAt),
  updated_at: formatTime(user.createdAt),
})

/** With bad credentials this answers 200 all the same, with somebody who is nobody. */
const me = (call: Call): Answer =>
  jsonAnswer(200, {
    user:
      call.user === null
        ? { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user', active: true }
        : convertToUserJson(call.user),
  })

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const findBy = (account: Account, key: 'email' | 'externalId', value: string | null): StoredUser | null =>
  value === null
    ? null
    : ([...account.users.values()].find((user) => user[key]?.toLowerCase() === value.toLowerCase()) ?? null)

export const findByEmail = (account: Account, email: string): StoredUser | null =>
  findBy(account, 'email', email)

/** Adds an end user. */
export const addUser = (
  account: Account,
  user: Pick<StoredUser, 'name' | 'email' | 'phone' | 'externalId'>,
  now: number,
): StoredUser => {
  const id = account.nextId()
  const stored: StoredUser = {
    ...user,
    id,
    role: 'end-user',
    suspended: false,
    organizationId: organizationOf(account, user.email),
    tags: [],
    createdAt: now,
  }
  account.users.set(id, stored)
  return stored
}

const write = (call: Call, orUpdate: boolean): Answer => {
  const given = call.body['user']
  if (!isRecord(given)) return attributeRefusal(400, 'Invalid attribute', 'user is missing')
  const { account, now } = call
  const [name, email, externalId] = [
    textOf(given['name']),
    textOf(given['email']),
    textOf(given['external_id']),
  ]
  const phone = textOf(given['phone'])
  if (email !== null && !isEmail(email))
    return invalid([faultOf.value('email', `Email: ${email} is not properly formatted`)])
  const existing = findBy(account, 'externalId', externalId) ?? findBy(account, 'email', email)
  if (existing !== null) {
    if (!orUpdate) {
      const taken = {
        field: 'email',
        description: `Email: ${email} is already being used`,
        error: 'DuplicateValue',
      }
      return invalid([taken])
    }
    Object.assign(existing, {
      ...(name && { name }),
      ...(phone && { phone }),
      ...(externalId && { externalId }),
    })
    return jsonAnswer(200, { user: convertToUserJson(existing) })
  }
  if (name === null) return invalid([faultOf.value('name', 'Name: is too short (minimum one character)')])
  const added = addUser(account, { name, email, phone, externalId }, now)
  return jsonAnswer(
    201,
    { user: convertToUserJson(added) },
    { location: `${call.origin}/api/v2/users/${added.id}.json` },
  )
}

const list = (call: Call): Answer => {
  const roles = [...call.query.getAll('role[]'), ...call.query.getAll('role')]
  const users = [...call.account.users.values()].filter(
    (user) => roles.length === 0 || roles.includes(user.role),
  )
  return pageOf(call, 'users', users.map(convertToUserJson))
}

/** The index lags for people too; agents were there before. */
const search = (call: Call): Answer => {
  const { query } = call
  const external = query.get('external_id')
  const words = (query.get('query') ?? '').replaceAll('"', '')
  const field = /^(?:type:user )?(email|phone):(.*)$/.exec(words)
  const isMatch = (user: StoredUser): boolean => {
    if (external !== null) return user.externalId?.toLowerCase() === external.toLowerCase()
    const wanted = (field?.[2] ?? words).toLowerCase()
    if (field?.[1] === 'phone') return user.phone?.toLowerCase() === wanted
    if (field?.[1] === 'email') return user.email?.toLowerCase() === wanted
    return `${user.name} ${user.email}`.toLowerCase().includes(wanted)
  }
  const found = [...call.account.users.values()].filter(
    (user) =>
      user.createdAt + (user.role === 'end-user' ? call.behaviour.searchDelayMs : 0) <= call.now &&
      isMatch(user),
  )
  return pageOf(call, 'users', found.map(convertToUserJson))
}

const show = (call: Call): Answer => {
  const user = call.account.users.get(numberParam(call))
  return user === undefined ? notFound() : jsonAnswer(200, { user: convertToUserJson(user) })
}

const showMany = (call: Call): Answer => {
  const ids = (call.query.get('ids') ?? '').split(',').map(Number)
  const users = [...call.account.users.values()].filter(({ id }) => ids.includes(id))
  return pageOf(call, 'users', users.map(convertToUserJson))
}

const requested = (call: Call): Answer => {
  const user = call.account.users.get(numberParam(call))
  if (user === undefined) return notFound()
  const tickets = [...call.account.tickets.values()].filter(
    (ticket) => ticket.requesterId === user.id && ticket.status !== 'deleted' && !ticket.archived,
  )
  return pageOf(
    call,
    'tickets',
    tickets.map((ticket) => convertToTicketJson(ticket, call)),
  )
}

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/users/me', role: 'anybody', handle: me },
  { method: 'GET', path: '/users/search', handle: search },
  { method: 'GET', path: '/users/show_many', handle: showMany },
  {
    method: 'POST',
    path: '/users/create_or_update',
    limit: 'users',
    body: 'json',
    handle: (call) => write(call, true),
  },
  { method: 'GET', path: '/users', handle: list },
  { method: 'POST', path: '/users', limit: 'users', body: 'json', handle: (call) => write(call, false) },
  { method: 'GET', path: '/users/:id', handle: show },
  { method: 'GET', path: '/users/:id/tickets/requested', handle: requested },
]

/** Agents of the account, for the checks of a ticket. */
export const isAgent = (user: StoredUser | undefined): user is StoredUser =>
  user !== undefined && user.role !== 'end-user'

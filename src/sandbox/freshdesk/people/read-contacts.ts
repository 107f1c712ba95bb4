import { type Answer, emptyAnswer, jsonAnswer } from '../../answer.ts'
import type { StoredContact } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { parseTime } from '../field-reader.ts'
import { pageAnswer } from '../paging.ts'
import { faultOf, invalid, methodNotAllowed, notFound } from '../problems.ts'
import { convertToContactJson } from './convert-to-contact-json.ts'
import { isSameEmail } from './find-person.ts'

const states = ['verified', 'unverified', 'blocked', 'deleted']

const isInState = (contact: StoredContact, state: string | null): boolean => {
  if (state === 'deleted') return contact.deleted
  if (state === 'blocked') return contact.blocked && !contact.deleted
  if (contact.deleted || contact.blocked) return false
  return state === null || contact.active === (state === 'verified')
}

const list = (call: Call): Answer => {
  const { query, behaviour } = call
  const state = query.get('state')
  if (state !== null && !states.includes(state)) return invalid([faultOf.choice('state', states)])
  const since = query.get('updated_since') ?? query.get('_updated_since')
  const updatedSince = since === null ? Number.NEGATIVE_INFINITY : parseTime(since)
  if (updatedSince === null) {
    return invalid([
      faultOf.value('updated_since', 'It should be in the combined date and time ISO8601 format'),
    ])
  }
  const isEqual = (name: string, value: string | number | null) =>
    !query.has(name) || query.get(name) === String(value ?? '')
  const email = query.get('email')
  const found = [...call.account.contacts.values()].filter(
    (contact) =>
      isInState(contact, state) &&
      (email === null || isSameEmail(contact.email, email, behaviour)) &&
      isEqual('mobile', contact.mobile) &&
      isEqual('phone', contact.phone) &&
      isEqual('company_id', contact.companyId) &&
      isEqual('unique_external_id', contact.uniqueExternalId) &&
      contact.updatedAt >= updatedSince,
  )
  return pageAnswer(call, found, convertToContactJson)
}

const autocomplete = (call: Call): Answer => {
  const term = (call.query.get('term') ?? '').toLowerCase()
  const found = [...call.account.contacts.values()].filter(
    (contact) =>
      !contact.deleted &&
      contact.name
        .toLowerCase()
        .split(' ')
        .some((word) => word.startsWith(term)),
  )
  return jsonAnswer(
    200,
    found.map(({ id, name }) => ({ id, name })),
  )
}

const remove = (call: Call): Answer => {
  const contact = call.account.contacts.get(numberParam(call, 'id'))
  if (!contact) return notFound()
  if (contact.deleted || contact.blocked) return methodNotAllowed(['GET'])
  Object.assign(contact, { deleted: true, updatedAt: call.now })
  return emptyAnswer(204)
}

const restore = (call: Call): Answer => {
  const contact = call.account.contacts.get(numberParam(call, 'id'))
  if (!contact?.deleted) return notFound()
  Object.assign(contact, { deleted: false, updatedAt: call.now })
  return emptyAnswer(204)
}

export const readContactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/contacts',
    permission: 'contacts:view',
    operation: 'listContacts',
    query: [
      'email',
      'mobile',
      'phone',
      'company_id',
      'unique_external_id',
      'state',
      'updated_since',
      '_updated_since',
      'page',
      'per_page',
    ],
    handle: list,
  },
  {
    method: 'GET',
    path: '/contacts/autocomplete',
    permission: 'contacts:view',
    query: ['term'],
    handle: autocomplete,
  },
  {
    method: 'GET',
    path: '/contacts/:id',
    permission: 'contacts:view',
    handle: (call) => {
      const contact = call.account.contacts.get(numberParam(call, 'id'))
      return contact ? jsonAnswer(200, convertToContactJson(contact)) : notFound()
    },
  },
  { method: 'DELETE', path: '/contacts/:id', permission: 'contacts:edit', handle: remove },
  { method: 'PUT', path: '/contacts/:id/restore', permission: 'contacts:edit', handle: restore },
]

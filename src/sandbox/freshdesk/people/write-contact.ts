import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredContact } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { createFieldReader, type FieldReader } from '../field-reader.ts'
import { conflict, type Fault, faultOf, invalid, methodNotAllowed, notFound } from '../problems.ts'
import { addContact } from './add-contact.ts'
import { convertToContactJson } from './convert-to-contact-json.ts'
import { findContact, findPersonByEmail } from './find-person.ts'

type ContactInput = Partial<Omit<StoredContact, 'id' | 'createdAt' | 'updatedAt'>>

const withoutUndefined = (input: Record<string, unknown>): ContactInput =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))

/** Custom fields of contacts are not modelled: any scalar is kept. */
const readCustomFields = (reader: FieldReader): StoredContact['customFields'] | undefined => {
  const given = reader.object('custom_fields')
  if (!given) return undefined
  const values: StoredContact['customFields'] = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      values[name] = value as string | number | boolean | null
    } else reader.fault(faultOf.value(`custom_fields.${name}`, 'It should be a single value'))
  }
  return values
}

const readContact = (reader: FieldReader): ContactInput => {
  const input = {
    name: reader.text('name', 255),
    email: reader.email('email'),
    phone: reader.nullableText('phone'),
    mobile: reader.nullableText('mobile'),
    twitterId: reader.nullableText('twitter_id'),
    uniqueExternalId: reader.nullableText('unique_external_id'),
    address: reader.nullableText('address'),
    companyId: reader.id('company_id'),
    description: reader.nullableText('description'),
    jobTitle: reader.nullableText('job_title'),
    language: reader.text('language'),
    timeZone: reader.text('time_zone'),
    tags: reader.texts('tags'),
    otherEmails: reader.emails('other_emails'),
    customFields: readCustomFields(reader),
  }
  for (const name of ['view_all_tickets', 'other_companies', 'avatar']) reader.ignore(name)
  return withoutUndefined(input)
}

const duplicate = (field: string, userId: number): Fault => ({
  field,
  message: 'It should be a unique value',
  code: 'duplicate_value',
  additional_info: { user_id: userId },
})

/** Who else holds this e-mail or id; deleted contacts hold theirs too. */
const findDuplicates = (input: ContactInput, ownId: number | null, call: Call): Fault[] => {
  const { account, behaviour } = call
  const { email, uniqueExternalId, twitterId } = input
  const faults: Fault[] = []
  const byEmail = email ? findPersonByEmail(account, email, behaviour) : undefined
  if (byEmail && byEmail.id !== ownId) faults.push(duplicate('email', byEmail.id))
  const byExternalId = uniqueExternalId
    ? findContact(account, (contact) => contact.uniqueExternalId === uniqueExternalId)
    : undefined
  if (byExternalId && byExternalId.id !== ownId) {
    faults.push(duplicate('unique_external_id', byExternalId.id))
  }
  const byTwitter = twitterId ? findContact(account, (contact) => contact.twitterId === twitterId) : undefined
  if (byTwitter && byTwitter.id !== ownId) faults.push(duplicate('twitter_id', byTwitter.id))
  return faults
}

const identifiers = ['email', 'phone', 'mobile', 'twitter_id', 'unique_external_id']

const create = (call: Call): Answer => {
  const reader = createFieldReader(call.body)
  const input = readContact(reader)
  const { name } = input
  if (!reader.has('name')) reader.fault(faultOf.missing('name'))
  if (!identifiers.some((identifier) => reader.has(identifier))) {
    const message = 'Fill at least one of email, mobile, phone, twitter_id, unique_external_id fields'
    reader.fault({ field: 'email', message, code: 'missing_field' })
  }
  const faults = reader.finish()
  if (name === undefined || faults.length > 0) return invalid(faults)
  const duplicates = findDuplicates(input, null, call)
  if (duplicates.length > 0) return conflict(duplicates)
  const contact = addContact({ ...input, name }, call)
  return jsonAnswer(201, convertToContactJson(contact), {
    location: `${call.origin}/api/v2/contacts/${contact.id}`,
  })
}

const update = (call: Call): Answer => {
  const contact = call.account.contacts.get(numberParam(call, 'id'))
  if (!contact) return notFound()
  if (contact.deleted || contact.blocked) return methodNotAllowed(['GET'])
  const reader = createFieldReader(call.body)
  const input = readContact(reader)
  const faults = reader.finish()
  if (faults.length > 0) return invalid(faults)
  const duplicates = findDuplicates(input, contact.id, call)
  if (duplicates.length > 0) return conflict(duplicates)
  const customFields = { ...contact.customFields, ...input.customFields }
  Object.assign(contact, input, { customFields, updatedAt: call.now })
  return jsonAnswer(200, convertToContactJson(contact))
}

export const writeContactRoutes: readonly Route[] = [
  { method: 'POST', path: '/contacts', permission: 'contacts:edit', body: 'files', handle: create },
  { method: 'PUT', path: '/contacts/:id', permission: 'contacts:edit', body: 'files', handle: update },
]

import type { Call } from '../call.ts'
import { addContact } from '../people/add-contact.ts'
import { findContact, findPersonByEmail } from '../people/find-person.ts'
import { type Fault, faultOf } from '../problems.ts'
import type { RequesterInput } from './read-ticket-input.ts'

const isGiven = (value: string | number | null | undefined): value is string | number =>
  value !== null && value !== undefined && value !== ''

/** Whether the call says anything about who asks. */
export const isRequesterGiven = ({ name: _, ...identity }: RequesterInput): boolean =>
  Object.values(identity).some(isGiven)

const identifiers = ['requester_id', 'email', 'twitter_id', 'unique_external_id']

/** Whether the call says who asks, in a way that can be followed. */
export const checkRequester = (requester: RequesterInput, call: Call): Fault[] => {
  const { requesterId, email, phone, name, twitterId, facebookId, uniqueExternalId } = requester
  if (isGiven(requesterId)) {
    const isKnown = call.account.contacts.has(requesterId) || call.account.agents.has(requesterId)
    return isKnown ? [] : [faultOf.noMatch('requester_id', 'contact')]
  }
  // A facebook id never makes a contact, and the sandbox has none.
  if (isGiven(facebookId)) return [faultOf.noMatch('facebook_id', 'contact')]
  if (isGiven(email) || isGiven(twitterId) || isGiven(uniqueExternalId)) return []
  // One that was sent but is faulty is named already.
  if (identifiers.some((name) => (call.body.values[name] ?? '') !== '')) return []
  if (!isGiven(phone)) {
    const message =
      'Fill at least one of requester_id, phone, email, twitter_id, facebook_id, unique_external_id fields'
    return [{ field: 'requester_id', message, code: 'missing_field' }]
  }
  return isGiven(name) || findByPhone(phone, call) ? [] : [faultOf.missing('name')]
}

const findByPhone = (phone: string, call: Call) =>
  findContact(call.account, (contact) => contact.phone === phone || contact.mobile === phone)

/** The requester's id; makes the contact when it is not known yet. Call it only after `checkRequester`. */
export const resolveRequester = (requester: RequesterInput, call: Call): number => {
  const { requesterId, email, phone, name, twitterId, uniqueExternalId } = requester
  if (isGiven(requesterId)) return requesterId
  const known = isGiven(email)
    ? findPersonByEmail(call.account, email, call.behaviour)
    : isGiven(twitterId)
      ? findContact(call.account, (contact) => contact.twitterId === twitterId)
      : isGiven(uniqueExternalId)
        ? findContact(call.account, (contact) => contact.uniqueExternalId === uniqueExternalId)
        : findByPhone(phone ?? '', call)
  if (known) return known.id
  const fallbackName = email?.split('@')[0] || twitterId || uniqueExternalId || 'Unknown'
  return addContact(
    {
      name: name || fallbackName,
      email: email || null,
      phone: phone || null,
      twitterId: twitterId || null,
      uniqueExternalId: uniqueExternalId || null,
    },
    call,
  ).id
}

import type { FreshdeskAgent } from '../../../../schemas/freshdesk/agent.ts'
import type { FreshdeskContact } from '../../../../schemas/freshdesk/contact.ts'
import type { Person } from '../../../../schemas/ticket.ts'
import type { CallOptions, Failure, Read } from '../../outcome.ts'
import type { Agent, Group } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { isFreshdeskId } from './ticket-id.ts'

/** Who is there changes by the hour, and groups by the month; both are asked for once in this time. */
const freshnessMs = 300_000

/** Agents that may be given a ticket: all but collaborators and the deactivated. */
export const listAgents = async (
  directory: FreshdeskDirectory,
  options: CallOptions,
): Promise<Read<Agent[]>> => {
  const read = await directory.agents.get(options, freshnessMs)
  if (!read.ok) return read
  if (read.value === null) return { ok: false, failure: notPermitted('agents') }
  const assignable = read.value.filter(
    (agent) => agent.type !== 'collaborator' && agent.contact?.active !== false,
  )
  return { ok: true, value: assignable.map(convertAgent) }
}

export const listGroups = async (
  directory: FreshdeskDirectory,
  options: CallOptions,
): Promise<Read<Group[]>> => {
  const read = await directory.groups.get(options, freshnessMs)
  if (!read.ok) return read
  if (read.value === null) return { ok: false, failure: notPermitted('groups') }
  return { ok: true, value: read.value.map(({ id, name }) => ({ id: String(id), name })) }
}

/**
 * Whoever has that id, e-mail or phone: contacts first, then agents. Blocked and deleted contacts are left out. One call for a
 * contact, two for an agent or nobody.
 */
export const findPerson = async (
  client: FreshdeskClient,
  who: { email?: string; phone?: string; id?: string },
  options: CallOptions,
): Promise<Read<Person | null>> => {
  if (who.id !== undefined) return personById(client, who.id, options)
  if (who.email !== undefined) return personByEmail(client, who.email.trim(), options)
  if (who.phone !== undefined) {
    const read = await contactsByPhone(client, who.phone.trim(), options)
    if (!read.ok) return read
    return { ok: true, value: read.value[0] === undefined ? null : convertContact(read.value[0]) }
  }
  return { ok: true, value: null }
}

/** Contacts with that number, as a landline or as a mobile: two calls. */
export const contactsByPhone = async (
  client: FreshdeskClient,
  phone: string,
  options: CallOptions,
): Promise<Read<FreshdeskContact[]>> => {
  const found = new Map<number, FreshdeskContact>()
  for (const query of [{ phone }, { mobile: phone }]) {
    const result = await client.contacts.list(query, options)
    if (result.effect === 'done') for (const contact of result.value) found.set(contact.id, contact)
    else if (result.failure.kind !== 'invalid') return { ok: false, failure: result.failure }
  }
  return { ok: true, value: [...found.values()] }
}

/** The contact with that address, or null: one call. An address that Freshdesk takes for none is nobody's. */
export const contactByEmail = async (
  client: FreshdeskClient,
  email: string,
  options: CallOptions,
): Promise<Read<FreshdeskContact | null>> => {
  const key = email.toLowerCase()
  const contacts = await client.contacts.list({ email }, options)
  if (contacts.effect !== 'done') {
    const isNobody = contacts.failure.kind === 'invalid'
    return isNobody ? { ok: true, value: null } : { ok: false, failure: contacts.failure }
  }
  // Should the filter ever be ignored, the first of all contacts would be a wrong one.
  const isTheirs = (contact: FreshdeskContact) =>
    [contact.email, ...(contact.other_emails ?? [])].some((other) => other?.toLowerCase() === key)
  return { ok: true, value: contacts.value.find(isTheirs) ?? null }
}

const personByEmail = async (
  client: FreshdeskClient,
  email: string,
  options: CallOptions,
): Promise<Read<Person | null>> => {
  const key = email.toLowerCase()
  const contact = await contactByEmail(client, email, options)
  if (!contact.ok) return contact
  if (contact.value !== null) return { ok: true, value: convertContact(contact.value) }
  const agents = await client.account.agentsByEmail(email, options)
  if (agents.effect !== 'done') return nobodyUnlessBroken(agents.failure)
  const agent = agents.value.find((candidate) => candidate.contact?.email?.toLowerCase() === key)
  return { ok: true, value: agent === undefined ? null : convertAgentPerson(agent) }
}

const personById = async (
  client: FreshdeskClient,
  id: string,
  options: CallOptions,
): Promise<Read<Person | null>> => {
  if (!isFreshdeskId(id)) return { ok: true, value: null }
  const contact = await client.contacts.get(id, options)
  if (contact.effect === 'done') return { ok: true, value: convertContact(contact.value) }
  if (contact.failure.kind !== 'not-found') return { ok: false, failure: contact.failure }
  const agent = await client.account.agent(id, options)
  if (agent.effect !== 'done') return nobodyUnlessBroken(agent.failure)
  return { ok: true, value: convertAgentPerson(agent.value) }
}

/** Whether somebody is an agent is not always ours to know; then they are nobody that we know. */
const nobodyUnlessBroken = (failure: Failure): Read<null> =>
  failure.kind === 'not-found' || failure.kind === 'forbidden' || failure.kind === 'invalid'
    ? { ok: true, value: null }
    : { ok: false, failure }

export const convertContact = (contact: FreshdeskContact): Person => ({
  id: String(contact.id),
  name: contact.name ?? null,
  email: contact.email ?? null,
  phone: contact.phone ?? contact.mobile ?? null,
  role: 'customer',
})

export const convertAgentPerson = (agent: FreshdeskAgent): Person => ({
  id: String(agent.id),
  name: agent.contact?.name ?? null,
  email: agent.contact?.email ?? null,
  phone: agent.contact?.phone ?? null,
  role: 'agent',
})

const convertAgent = (agent: FreshdeskAgent): Agent => ({
  id: String(agent.id),
  name: agent.contact?.name ?? agent.contact?.email ?? String(agent.id),
  email: agent.contact?.email ?? null,
  groupIds: (agent.group_ids ?? []).map(String),
  available: agent.available ?? null,
})

const notPermitted = (what: string): Failure => ({
  kind: 'forbidden',
  message: `The API key's agent may not read the account's ${what}.`,
  status: 403,
  code: null,
})
